"""An order's shifts by day: a picture of all of them, and what there is to unfold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from talentpool.kernel.charts import HeatRow
from tasks.orders.models import Order, Shift
from tasks.staffing.pictures import DAYS_DRAWN, HOURS, day_words


@dataclass(frozen=True)
class ShiftDay:
    """One day in the order's zone. seats: of all its shifts."""

    day: date
    shifts: list[Shift]

    @property
    def name(self) -> str:
        return day_words(self.day)

    @property
    def seats(self) -> int:
        return sum(shift.seats_asked for shift in self.shifts)


def _seats_by_hour(shifts: Sequence[Shift], day: date, zone: ZoneInfo) -> list[float | None]:
    """The seats of all shifts that touch each hour of a day, the night's from the day before too."""
    hours: list[float | None] = []
    for hour in range(24):
        begin = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
        end = begin.replace(minute=59)
        hours.append(float(sum(s.seats_asked for s in shifts if s.starts_at <= end and begin < s.ends_at)))
    return hours


def _touched(shifts: Sequence[Shift], zone: ZoneInfo) -> list[date]:
    """Every day on which a shift has an hour, in order; one that ends at midnight does not touch the next day."""
    moments = (moment for s in shifts for moment in (s.starts_at, s.ends_at - timedelta(microseconds=1)))
    return sorted({moment.astimezone(zone).date() for moment in moments})


def shift_days(order: Order, at: datetime) -> dict[str, Any]:
    """``coming`` and ``over`` days, and ``heat``: seats by day and hour, those to come first."""
    zone = ZoneInfo(order.timezone)
    shifts = list(order.shifts.prefetch_related("activities").order_by("starts_at", "ends_at", "pk"))
    days = [
        ShiftDay(day, list(rows))
        for day, rows in groupby(shifts, key=lambda one: one.starts_at.astimezone(zone).date())
    ]
    today = at.astimezone(zone).date()
    coming = [one for one in days if one.day >= today]
    touched = _touched(shifts, zone)
    drawn = ([one for one in touched if one >= today] or touched[-DAYS_DRAWN:])[:DAYS_DRAWN]
    most = max((one for one in days if one.day in drawn), key=lambda one: one.seats, default=None)
    return {
        "coming": coming,
        "over": [one for one in days if one.day < today],
        "heat": [HeatRow(day_words(one), _seats_by_hour(shifts, one, zone)) for one in drawn],
        "hours": HOURS,
        "sentence": _("Most seats on %(day)s: %(seats)s.") % {"day": most.name, "seats": most.seats} if most else "",
    }
