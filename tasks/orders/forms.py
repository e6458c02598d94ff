"""The forms of the order wizard."""

import re
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Kind
from talentpool.kernel.clock import now
from talentpool.kernel.widgets import Day
from talentpool.training.pace import expected_pace
from tasks.orders.actions import Positioning
from tasks.orders.models import Order, ServiceLevel, Workplace
from tasks.staffing.actions import Asked
from tasks.staffing.actions.requirements import DAYS_AT_MOST
from tasks.staffing.models import VolumeSet
from tasks.staffing.states import Model

QUESTIONS = {
    "why": _("Why: what is behind the demand?"),
    "who": _("Who: whom will agents talk to?"),
    "what": _("What: which questions will they bring?"),
    "how": _("How: in which tone, with which tools?"),
}
_ROSTER_LINE = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})\s*[:：=]?\s+(\d{1,6})")


class PositioningForm(forms.Form):
    """Why, who, where, what, when, how: short, and only what changes something has to be filled in."""

    title = forms.CharField(label=_("Title"), max_length=120)
    service_level = forms.ModelChoiceField(label=_("Service level"), queryset=ServiceLevel.objects.none())
    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.none())
    language = forms.ModelChoiceField(label=_("Language"), queryset=Language.objects.none())
    starts_on = forms.DateField(label=_("First day"), widget=Day())
    ends_on = forms.DateField(label=_("Last day"), widget=Day())
    kind = forms.ChoiceField(label=_("Kind of agent"), required=False)
    workplace = forms.ModelChoiceField(label=_("Workplace"), queryset=Workplace.objects.none(), required=False)
    hub_required = forms.BooleanField(
        label=_("Only in a hub"),
        required=False,
        help_text=_("Agents work in a shared workplace and not at home; fewer can be asked."),
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
        return given

    def plain(self) -> list[forms.BoundField]:
        """Fields that stand alone on the page."""
        return [self[name] for name in ("title", "service_level", "skill", "language")]

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
            workplace=given["workplace"],
            bonus_minor=int((given["bonus"] or 0) * 100),
            answers={name: given[name] for name in QUESTIONS},
        )

    @staticmethod
    def initial_of(order: Order) -> dict[str, Any]:
        """What the draft holds already."""
        return {
            "title": order.title,
            "service_level": order.service_level_id,
            "skill": order.skill_id,
            "language": order.language_id or "cmn",
            "starts_on": order.starts_on,
            "ends_on": order.ends_on,
            "kind": order.kind,
            "workplace": order.workplace_id,
            "hub_required": order.hub_required,
            "bonus": Decimal(order.bonus_minor) / 100 if order.bonus_minor else None,
            **order.positioning,
        }


class ChooseVolumesForm(forms.Form):
    """One of the client's sets of volumes."""

    volumes = forms.ModelChoiceField(
        label=_("Volumes"), queryset=VolumeSet.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, client: Client, channel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = VolumeSet.objects.filter(client=client).usable().order_by("-created_at")
        field: Any = self.fields["volumes"]
        field.queryset, field.to_field_name = usable, "ref"


class CurveForm(forms.Form):
    """How seats are computed."""

    model = forms.ChoiceField(
        label=_("Do callers hang up?"),
        choices=[
            (Model.ERLANG_A, _("Yes, after a while (Erlang A)")),
            (Model.ERLANG_C, _("No, everybody waits (Erlang C); more seats")),
        ],
    )
    share = forms.DecimalField(
        label=_("Answered in time, %"), min_value=Decimal(1), max_value=Decimal("99.9"), decimal_places=1
    )
    target_s = forms.IntegerField(label=_("In time means within, seconds"), min_value=0, max_value=86_400)
    patience_s = forms.IntegerField(
        label=_("Patience of callers, seconds"),
        min_value=1,
        max_value=86_400,
        help_text=_("The mean time after which a waiting caller hangs up."),
    )
    shrinkage = forms.DecimalField(
        label=_("Shrinkage, %"),
        min_value=0,
        max_value=80,
        decimal_places=1,
        help_text=_("Breaks, training, sickness. No-shows are not in it: the fill plan counts those."),
    )
    max_occupancy = forms.DecimalField(label=_("Highest occupancy, %"), min_value=10, max_value=100, decimal_places=1)
    new_share = forms.DecimalField(
        label=_("Pace of new agents, %"),
        min_value=50,
        max_value=100,
        decimal_places=0,
        help_text=_("100: all are experienced. Below, every contact takes longer."),
    )
    own_roster = forms.CharField(
        label=_("Your own roster"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "09:00-18:00 12"}),
        help_text=_("A line for each stretch: from, to, seats. They are taken off what is ordered."),
    )

    def clean_own_roster(self) -> dict[str, int]:
        """``{"HH:MM": seats}`` on the quarter-hour grid."""
        roster: dict[str, int] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["own_roster"].splitlines())):
            found = _ROSTER_LINE.fullmatch(line)
            numbers = [int(part) for part in found.groups()] if found else []
            if not numbers or numbers[0] > 23 or numbers[2] > 24 or max(numbers[1], numbers[3]) > 59:
                raise forms.ValidationError(_("This line can't be read: %(line)s"), params={"line": line[:60]})
            first, last = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
            for minute in range(first - first % 15, last if last > first else last + 1440, 15):
                clock = f"{minute // 60 % 24:02d}:{minute % 60:02d}"
                roster[clock] = roster.get(clock, 0) + numbers[4]
        return roster

    def asked(self, order: Order) -> Asked:
        """What was filled in, as the action wants it."""
        given = self.cleaned_data
        if order.starts_on is None or order.ends_on is None:
            raise ValueError("the days come first")
        return Asked(
            starts_on=order.starts_on,
            ends_on=order.ends_on,
            model=given["model"],
            target_share=float(given["share"] / 100),
            target_s=given["target_s"],
            patience_s=float(given["patience_s"]),
            shrinkage=given["shrinkage"] / 100,
            max_occupancy=given["max_occupancy"] / 100,
            ramp=float(100 / given["new_share"]),
            own_roster=given["own_roster"],
        )

    @staticmethod
    def initial_of(order: Order) -> dict[str, Any]:
        """The last curve's terms, or what the service level and the house's defaults say."""
        last = order.requirement
        level = order.service_level
        return {
            "model": last.model if last else Model.ERLANG_A,
            "share": _short(
                Decimal(str(round((last.target_share if last else level.share if level else 0.9) * 100, 1)))
            ),
            "target_s": last.target_s if last else min(level.seconds, 86_400) if level else 10,
            "patience_s": int(last.patience_s) if last else 120,
            "shrinkage": _short(last.shrinkage * 100) if last else Decimal(15),
            "max_occupancy": _short(last.max_occupancy * 100) if last else Decimal(90),
            "new_share": round(100 / last.ramp) if last else max(50, round(100 * expected_pace(now()))),
            "own_roster": roster_text(last.own_roster) if last else "",
        }


def _short(number: Decimal) -> Decimal:
    """Without zeros at the end: 15, not 15.000."""
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def roster_text(roster: dict[str, int]) -> str:
    """A roster by the clock as lines of stretches."""
    lines, start, last = [], "", None
    clocks = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(0, 1440, 15)]
    for clock in [*clocks, "24:00"]:
        seats = roster.get(clock, 0)
        if seats != last:
            if last:
                lines.append(f"{start}-{clock} {last}")
            start, last = clock, seats
    return "\n".join(lines)


class CancelForm(forms.Form):
    """Why an order is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
