"""What was asked of a segment week by week, and what came of it: sums of the daily roll-up, as days add up.

Counts questions, not people: rates over distinct people don't add up, and stand in ``SegmentRate``.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncWeek

from talentpool.activation.models import RateDay
from talentpool.activation.segments import Segment
from talentpool.activation.states import Purpose

WEEKS = 26
COUNTS = ("asked", "yes", "worked")


@dataclass(frozen=True)
class Week:
    """Questions of the week from a Monday (UTC): purpose -> (asked, said yes, worked)."""

    monday: date
    counts: dict[str, tuple[int, int, int]]

    def of(self, purpose: str) -> tuple[int, int, int]:
        return self.counts.get(purpose, (0, 0, 0))

    @property
    def asked(self) -> int:
        return sum(asked for asked, _yes, _worked in self.counts.values())


def asked_by_week(segment: Segment, *, at: datetime) -> list[Week]:
    """The last half year of one segment, the oldest week first; one query, of a row per day and purpose at most."""
    this = at.date() - timedelta(days=at.weekday())
    mondays = [this - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    days = RateDay.objects.filter(
        skill_id=segment.skill_id, channel=segment.channel, language_id=segment.language, kind=segment.kind,
        day__gte=mondays[0],
    )  # fmt: skip
    sums: dict[date, dict[str, tuple[int, int, int]]] = defaultdict(dict)
    weekly = days.annotate(monday=TruncWeek("day")).values_list("monday", "purpose")
    for monday, purpose, asked, yes, worked in weekly.annotate(*map(Sum, COUNTS)):
        sums[monday][purpose] = (asked, yes, worked)
    return [Week(monday, sums.get(monday, {})) for monday in mondays]


def weeks_chart(weeks: list[Week]) -> dict[str, Any]:
    """Two pictures of the same weeks, each a list of (name, values) over the labels; empty where nothing was asked."""
    if not any(week.asked for week in weeks):
        return {}
    asked = [(str(Purpose(code).label), [week.of(code)[0] for week in weeks]) for code in Purpose.values]
    return {"labels": [f"{week.monday:%m-%d}" for week in weeks], "asked": asked, "answers": _answers(weeks)}


def _answers(weeks: list[Week]) -> list[tuple[str, list[float | None]]]:
    """Percent of each week's questions that were answered yes, by purpose; a hole where nothing was asked."""
    return [(str(Purpose(code).label), [_percent(*week.of(code)[:2]) for week in weeks]) for code in Purpose.values]


def _percent(asked: int, yes: int) -> float | None:
    return round(100 * yes / asked, 1) if asked else None
