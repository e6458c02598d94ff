"""Pure decisions: when to try again, and when not to disturb. No Django, no clock, no database."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST_PAUSE_SECONDS = 2
LONGEST_PAUSE_SECONDS = 3600


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the given number of failures (1 or more): 2 s, doubling, at most an hour."""
    return timedelta(seconds=min(FIRST_PAUSE_SECONDS * 2 ** (max(attempts, 1) - 1), LONGEST_PAUSE_SECONDS))


def after_quiet(*, at: datetime, start: time | None, end: time | None, zone: str) -> datetime:
    """The first moment from ``at`` on that lies outside the quiet hours of a person's day in her ``zone``.

    ``start`` is quiet, ``end`` no longer is; a night may pass midnight. Without both there are no quiet hours.
    """
    if start is None or end is None or start == end:
        return at
    here = at.astimezone(ZoneInfo(zone))
    clock = here.time()
    inside = start <= clock < end if start < end else clock >= start or clock < end
    if not inside:
        return at
    day = here.date() + timedelta(days=1) if clock >= end else here.date()
    return datetime.combine(day, end, tzinfo=ZoneInfo(zone)).astimezone(at.tzinfo)
