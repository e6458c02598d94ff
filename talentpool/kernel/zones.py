"""Time zones as people choose them: by the place they know, in their language, west to east."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location
from django.utils.translation import get_language, to_locale

from talentpool.kernel.clock import now


def zone_choices(*, kept: str = "") -> list[tuple[str, str]]:
    """[(IANA name, "UTC+8 China (Shanghai) Time")], one name for each zone; ``kept`` is there even where it is another.

    Offsets are today's: they move with daylight saving time.
    """
    language = get_language() or "en"
    day = datetime.combine(now().date(), time(), tzinfo=UTC)
    zones = list(_zones(language, day))
    if kept and kept not in dict(zones):
        zones.insert(0, (kept, _written(kept, language, day)[1]))
    return zones


@cache
def _zones(language: str, day: datetime) -> tuple[tuple[str, str], ...]:
    other_names = get_global("zone_aliases")
    names = [name for name in available_timezones() if "/" in name and not name.startswith("Etc/")]
    labelled = [(*_written(name, language, day), name) for name in names if name not in other_names]
    return tuple((name, text) for _offset, text, name in sorted(labelled))


def _written(name: str, language: str, day: datetime) -> tuple[timedelta, str]:
    offset = day.astimezone(ZoneInfo(name)).utcoffset() or timedelta()
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    sign = "-" if offset < timedelta() else "+"
    place = get_timezone_location(ZoneInfo(name), locale=to_locale(language))
    return offset, f"UTC{sign}{hours}{f':{minutes:02d}' if minutes else ''} {place}"
