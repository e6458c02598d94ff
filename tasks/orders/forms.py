"""The forms of the order wizard."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now
from talentpool.kernel.widgets import Day
from tasks.orders.actions import Positioning
from tasks.orders.models import Order, ServiceLevel, Workplace
from tasks.orders.states import Scenario
from tasks.staffing.actions.requirements import DAYS_AT_MOST
from tasks.staffing.models import VolumeSet

QUESTIONS = {
    "why": _("Why: what is behind the demand?"),
    "who": _("Who: whom will agents talk to?"),
    "what": _("What: which questions will they bring?"),
    "how": _("How: in which tone, with which tools?"),
}


class PositioningForm(forms.Form):
    """Why, who, where, what, when, how: short, and only what changes something has to be filled in."""

    title = forms.CharField(label=_("Title"), max_length=120)
    service_level = forms.ModelChoiceField(label=_("Service level"), queryset=ServiceLevel.objects.none())
    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.none())
    language = forms.ModelChoiceField(label=_("Language"), queryset=Language.objects.none())
    starts_on = forms.DateField(label=_("First day"), widget=Day())
    ends_on = forms.DateField(label=_("Last day"), widget=Day())
    kind = forms.ChoiceField(label=_("Kind of agent"), required=False)
    also = forms.ModelMultipleChoiceField(
        label=_("Further channels"),
        queryset=ServiceLevel.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each gets its own volumes and its own curve of seats; one service level a channel."),
    )
    mixes_channels = forms.BooleanField(
        label=_("Two channels a day"),
        required=False,
        help_text=_("Who is qualified for both changes the channel at a break; otherwise a shift has one channel."),
    )
    certificates = forms.ModelMultipleChoiceField(
        label=_("Further certificates"),
        queryset=Skill.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody must hold these too; fewer people can be asked."),
    )
    workplace = forms.ModelChoiceField(
        label=_("Workplace"), queryset=Workplace.objects.none(), required=False, empty_label=_("None named yet")
    )
    hub_required = forms.BooleanField(
        label=_("Only in a hub"),
        required=False,
        help_text=_("Agents work in a shared workplace and not at home; fewer can be asked."),
    )
    hub_seats = forms.IntegerField(
        label=_("Seats in the hub, at most"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("No shift plan puts more people there at once."),
    )
    bonus = forms.DecimalField(
        label=_("Bonus an hour"),
        required=False,
        min_value=0,
        max_value=Decimal(1000),
        decimal_places=2,
        help_text=_("On top of the agreed pay; you are charged the same amount. It brings more people."),
    )

    def __init__(self, *args: Any, client: Client, timezone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(timezone)
        fields: dict[str, Any] = self.fields
        fields["service_level"].queryset = ServiceLevel.objects.order_by("channel", "seconds")
        fields["skill"].queryset = Skill.objects.filter(Q(client=None) | Q(client=client)).order_by("code")
        fields["certificates"].queryset = fields["skill"].queryset
        fields["also"].queryset = fields["service_level"].queryset
        fields["language"].queryset = Language.objects.order_by("code")
        fields["workplace"].queryset = Workplace.objects.filter(client=client).order_by("name")
        fields["kind"].choices = [("", _("Both kinds")), *Kind.choices]
        for name, question in QUESTIONS.items():
            fields[name] = forms.CharField(
                label=question, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def clean(self) -> dict[str, Any]:
        """Days that can still be worked, in order, not too many."""
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and first < now().astimezone(self.zone).date():
            self.add_error("starts_on", _("The first day of an order can't lie in the past."))
        if first and last and last < first:
            self.add_error("ends_on", _("The last day can't lie before the first."))
        elif first and last and (last - first).days >= DAYS_AT_MOST:
            self.add_error("ends_on", _("At most %(days)s days at once.") % {"days": DAYS_AT_MOST})
        self._check_channels(given)
        return given

    def _check_channels(self, given: dict[str, Any]) -> None:
        """One service level a channel, the first one's included."""
        levels = [level for level in (given.get("service_level"), *(given.get("also") or ())) if level]
        if len({level.channel for level in levels}) < len(levels):
            self.add_error("also", _("Choose one service level for each channel; the first one has its own above."))

    def plain(self) -> list[forms.BoundField]:
        """Fields that stand alone on the page."""
        return [self[name] for name in ("title", "service_level", "skill", "language")]

    def more_open(self) -> bool:
        """Whether further channels are chosen already, or were refused."""
        return bool(self["also"].value() or self["also"].errors)

    def people_open(self) -> bool:
        """Whether a wish about people is there already."""
        return bool(self["certificates"].value() or self["hub_required"].value() or self["kind"].value())

    def words(self) -> list[forms.BoundField]:
        """The free answers, folded away: most orders need none."""
        return [self[name] for name in QUESTIONS]

    def words_open(self) -> bool:
        """Whether the free answers hold something already."""
        return any(field.value() or field.errors for field in self.words())

    def positioning(self) -> Positioning:
        """What was filled in, as the action wants it."""
        given = self.cleaned_data
        return Positioning(
            title=given["title"],
            skill=given["skill"],
            language=given["language"],
            channel=given["service_level"].channel,
            service_level=given["service_level"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            kind=given["kind"],
            hub_required=given["hub_required"],
            hub_seats=given["hub_seats"],
            workplace=given["workplace"],
            bonus_minor=int((given["bonus"] or 0) * 100),
            answers={name: given[name] for name in QUESTIONS},
            also=list(given["also"]),
            certificates=list(given["certificates"]),
            mixes_channels=given["mixes_channels"],
        )

    @staticmethod
    def initial_of(order: Order) -> dict[str, Any]:
        """What the draft holds already."""
        return {
            "title": order.title,
            "service_level": order.service_level_id,
            "skill": order.skill_id,
            "language": order.language_id or "cmn",
            **_days(order),
            "kind": order.kind,
            "workplace": order.workplace_id,
            "also": [level.pk for level in ServiceLevel.objects.filter(pk__in=order.further.values("service_level"))],
            "certificates": [skill.pk for skill in order.certificates.all()],
            "mixes_channels": order.mixes_channels,
            "hub_required": order.hub_required,
            "hub_seats": order.hub_seats,
            "bonus": Decimal(order.bonus_minor) / 100 if order.bonus_minor else None,
            **order.positioning,
        }


def _days(order: Order) -> dict[str, Any]:
    """The draft's days; before there are any, today for an emergency, else the coming week."""
    if order.starts_on:
        return {"starts_on": order.starts_on, "ends_on": order.ends_on}
    today = now().astimezone(ZoneInfo(order.timezone)).date()
    if order.scenario == Scenario.EMERGENCY:
        return {"starts_on": today, "ends_on": today}
    return {"starts_on": today + timedelta(days=1), "ends_on": today + timedelta(days=7)}


class ChooseVolumesForm(forms.Form):
    """One of the client's sets of volumes."""

    volumes = forms.ModelChoiceField(
        label=_("Volumes"), queryset=VolumeSet.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = VolumeSet.objects.filter(client=order.client_id).usable().order_by("-created_at")
        self.further = list(order.further.values_list("channel", flat=True))
        field: Any = self.fields["volumes"]
        field.queryset, field.to_field_name = usable.exclude(channel__in=self.further), "ref"
        if self.further:
            field.label = _("Volumes: %(channel)s") % {"channel": Channel(order.channel).label}
        for channel in self.further:
            self.fields[f"volumes_{channel}"] = forms.ModelChoiceField(
                label=_("Volumes: %(channel)s") % {"channel": Channel(channel).label},
                queryset=usable.filter(channel=channel),
                to_field_name="ref",
                widget=forms.RadioSelect,
                empty_label=None,
            )

    def chosen(self) -> list[VolumeSet]:
        """One set for each channel of the order."""
        return [self.cleaned_data[name] for name in self.fields]


class CancelForm(forms.Form):
    """Why an order is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
