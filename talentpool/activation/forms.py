"""What staff and agents hand in to activation."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.levers import Option
from talentpool.activation.members import BANDS, Choice
from talentpool.activation.segments import Names, Segment
from talentpool.activation.states import AppealAnswer, Condition, LeverCode, ReviewProposal, TalkKind
from talentpool.activation.strengths import strengths
from talentpool.agents.models import Agent, Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now

HOURS = [(2, _("2 hours")), (24, _("24 hours")), (120, _("5 days"))]


class SegmentForm(forms.Form):
    """A form that begins with a segment of the pool."""

    segment = forms.ChoiceField(label=_("Segment"), widget=forms.Select(attrs={"class": "long"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = Names()
        choices = [(self.names.slug(s), f"{self.names.name(s)} ({n.reserve})") for s, n in strengths(at=now()).items()]
        self.fields["segment"].choices = choices  # type: ignore[attr-defined]

    def clean_segment(self) -> Segment:
        found = self.names.parse(self.cleaned_data["segment"])
        if found is None:
            raise forms.ValidationError(_("There is no such segment."))
        return found


class WhatIfForm(forms.Form):
    """A hypothetical requirement: one shift, repeated for some days."""

    skill = forms.ModelChoiceField(Skill.objects.order_by("code"), label=_("Skill"), empty_label=_("Choose a skill"))
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    language = forms.ModelChoiceField(label=_("Language"), queryset=Language.objects.order_by("code"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Both")), *Kind.choices], required=False)
    client = forms.ModelChoiceField(
        label=_("Client"), queryset=Client.objects.order_by("slug"), required=False, empty_label=_("Any client")
    )
    day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    hours = forms.DecimalField(label=_("Hours"), min_value=2, max_value=8, decimal_places=2, initial=4)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=14, initial=1)
    seats = forms.IntegerField(label=_("Seats per day"), min_value=1, max_value=5000, initial=20)
    pay = forms.DecimalField(label=_("Pay an hour"), min_value=0, max_value=1000, decimal_places=2, initial=40)
    agent = forms.CharField(label=_("Why not this agent? (number)"), required=False, max_length=10)

    def clean_day(self) -> date:
        """Within a year: calendars and rates say nothing of a day further away, or long past."""
        found: date = self.cleaned_data["day"]
        if abs((found - now().date()).days) > 366:
            raise forms.ValidationError(_("Choose a day within a year."))
        return found

    def clean_agent(self) -> Agent | None:
        number = self.cleaned_data["agent"].strip()
        if not number:
            return None
        found = Agent.objects.filter(number=number).first()
        if found is None:
            raise forms.ValidationError(_("No agent has this number."))
        return found

    def demand(self, zone: str) -> Demand:
        """The demand as a plain value; times are the reader's own."""
        asked = self.cleaned_data
        slots = []
        for day in range(asked["days"]):
            start = datetime.combine(asked["day"] + timedelta(days=day), asked["start"], tzinfo=ZoneInfo(zone))
            end = start + timedelta(hours=float(asked["hours"]))
            slots.append(Slot(start, end, asked["seats"], int(asked["pay"] * 100), start.date().isoformat()))
        return Demand(
            skill_id=asked["skill"].pk,
            channel=asked["channel"],
            language=asked["language"].code,
            kind=asked["kind"],
            client_id=asked["client"].pk if asked["client"] else 0,
            slots=tuple(slots),
        )

    def pulled(self, option: Option) -> dict[str, str]:
        """The fields that change when a lever of pay or hours is pulled."""
        asked = self.cleaned_data
        if option.code == LeverCode.BONUS:
            return {"pay": f"{asked['pay'] + Decimal(option.units) / 100:.2f}"}
        start = datetime.combine(asked["day"], asked["start"]) + timedelta(minutes=option.units)
        return {"day": start.date().isoformat(), "start": f"{start:%H:%M}"}


class AnswerForm(forms.Form):
    """Yes or no."""

    answer = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])


class ContactForm(forms.Form):
    """Which of the offered replies she would send."""

    choice = forms.IntegerField(min_value=0, max_value=20)


class DecisionForm(forms.Form):
    """A person's decision about a proposal, with its reason."""

    decision = forms.ChoiceField(label=_("Decision"), choices=ReviewProposal.choices)
    reason = forms.CharField(
        label=_("Reason, read by the agent"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class BulkForm(forms.Form):
    """One decision for the proposals ticked; ``sure`` comes from the preview."""

    items = forms.TypedMultipleChoiceField(coerce=str, required=True)
    decision = forms.ChoiceField(label=_("Decision"), choices=[("proposed", _("As proposed")), *ReviewProposal.choices])
    reason = forms.CharField(label=_("Reason, read by each of them"), max_length=1000, strip=True)
    sure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(ref, ref) for ref in known]  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    """Why she thinks the decision is wrong."""

    text = forms.CharField(
        label=_("Why should it be decided otherwise?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AppealAnswerForm(forms.Form):
    """What another person finds, with a reason."""

    answer = forms.ChoiceField(choices=AppealAnswer.choices)
    reason = forms.CharField(max_length=1000)


class DeclineForm(forms.Form):
    """Why a drill that a client asked for is not sent."""

    reason = forms.CharField(label=_("Reason, read by the client"), max_length=500)


class ChoiceForm(forms.Form):
    """Who of a segment is meant: from the address of a page, so that anything odd means everybody."""

    condition = forms.ChoiceField(
        label=_("Condition"), choices=[("", _("all")), ("able", _("may work")), *Condition.choices], required=False
    )
    day = forms.IntegerField(min_value=0, max_value=6, required=False, widget=forms.HiddenInput)
    hour = forms.IntegerField(min_value=0, max_value=23, required=False, widget=forms.HiddenInput)
    band = forms.ChoiceField(
        label=_("Time band"), choices=[("", _("any time")), *((k, v[0]) for k, v in BANDS.items())], required=False
    )

    def choice(self) -> Choice:
        """What is valid of it."""
        self.is_valid()
        asked = self.cleaned_data
        return Choice(asked.get("condition") or "", asked.get("day"), asked.get("hour"), asked.get("band") or "")


class TalkForm(SegmentForm, ChoiceForm):
    """A message to a segment, in both languages, in one or two wordings."""

    talk = forms.ChoiceField(label=_("What it is"), choices=TalkKind.choices, initial=TalkKind.PING)
    text_zh = forms.CharField(label=_("Text in Chinese"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    text_en = forms.CharField(label=_("Text in English"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    b_zh = forms.CharField(
        label=_("Second wording in Chinese"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Leave both empty for one wording. With two, each goes to a random half."),
    )  # fmt: skip
    b_en = forms.CharField(
        label=_("Second wording in English"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ("segment", "talk", "condition", "band", "text_zh", "text_en", "b_zh", "b_en")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("b_zh")) != bool(cleaned.get("b_en")):
            self.add_error("b_zh", _("The second wording is needed in both languages."))
        return cleaned

    def message(self) -> dict[str, Any]:
        """segment, choice, talk, text, text_b (None without a second wording)."""
        asked = self.cleaned_data
        second = {"zh-hans": asked["b_zh"], "en": asked["b_en"]} if asked["b_en"] else None
        return {
            "segment": asked["segment"],
            "choice": self.choice(),
            "talk": asked["talk"],
            "text": {"zh-hans": asked["text_zh"], "en": asked["text_en"]},
            "text_b": second,
        }
