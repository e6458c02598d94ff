"""How full the coming shifts are: per order and per half-hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.db.models import Count, Q, QuerySet

from talentpool.kernel.charts import Step
from tasks.dispatch.states import AssignmentState
from tasks.orders.models import Shift
from tasks.orders.states import ShiftState

HALF_HOUR = timedelta(minutes=30)


@dataclass
class Fill:
    """Seats of one order within a stretch of time."""

    order: Any
    asked: int = 0
    held: int = 0
    first_gap: datetime | None = None

    @property
    def missing(self) -> int:
        return max(0, self.asked - self.held)

    @property
    def share(self) -> float:
        return self.held / self.asked if self.asked else 0.0


def with_held(shifts: "QuerySet[Shift]") -> "QuerySet[Any]":
    """Shifts with ``held``: seats somebody holds; one who seeks a stand-in doesn't count."""
    held = Count("assignments", filter=Q(assignments__state=AssignmentState.HELD))
    return shifts.exclude(state=ShiftState.CANCELLED).select_related("order", "order__client").annotate(held=held)


def by_order(shifts: Iterable[Any]) -> list[Fill]:
    """One Fill an order, the emptiest first."""
    found: dict[int, Fill] = {}
    for shift in shifts:
        fill = found.setdefault(shift.order_id, Fill(shift.order))
        fill.asked += shift.seats_asked
        fill.held += shift.held
        if shift.held < shift.seats_asked and (fill.first_gap is None or shift.starts_at < fill.first_gap):
            fill.first_gap = shift.starts_at
    return sorted(found.values(), key=lambda f: (-f.missing, f.order.pk))


def curve(shifts: Iterable[Any], *, start: datetime, intervals: int, zone: tzinfo) -> list[Step]:
    """Seats required and held per half-hour from ``start`` on, labelled by the clock of ``zone``."""
    required, filled = [0] * intervals, [0] * intervals
    for shift in shifts:
        first = max(0, -((start - shift.starts_at) // HALF_HOUR))
        last = min(intervals, -((start - shift.ends_at) // HALF_HOUR))
        for index in range(first, last):
            required[index] += shift.seats_asked
            filled[index] += min(shift.held, shift.seats_asked)
    clocks = [(start + i * HALF_HOUR).astimezone(zone) for i in range(intervals)]
    return [Step(f"{c:%H:%M}", r, f) for c, r, f in zip(clocks, required, filled, strict=True)]


def half_hour(moment: datetime) -> datetime:
    """The beginning of its half-hour."""
    return moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)
