"""What staff and agents hand in to activation."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.levers import Option
from talentpool.activation.segments import Names, Segment, strengths
from talentpool.activation.states import Depth, LeverCode, ReviewProposal
from talentpool.agents.models import Agent, Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now

HOURS = [(2, _("2 hours")), (24, _("24 hours")), (120, _("5 days"))]


class DrillForm(forms.Form):
    """Whom to drill, how deep, how fast."""

    segment = forms.ChoiceField(label=_("Segment"))
    depth = forms.ChoiceField(label=_("Depth"), choices=Depth.choices, initial=Depth.WORKED)
    hours = forms.TypedChoiceField(label=_("Time to answer"), choices=HOURS, coerce=int, initial=24)
    precision = forms.FloatField(
        label=_("Precision, ± points"),
        min_value=1,
        max_value=30,
        required=False,
        help_text=_("Empty: 5, or 10 in a small segment."),
    )
    thanks = forms.DecimalField(
        label=_("Thanks per person"), min_value=0, max_value=1000, decimal_places=2, initial=0, required=False
    )
    announced = forms.BooleanField(label=_("Announced"), required=False)

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

    def sizes(self) -> dict[str, Any]:
        """What the size and cost depend on: precision as a share, thanks in minor units."""
        points = self.cleaned_data["precision"]
        return {"precision": points / 100 if points else None, "thanks_minor": self._thanks()}

    def choices(self) -> dict[str, Any]:
        """Depth, time to answer, announced or not, thanks."""
        asked = self.cleaned_data
        return {
            "depth": asked["depth"],
            "announced": asked["announced"],
            "answer_minutes": asked["hours"] * 60,
            "thanks_minor": self._thanks(),
        }

    def _thanks(self) -> int:
        return int((self.cleaned_data["thanks"] or 0) * 100)


class WhatIfForm(forms.Form):
    """A hypothetical requirement: one shift, repeated for some days."""

    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.order_by("code"))
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    language = forms.ModelChoiceField(label=_("Language"), queryset=Language.objects.order_by("code"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Both")), *Kind.choices], required=False)
    client = forms.ModelChoiceField(label=_("Client"), queryset=Client.objects.order_by("slug"), required=False)
    day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    hours = forms.DecimalField(label=_("Hours"), min_value=2, max_value=8, decimal_places=2, initial=4)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=14, initial=1)
    seats = forms.IntegerField(label=_("Seats per day"), min_value=1, max_value=5000, initial=20)
    pay = forms.DecimalField(label=_("Pay an hour"), min_value=0, max_value=1000, decimal_places=2, initial=40)
    agent = forms.CharField(label=_("Why not this agent? (number)"), required=False, max_length=10)

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


class PingForm(forms.Form):
    """What to ask a segment, in both languages."""

    text_zh = forms.CharField(label=_("Text in Chinese"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    text_en = forms.CharField(label=_("Text in English"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
