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
MONTH = 4  # weeks: a single one may hold no drill
COUNTS = ("asked", "yes", "worked")


@dataclass(frozen=True)
class Week:
    """Questions of the week from a Monday (UTC): purpose -> (asked, said yes, worked)."""

    monday: date
    counts: dict[str, tuple[int, int, int]]

    def of(self, purpose: str) -> tuple[int, int, int]:
        return self.counts.get(purpose, (0, 0, 0))


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
    """Two pictures of the same weeks, each a list of (name, values) over the labels; empty where nothing was asked.

    asked: questions of each week. answers: percent that said yes, over the four weeks up to each; None where none was asked.
    Only purposes that anything was asked for.
    """
    known = [code for code in Purpose.values if any(week.of(code)[0] for week in weeks)]
    if not known:
        return {}
    names = [str(Purpose(code).label) for code in known]
    asked = [[week.of(code)[0] for week in weeks] for code in known]
    answers = [[_percent(weeks[max(0, no - MONTH + 1) : no + 1], code) for no in range(len(weeks))] for code in known]
    labels = [f"{week.monday:%m-%d}" for week in weeks]
    return {
        "labels": labels,
        "asked": list(zip(names, asked, strict=True)),
        "answers": list(zip(names, answers, strict=True)),
    }


def _percent(weeks: list[Week], purpose: str) -> float | None:
    asked, yes = (sum(week.of(purpose)[place] for week in weeks) for place in (0, 1))
    return round(100 * yes / asked, 1) if asked else None
