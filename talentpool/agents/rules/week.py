"""The weekly pattern: windows on a quarter-hour grid, in the agent's own zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUARTER = 15
DAY = 24 * 60


@dataclass(frozen=True, order=True)
class Window:
    """``weekday`` 0 Monday to 6; minutes of the day, half-open; a window over midnight is two."""

    weekday: int
    start: int
    end: int


def is_on_grid(window: Window) -> bool:
    """Whether it lies within one day and on quarter-hours."""
    inside = 0 <= window.weekday <= 6 and 0 <= window.start < window.end <= DAY
    return inside and window.start % QUARTER == 0 and window.end % QUARTER == 0


def split_at_midnight(weekday: int, start: int, end: int) -> list[Window]:
    """The windows of "from ``start`` to ``end``"; an end at or before the start lies on the next day."""
    if end > start:
        return [Window(weekday, start, end)]
    first = [Window(weekday, start, DAY)] if start < DAY else []
    return first + ([Window((weekday + 1) % 7, 0, end)] if end else [])


def merged(windows: Iterable[Window]) -> list[Window]:
    """The same time in the fewest windows, in order: touching and overlapping ones become one."""
    result: list[Window] = []
    for window in sorted(windows):
        last = result[-1] if result else None
        if last and last.weekday == window.weekday and window.start <= last.end:
            result[-1] = Window(last.weekday, last.start, max(last.end, window.end))
        else:
            result.append(window)
    return result


def quarters(windows: Iterable[Window]) -> set[tuple[int, int]]:
    """Every quarter-hour of the week as (weekday, minute of the day)."""
    return {(w.weekday, minute) for w in windows for minute in range(w.start, w.end, QUARTER)}


def from_quarters(chosen: Iterable[tuple[int, int]]) -> list[Window]:
    """The windows that a set of quarter-hours makes."""
    return merged(Window(weekday, minute, minute + QUARTER) for weekday, minute in chosen)


def minutes_a_week(windows: Iterable[Window]) -> int:
    return sum(w.end - w.start for w in merged(windows))


def spans_between(windows: Iterable[Window], *, first: date, days: int, zone: str) -> list[tuple[datetime, datetime]]:
    """The windows as UTC stretches over ``days`` local days from ``first``. A wall-clock time that a clock change skips
    begins when the clock goes on."""
    place, utc = ZoneInfo(zone), ZoneInfo("UTC")
    by_day: dict[int, list[Window]] = {}
    for window in merged(windows):
        by_day.setdefault(window.weekday, []).append(window)
    found = []
    for offset in range(days):
        day = first + timedelta(days=offset)
        for window in by_day.get(day.weekday(), []):
            start, end = (_at(day, minute, place).astimezone(utc) for minute in (window.start, window.end))
            if start < end:
                found.append((start, end))
    return found


def _at(day: date, minute: int, place: ZoneInfo) -> datetime:
    shift, rest = divmod(minute, DAY)
    return datetime.combine(day + timedelta(days=shift), time(rest // 60, rest % 60), tzinfo=place)
