"""An order's shifts by day: a picture of all of them, and what there is to unfold."""

from dataclasses import dataclass
from datetime import date, datetime
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

    def by_hour(self, zone: ZoneInfo) -> list[float | None]:
        """The most seats of any shift hour that touches each hour of the day."""
        hours: list[float | None] = []
        for hour in range(24):
            begin = datetime(self.day.year, self.day.month, self.day.day, hour, tzinfo=zone)
            end = begin.replace(minute=59)
            hours.append(float(sum(s.seats_asked for s in self.shifts if s.starts_at <= end and begin < s.ends_at)))
        return hours


def shift_days(order: Order, at: datetime) -> dict[str, Any]:
    """``coming`` and ``over`` days, and ``heat``: seats by day and hour, those to come first."""
    zone = ZoneInfo(order.timezone)
    shifts = order.shifts.prefetch_related("activities").order_by("starts_at", "ends_at", "pk")
    days = [
        ShiftDay(day, list(rows))
        for day, rows in groupby(shifts, key=lambda one: one.starts_at.astimezone(zone).date())
    ]
    today = at.astimezone(zone).date()
    coming = [one for one in days if one.day >= today]
    drawn = (coming or days[-DAYS_DRAWN:])[:DAYS_DRAWN]
    most = max(drawn, key=lambda one: one.seats, default=None)
    return {
        "coming": coming,
        "over": [one for one in days if one.day < today],
        "heat": [HeatRow(one.name, one.by_hour(zone)) for one in drawn],
        "hours": HOURS,
        "sentence": _("Most seats on %(day)s: %(seats)s.") % {"day": most.name, "seats": most.seats} if most else "",
    }
