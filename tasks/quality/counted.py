"""Which counted rows answer a dashboard, so that a year reads few of them.

Where no person is asked about, days of everybody together; where persons or rules are, whole months and the days at both
ends. Everything adds up to what the days of each person say.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet, Sum

from accounts.principals import Principal
from tasks.quality.models import SUMS, DayCount, DayRule, DayTotal, MonthCount, MonthRule
from tasks.quality.rules.spans import whole_months

Counts = dict[str, Any]
_COLUMNS = {"client": "client_id", "agent": "agent_id", "team": "lead_id"}
_OF_PERSONS = ("agent", "team")
_OF_CODES = ("conversations", "complaints", "repeats")


@dataclass(frozen=True)
class Asked:
    """What a dashboard is asked for; ``values`` are filters: client, queue, channel, team (its lead), agent, as text."""

    until: date
    days: int
    by: str
    values: Mapping[str, str]

    @property
    def since(self) -> date:
        return self.until - timedelta(days=self.days - 1)

    def link(self, **changes: str) -> str:
        """The same page with something changed, as a query."""
        return "?" + urlencode({"days": self.days, "by": self.by, **self.values, **changes})


def sums_by_day(principal: Principal, asked: Asked) -> dict[date, Counts]:
    """The sums of each day that has any."""
    return _added([_grouped(_days_of(principal, asked), "day", SUMS)], SUMS)


def sums_by(principal: Principal, asked: Asked, grouping: str) -> dict[Any, Counts]:
    """The sums of each client, queue, channel, team (by its lead) or agent, most conversations first."""
    column = _COLUMNS.get(grouping, grouping)
    if grouping in _OF_PERSONS and not asked.values.get("agent"):
        sources = _months_and_days(principal, asked, MonthCount.objects, DayCount.objects)
    else:
        sources = [_days_of(principal, asked)]
    found = _added([_grouped(rows, column, SUMS) for rows in sources], SUMS)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1]["conversations"], str(pair[0]))))


def counts_by_code(principal: Principal, asked: Asked, about: str) -> dict[str, Counts]:
    """Conversations, complaints and repeats of each rule or topic. They are not counted by channel."""
    if _asks_for_persons(asked):
        sources = [_within(DayRule.objects.visible_to(principal), asked)]
    else:
        sources = _months_and_days(principal, asked, MonthRule.objects, DayRule.objects)
    return _added([_grouped(rows.filter(about=about), "code", _OF_CODES) for rows in sources], _OF_CODES)


def _days_of(principal: Principal, asked: Asked) -> QuerySet[Any]:
    rows = DayCount.objects if _asks_for_persons(asked) else DayTotal.objects
    return _within(rows.visible_to(principal), asked)


def _asks_for_persons(asked: Asked) -> bool:
    return any(asked.values.get(key) for key in _OF_PERSONS)


def _months_and_days(principal: Principal, asked: Asked, months: Any, days: Any) -> list[QuerySet[Any]]:
    first, last = whole_months(asked.since, asked.until)
    ends = Q(day__lt=first) | Q(day__gte=last)
    whole = _asked_for(months.visible_to(principal), asked).filter(month__gte=first, month__lt=last)
    return [whole, _within(days.visible_to(principal), asked).filter(ends)]


def _within(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    return _asked_for(rows, asked).filter(day__gte=asked.since, day__lte=asked.until)


def _asked_for(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    wanted = {_COLUMNS.get(k, k): v for k, v in asked.values.items()}
    if rows.model in (DayRule, MonthRule):
        wanted.pop("channel", None)
    return rows.filter(**wanted)


def _grouped(rows: QuerySet[Any], column: str, names: Sequence[str]) -> Any:
    return rows.order_by().values(key=F(column)).annotate(**{f"{n}_": Sum(n) for n in names})


def _added(sources: Iterable[Iterable[Mapping[str, Any]]], names: Sequence[str]) -> dict[Any, Counts]:
    """The same keys of several sources together."""
    found: dict[Any, Counts] = defaultdict(lambda: dict.fromkeys(names, 0))
    for rows in sources:
        for row in rows:
            sums = found[row["key"]]
            for name in names:
                sums[name] += row[f"{name}_"]
    return dict(found)
