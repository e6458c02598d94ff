"""What an agent says about her times, her wishes and herself."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.agents.models import Agent, Availability, Language, PoolStandard
from talentpool.agents.rules import week
from talentpool.agents.rules.week import DAY, QUARTER, Window
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.zones import zone_choices

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
MOST_ROWS = 6
COPIES = {"": [], "week": [1, 2, 3, 4], "all": [1, 2, 3, 4, 5, 6]}
CLOCK = {"type": "time", "step": str(QUARTER * 60)}


def _clock_field() -> forms.TimeField:
    return forms.TimeField(required=False, widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"))


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minute: int) -> time:
    return time(minute % DAY // 60, minute % 60)


class WeekForm(forms.Form):
    """Up to six windows a day, on quarter-hours; "until" at or before "from" lies on the next day."""

    copy = forms.ChoiceField(
        label=_("Use Monday's times for"),
        required=False,
        choices=[("", _("Monday only")), ("week", _("Monday to Friday")), ("all", _("every day"))],
    )

    def __init__(self, *args: Any, windows: list[Window] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = windows or []
        for day in range(7):
            own = [w for w in held if w.weekday == day]
            for row in range(min(MOST_ROWS, max(2, len(own) + 1))):
                filled = own[row] if row < len(own) else None
                for part in ("from", "until"):
                    field = _clock_field()
                    if filled is not None:
                        field.initial = _clock(filled.start if part == "from" else filled.end)
                    self.fields[f"d{day}_{row}_{part}"] = field

    def days(self) -> list[dict[str, Any]]:
        """What the template draws: each day with its rows of two bound fields."""
        found = []
        for day, name in enumerate(DAYS):
            rows = [
                (self[f"d{day}_{row}_from"], self[f"d{day}_{row}_until"])
                for row in range(MOST_ROWS)
                if f"d{day}_{row}_from" in self.fields
            ]
            found.append({"name": name, "rows": rows})
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in [n for n in self.fields if n.endswith("_from")]:
            start, end = cleaned.get(name), cleaned.get(name.replace("_from", "_until"))
            if (start is None) != (end is None) and name not in self.errors:
                self.add_error(name, forms.ValidationError(_("Give both times, or none."), code="half"))
            elif start and end and (start.minute % QUARTER or end.minute % QUARTER):
                self.add_error(name, forms.ValidationError(_("Times lie on quarter-hours."), code="off_grid"))
        return cleaned

    def windows(self) -> list[Window]:
        """The whole week as it shall be."""
        copied = COPIES[self.cleaned_data.get("copy", "")]
        found: list[Window] = []
        for day in range(7):
            source = 0 if day in copied else day
            for row in range(MOST_ROWS):
                start = self.cleaned_data.get(f"d{source}_{row}_from")
                end = self.cleaned_data.get(f"d{source}_{row}_until")
                if start is not None and end is not None:
                    found += week.split_at_midnight(day, _minute(start), _minute(end))
        return found


def windows_of(agent: Agent) -> list[Window]:
    """Her weekly pattern as the rules see it."""
    rows = Availability.objects.filter(agent=agent).order_by("weekday", "start_minute")
    return [Window(row.weekday, row.start_minute, row.end_minute) for row in rows]


class ExceptionForm(forms.Form):
    """A day, or part of one, that differs from the week."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"), initial=time(0))
    end = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs=CLOCK, format="%H:%M"), initial=time(0))
    available = forms.TypedChoiceField(
        label=_("Then I am"),
        choices=[("no", _("away")), ("yes", _("free"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )

    def during(self, zone: str) -> tuple[datetime, datetime]:
        """UTC; an end at or before the start lies on the next day."""
        place, cleaned = ZoneInfo(zone), self.cleaned_data
        start = datetime.combine(cleaned["day"], cleaned["start"], tzinfo=place)
        last = cleaned["day"] + timedelta(days=cleaned["end"] <= cleaned["start"])
        end = datetime.combine(last, cleaned["end"], tzinfo=place)
        return start.astimezone(ZoneInfo("UTC")), end.astimezone(ZoneInfo("UTC"))


class PauseForm(forms.Form):
    """Ask me nothing until that day; empty ends the pause."""

    until = forms.DateField(
        label=_("Ask me nothing before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class WishesForm(forms.Form):
    """Pay, hours, channels, languages, kind."""

    floor = forms.DecimalField(label=_("Least pay an hour"), min_value=0, max_value=10_000, decimal_places=2)
    weekly_hours = forms.DecimalField(label=_("Most hours a week"), min_value=0, max_value=168, decimal_places=2)
    daily_hours = forms.DecimalField(label=_("Most hours a day"), min_value=0, max_value=24, decimal_places=2)
    channels = forms.MultipleChoiceField(
        label=_("I want to work on"), choices=Channel.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.ModelMultipleChoiceField(
        Language.objects.all(), label=_("I speak"), required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label=_("I want to be"), choices=Kind.choices, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _wishes(agent))
        super().__init__(*args, **kwargs)
        daily, weekly = PoolStandard.current().most_minutes(agent)
        said = _("The house, and the rules where you live, allow at most %(hours)s.")
        self.fields["weekly_hours"].help_text = said % {"hours": f"{weekly / 60:g}"}
        self.fields["daily_hours"].help_text = said % {"hours": f"{daily / 60:g}"}
        self.fields["floor"].help_text = _(
            "Offers below it are not sent to you. Pay itself is set per shift and level."
        )
        self.fields["languages"].help_text = _("A new one counts at the first level until a voice test proves more.")
        if not agent.may_choose_kind:
            del self.fields["kind"]

    def clean_channels(self) -> dict[str, bool]:
        return {channel: channel in self.cleaned_data["channels"] for channel in Channel.values}

    def wishes(self) -> dict[str, Any]:
        """As ``actions.set_wishes`` takes them."""
        cleaned = self.cleaned_data
        return {
            "floor_minor": int(cleaned["floor"] * 100),
            "weekly_cap_minutes": int(cleaned["weekly_hours"] * 60),
            "daily_cap_minutes": int(cleaned["daily_hours"] * 60),
            "channels": cleaned["channels"],
            "languages": [language.code for language in cleaned["languages"]],
            "kind": cleaned.get("kind") or None,
        }


def _wishes(agent: Agent) -> dict[str, Any]:
    return {
        "floor": agent.floor_minor / 100,
        "weekly_hours": f"{agent.weekly_cap_minutes / 60:g}",
        "daily_hours": f"{agent.daily_cap_minutes / 60:g}",
        "channels": list(agent.channels.filter(willing=True).values_list("channel", flat=True)),
        "languages": list(agent.languages.values_list("language", flat=True)),
        "kind": agent.kind,
    }


class ProfileForm(forms.Form):
    """Her name, the zone her days are counted in, the language we write to her in."""

    full_name = forms.CharField(label=_("Your name"), max_length=80, required=False)
    zone = forms.ChoiceField()  # her choices depend on what she has
    language = forms.ChoiceField(
        label=_("Write to me in"), choices=[("zh-hans", "简体中文"), ("en", "English")], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"] = forms.ChoiceField(
            label=_("My clock"), choices=zone_choices(kept=str(self.initial.get("zone", "")))
        )


class ReasonForm(forms.Form):
    """A decision about a person, with its reason."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
