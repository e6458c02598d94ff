"""An agent's week against a stretch of work: which quarter-hours it needs, and which days and weeks it falls
in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
WEEK_QUARTERS = 672

Range = tuple[datetime, datetime]  # half-open, aware


class Part(NamedTuple):
    """The part of a stretch of work that falls into one local day or week: that day or week, and the
    minutes."""

    start: datetime
    end: datetime
    minutes: float


def quarters(start: datetime, end: datetime) -> list[datetime]:
    """The starts of the quarter-hours of a half-open range."""
    found = []
    at = start
    while at < end:
        found.append(at)
        at += QUARTER
    return found


def week_place(at: datetime, zone: ZoneInfo) -> int:
    """Which of the 672 quarter-hours of a local week from Monday 00:00 the moment is in."""
    local = at.astimezone(zone)
    return local.weekday() * 96 + local.hour * 4 + local.minute // 15


def week_mask(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """672 characters 0 or 1: the local quarter-hours that the range needs. Exact over changes of clocks."""
    bits = ["0"] * WEEK_QUARTERS
    for place in _places(start, end, zone):
        bits[place] = "1"
    return "".join(bits)


def _places(start: datetime, end: datetime, zone: ZoneInfo) -> list[int]:
    if start.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
        return [week_place(at, zone) for at in quarters(start, end)]
    # Clocks stand where they stood: the quarter-hours follow each other, and the first tells the rest.
    first, count = week_place(start, zone), -((start - end) // QUARTER)
    return [(first + n) % WEEK_QUARTERS for n in range(count)]


def whole_hours(mask: str) -> list[int]:
    """The hours of the week, 0 to 167, that lie wholly in a mask of 672 quarter-hours."""
    return [hour for hour in range(WEEK_QUARTERS // 4) if mask[4 * hour : 4 * hour + 4] == "1111"]


def local_day(at: datetime, zone: ZoneInfo) -> Range:
    """The local day around a moment, in UTC; 23 or 25 hours where clocks change."""
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return _utc(midnight), _utc(midnight + timedelta(days=1))


def local_week(at: datetime, zone: ZoneInfo) -> Range:
    """The local ISO week around a moment, in UTC."""
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    monday = midnight - timedelta(days=midnight.weekday())
    return _utc(monday), _utc(monday + timedelta(days=7))


def _utc(wall: datetime) -> datetime:
    return wall.astimezone(UTC)


def parts(start: datetime, end: datetime, zone: ZoneInfo, *, weekly: bool) -> list[Part]:
    """How a stretch of work (under a day long) is spread over one or two local days or weeks."""
    around = local_week if weekly else local_day
    found, at = [], start
    while at < end:
        since, until = around(at, zone)
        found.append(Part(since, until, minutes_inside([(start, end)], (since, until))))
        at = until
    return found


def minutes_inside(ranges: list[Range], inside: Range) -> float:
    """Minutes of the ranges that lie inside another."""
    total = 0.0
    for start, end in ranges:
        seconds = (min(end, inside[1]) - max(start, inside[0])).total_seconds()
        total += max(0.0, seconds) / 60
    return total


def overlaps(a: Range, b: Range) -> bool:
    """Half-open: back to back is no overlap."""
    return a[0] < b[1] and b[0] < a[1]
