"""Overlap, rest and caps, on half-open stretches of aware time; days and weeks are the agent's own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")
MINUTES_A_DAY = 25 * 60  # the longest, when the clocks go back


@dataclass(frozen=True)
class Span:
    """From ``start`` until just before ``end``; both aware."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Limits:
    """What one agent may be bound to. ``zone``: IANA name of her days; times in minutes.

    daily, weekly: her own caps. rule_daily, rule_weekly: of her kind where she lives; None: no rule.
    """

    zone: str
    rest: int
    daily: int
    weekly: int
    rule_daily: int | None = None
    rule_weekly: int | None = None

    @property
    def by_rule(self) -> "Limits":
        """The same with the rule's hours in place of her own."""
        daily = MINUTES_A_DAY if self.rule_daily is None else self.rule_daily
        return replace(self, daily=daily, weekly=7 * MINUTES_A_DAY if self.rule_weekly is None else self.rule_weekly)


@dataclass(frozen=True)
class OverBy:
    """A cap that would be broken: on which local day or from which Monday, and by how many minutes."""

    day: date
    minutes: int


def overlaps(a: Span, b: Span) -> bool:
    """Whether two stretches share a moment; one that begins when the other ends does not."""
    return a.start < b.end and b.start < a.end


def gap(a: Span, b: Span) -> timedelta:
    """The time between two stretches; zero where they touch or overlap."""
    return max(a.start - b.end, b.start - a.end, timedelta())


def is_rested(*, wanted: Span, shifts: Iterable[Span], rest: int) -> bool:
    """Whether ``rest`` minutes lie between the wanted shift and every other."""
    return all(gap(wanted, other) >= timedelta(minutes=rest) for other in shifts)


def minutes_by_day(span: Span, zone: str) -> dict[date, int]:
    """Worked minutes on each local day. A day of a clock change has 23 or 25 hours, and so many count."""
    place = ZoneInfo(zone)
    found: dict[date, int] = {}
    start, end = span.start.astimezone(UTC), span.end.astimezone(UTC)
    while start < end:
        day = start.astimezone(place).date()
        midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=place).astimezone(UTC)
        until = min(end, midnight)
        found[day] = found.get(day, 0) + int((until - start).total_seconds() // 60)
        start = until
    return found


def monday(day: date) -> date:
    """The first day of the ISO week."""
    return day - timedelta(days=day.weekday())


def minutes_by_week(span: Span, zone: str) -> dict[date, int]:
    """Worked minutes in each local ISO week, by its Monday."""
    found: dict[date, int] = {}
    for day, minutes in minutes_by_day(span, zone).items():
        found[monday(day)] = found.get(monday(day), 0) + minutes
    return found


def _summed(parts: Iterable[dict[date, int]]) -> dict[date, int]:
    total: dict[date, int] = {}
    for part in parts:
        for day, minutes in part.items():
            total[day] = total.get(day, 0) + minutes
    return total


def over_daily(*, wanted: Span, work: Iterable[Span], limits: Limits) -> OverBy | None:
    """The first local day on which the wanted work would pass the daily cap, or None."""
    asked = minutes_by_day(wanted, limits.zone)
    held = _summed(minutes_by_day(span, limits.zone) for span in work)
    return _over(asked, held, limits.daily)


def over_weekly(*, wanted: Span, work: Iterable[Span], limits: Limits) -> OverBy | None:
    """The first local ISO week in which the wanted work would pass the weekly cap, or None."""
    asked = minutes_by_week(wanted, limits.zone)
    held = _summed(minutes_by_week(span, limits.zone) for span in work)
    return _over(asked, held, limits.weekly)


def _over(asked: dict[date, int], held: dict[date, int], cap: int) -> OverBy | None:
    for day in sorted(asked):
        excess = asked[day] + held.get(day, 0) - cap
        if excess > 0:
            return OverBy(day=day, minutes=excess)
    return None


def window_to_look_at(wanted: Span, limits: Limits) -> Span:
    """The stretch in which other commitments can matter: the local weeks touched, and the rest around."""
    margin = timedelta(days=8) + timedelta(minutes=limits.rest)
    return Span(start=wanted.start - margin, end=wanted.end + margin)
