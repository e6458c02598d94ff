"""Days and the months they fill."""

from datetime import date, timedelta


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def whole_months(since: date, until: date) -> tuple[date, date]:
    """The whole months in the days ``since`` to ``until`` (both counted): first day of the first one, and of the one
    after the last. Where there is none, both are the day after ``until``.
    """
    after = until + timedelta(days=1)
    first = since if since.day == 1 else next_month(since)
    last = month_of(after)
    return (first, last) if first < last else (after, after)
