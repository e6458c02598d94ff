"""How numbers and times are written, the same on every page and in both languages."""

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talentpool.kernel.clock import now
from talentpool.kernel.money import Money

NARROW = "\u00a0"  # between a number and its unit: never a line's end


def money(minor: Any, currency: str = "CNY") -> str:
    """Minor units with their sign, "¥112.50"; "" for None."""
    if minor is None or minor == "":
        return ""
    return str(minor) if isinstance(minor, Money) else str(Money(int(minor), currency or "CNY"))


def percent(share: Any, places: int = 0) -> str:
    """0.914 as "91 %"; near the ends it keeps a digit: 0.998 is never shown as certain. "–" for None."""
    if share is None or share == "":
        return "–"
    value = Decimal(str(share)) * 100
    if not places and (Decimal(99) < value < 100 or 0 < value < 1):
        places = 1
    written = f"{value:.{places}f}"
    if value < 100 and Decimal(written) == 100:
        written = "99.9"
    return f"{written}{NARROW}%"


def count(value: Any) -> str:
    """12,345; "–" for None; a fraction keeps one decimal."""
    if value is None or value == "":
        return "–"
    number = Decimal(str(value))
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.1f}"


def duration(length: Any) -> str:
    """A timedelta, or seconds, in the two largest units: "2 h 30 min", "3 days 4 h", "40 s"."""
    if length is None or length == "":
        return "–"
    seconds = int(length.total_seconds() if isinstance(length, timedelta) else length)
    if seconds < 60:
        return _("%(n)s s") % {"n": seconds}
    minutes, hours, days = seconds // 60 % 60, seconds // 3600 % 24, seconds // 86400
    parts = []
    if days:
        parts.append(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})
    if hours:
        parts.append(_("%(n)s h") % {"n": hours})
    if minutes and not days:
        parts.append(_("%(n)s min") % {"n": minutes})
    return " ".join(parts).replace(" ", NARROW) if len(parts) == 1 else " ".join(parts)


def hours(seconds: Any) -> str:
    """Seconds or a timedelta as decimal hours, "2.5 h"."""
    total = length_in_seconds(seconds) / Decimal(3600)
    return _("%(n)s h") % {
        "n": f"{total.normalize():f}" if total == total.quantize(Decimal("0.01")) else f"{total:.1f}"
    }


def length_in_seconds(length: Any) -> Decimal:
    return Decimal(str(length.total_seconds())) if isinstance(length, timedelta) else Decimal(str(length or 0))


def zone_of(tz: Any) -> tzinfo:
    """A zone from its IANA name or itself; the viewer's where there is none."""
    if not tz:
        return timezone.get_current_timezone()
    return ZoneInfo(tz) if isinstance(tz, str) else tz


def zone_words(moment: datetime, zone: tzinfo) -> str:
    """How a zone is called where it must be named: "Beijing time", else its offset, "UTC+9"."""
    if str(zone) in {"Asia/Shanghai", "PRC"}:
        return _("Beijing time")
    minutes = int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds() // 60)
    hours_off, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes >= 0 else '−'}{hours_off}" + (f":{rest:02d}" if rest else "")


def is_elsewhere(moment: datetime, zone: tzinfo) -> bool:
    """True where the clock on this zone's wall differs from the viewer's at that moment."""
    here = timezone.get_current_timezone()
    return moment.astimezone(zone).utcoffset() != moment.astimezone(here).utcoffset()


def day(moment: datetime, zone: tzinfo) -> str:
    """Today, tomorrow, yesterday, or "Sat 22 Nov"; with the year where it isn't this one."""
    local, today = moment.astimezone(zone), now().astimezone(zone).date()
    near = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}
    apart = (local.date() - today).days
    if apart in near:
        return near[apart]
    # Translators: PHP-style date format of a day in this year, e.g. Sat 22 Nov
    pattern = _("D j M") if local.year == today.year else _("j M Y")
    return dateformat.format(local, pattern)


def date_words(one: date) -> str:
    """A date without its weekday, "22 Nov"; with the year where it isn't this one."""
    # Translators: PHP-style date format of a date in this year, e.g. 22 Nov
    pattern = _("j M") if one.year == now().year else _("j M Y")
    return dateformat.format(one, pattern)


def days_words(first: date, last: date | None) -> str:
    """ "22 Nov – 24 Nov", one date where both are the same."""
    return date_words(first) if last is None or last == first else f"{date_words(first)} – {date_words(last)}"


def moment_words(moment: datetime, tz: Any = None) -> str:
    """ "Today 18:00", with its zone where the viewer's clock differs."""
    zone = zone_of(tz)
    written = f"{day(moment, zone)} {moment.astimezone(zone):%H:%M}"
    return f"{written} ({zone_words(moment, zone)})" if is_elsewhere(moment, zone) else written


def period_words(start: datetime, end: datetime, tz: Any = None) -> str:
    """ "Today 18:00–20:30"; an end on another day names that day, midnight itself is 24:00."""
    zone = zone_of(tz)
    first, last = start.astimezone(zone), end.astimezone(zone)
    if last.date() == first.date():
        tail = f"{last:%H:%M}"
    elif f"{last:%H:%M}" == "00:00" and (last.date() - first.date()).days == 1:
        tail = "24:00"
    else:
        tail = f"{day(end, zone)} {last:%H:%M}"
    written = f"{day(start, zone)} {first:%H:%M}–{tail}"
    return f"{written} ({zone_words(start, zone)})" if is_elsewhere(start, zone) else written
