"""Filters of look.py: how numbers and times are written in a template."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from talentpool.kernel import formats
from talentpool.kernel.money import per_hour

register = template.Library()


@register.filter
def money(minor: Any, currency: str = "CNY") -> str:
    """``{{ line.minor|money:line.currency }}``: "¥112.50"."""
    return formats.money(minor, currency)


@register.filter
def percent(share: Any, places: int = 0) -> str:
    """``{{ 0.914|percent }}``: "91 %"."""
    return formats.percent(share, int(places or 0))


@register.filter
def percents(low: Any, high: Any) -> str:
    """``{{ low|percents:high }}``: "66–76 %"."""
    if low is None or high is None:
        return ""
    return f"{float(low) * 100:.0f}–{float(high) * 100:.0f}{formats.NARROW}%"


@register.filter
def count(value: Any) -> str:
    """``{{ 12345|count }}``: "12,345"."""
    return formats.count(value)


@register.filter
def duration(length: Any) -> str:
    """Seconds or a timedelta: "2 h 30 min"."""
    return formats.duration(length)


@register.filter
def hours(seconds: Any) -> str:
    """Seconds or a timedelta as "2.5 h"."""
    return formats.hours(seconds)


@register.filter
def when(moment: Any) -> SafeString | str:
    """A moment in the viewer's zone: "Today 18:00"."""
    return when_in(moment, "")


@register.filter
def when_in(moment: Any, tz: Any = "") -> SafeString | str:
    """A moment in zone ``tz``, which is named where the viewer's clock differs."""
    if not moment:
        return ""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), formats.moment_words(moment, tz))


@register.filter
def day(one: Any) -> str:
    """A date, or a moment's date in the viewer's zone: "22 Nov"."""
    if not one:
        return ""
    return formats.date_words(
        one.astimezone(timezone.get_current_timezone()).date() if isinstance(one, datetime) else one
    )


@register.filter
def days(first: Any, last: Any = None) -> str:
    """``{{ order.starts_on|days:order.ends_on }}``: "22 Nov – 24 Nov"."""
    return formats.days_words(first, last) if first else ""


@register.filter
def period(span: Any, tz: Any = "") -> SafeString | str:
    """A range with ``lower`` and ``upper``, or a pair: "Today 18:00–20:30"."""
    if not span:
        return ""
    start, end = (span.lower, span.upper) if hasattr(span, "lower") else (span[0], span[1])
    return format_html('<time datetime="{}">{}</time>', start.isoformat(), formats.period_words(start, end, tz))


@register.simple_tag
def between(start: Any, end: Any, tz: Any = "") -> SafeString | str:
    """Two moments as one stretch in zone ``tz``: "Today 18:00–20:30"."""
    return period((start, end), tz) if start and end else ""


@register.simple_tag
def pay(rate_minor: int, start: Any, end: Any, currency: str = "CNY") -> str:
    """What a stretch pays in all at ``rate_minor`` an hour."""
    return formats.money(per_hour(rate_minor, int((end - start).total_seconds())), currency)
