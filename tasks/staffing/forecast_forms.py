"""What a planner says about days to come."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.clock import now
from talentpool.kernel.widgets import Day
from tasks.staffing.actions import Outlook, SpecialDay
from tasks.staffing.actions.forecasts import DAYS_AT_MOST
from tasks.staffing.models import VolumeSet

WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6, "closed": 7}
_CHINESE = {"周一": 0, "周二": 1, "周三": 2, "周四": 3, "周五": 4, "周六": 5, "周日": 6, "关闭": 7, "休息": 7}
_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(?:[x×*]\s*(\d+(?:\.\d+)?)|(\S+)(?:\s+[x×*]\s*(\d+(?:\.\d+)?))?)", re.I)
FACTOR_AT_MOST = 20


class ForecastForm(forms.Form):
    """The days, and what is special about them."""

    name = forms.CharField(label=_("Name of the forecast"), max_length=120, required=False)
    starts_on = forms.DateField(label=_("First day"), widget=Day())
    ends_on = forms.DateField(label=_("Last day"), widget=Day())
    special = forms.CharField(
        label=_("Special days and events"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "2026-11-11 x1.8\n2026-10-01 closed\n2026-10-02 sun"}),
        help_text=_(
            "A line for each: the day, then what it is: “x1.8” for an event that brings 1.8 times as much, “sun” for "
            "a day like a Sunday, “closed” for none."
        ),
    )
    left_out = forms.CharField(
        label=_("Days of the history to leave out"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Holidays, outages, surges that won't come again; dates apart by spaces."),
    )

    def clean_special(self) -> list[SpecialDay]:
        """Lines as special days."""
        return [_special(line) for line in filter(None, map(str.strip, self.cleaned_data["special"].splitlines()))]

    def clean_left_out(self) -> list[date]:
        """Dates in any separation."""
        return [_day(word) for word in re.split(r"[\s,;，；]+", self.cleaned_data["left_out"]) if word]

    def clean(self) -> dict[str, Any]:
        """Days in order, not too many."""
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and not 0 <= (last - first).days < DAYS_AT_MOST:
            self.add_error("ends_on", _("At most %(days)s days at once, in order.") % {"days": DAYS_AT_MOST})
        return given

    def outlook(self) -> Outlook:
        """What was filled in, as the action wants it."""
        given = self.cleaned_data
        return Outlook(given["starts_on"], given["ends_on"], given["special"], given["left_out"])

    @staticmethod
    def initial_of(volumes: VolumeSet, *, left_out: str = "") -> dict[str, Any]:
        """Four weeks from tomorrow or from the history's end, whichever comes later."""
        ends = volumes.last_day or now().date()
        first = max(now().date(), ends) + timedelta(days=1)
        name = _("Forecast from %(name)s") % {"name": volumes.name}
        return {
            "name": name[:120],
            "starts_on": first,
            "ends_on": first + timedelta(days=27),
            "left_out": " ".join(re.findall(r"\d{4}-\d{2}-\d{2}", left_out)[:50]),
        }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise forms.ValidationError(_("This is not a date: %(text)s"), params={"text": text[:40]}) from error


def _special(line: str) -> SpecialDay:
    found = _LINE.fullmatch(line)
    wrong = forms.ValidationError(_("This line can't be read: %(line)s"), params={"line": line[:60]})
    if not found:
        raise wrong
    day, factor, word, factor_too = found.groups()
    like = None if word is None else WEEKDAYS.get(word.lower()[:6], WEEKDAYS.get(word.lower()[:3], _CHINESE.get(word)))
    times = float(factor or factor_too or 1)
    if (word is not None and like is None) or times > FACTOR_AT_MOST:
        raise wrong
    return SpecialDay(_day(day), like, times)
