"""Whether two times collide, and whether there is rest between them. Ranges are half-open: [from, to)."""

from datetime import datetime, timedelta
from fractions import Fraction

from talentpool.kernel.questions import Answer, Question, Unanswerable, exact, expect_keys, within

Range = tuple[datetime, datetime]
HOURS_AT_MOST = 24 * 366


def common(a: Range, b: Range) -> timedelta:
    """How long both run at once; zero when one ends as the other starts."""
    return max(timedelta(0), min(a[1], b[1]) - max(a[0], b[0]))


def gap(a: Range, b: Range) -> timedelta:
    """The time between the end of the earlier and the start of the later; negative when they overlap."""
    return max(a[0], b[0]) - min(a[1], b[1])


def is_rested(a: Range, b: Range, *, rest: timedelta) -> bool:
    """Whether the two don't overlap and at least ``rest`` lies between them."""
    return gap(a, b) >= max(rest, timedelta(0))


def answer(question: Question) -> Answer:
    """One question of overlap and its answer: ``manage.py calculate overlap``. Raises Unanswerable."""
    expect_keys(question, needed=("a", "b"), allowed=("rest_hours",))
    a, b = _range(question["a"], "a"), _range(question["b"], "b")
    if (a[0].tzinfo is None) != (b[0].tzinfo is None):
        raise Unanswerable("mixed_zones", "a and b must both have a time zone, or neither.")
    hours = question.get("rest_hours")
    rest = Fraction(0) if hours is None else exact(hours, "rest_hours")
    within(rest, "rest_hours", least=0, most=HOURS_AT_MOST)
    minutes = _minutes(common(a, b))
    return {
        "overlap": minutes > 0,
        "minutes": int(minutes) if minutes.denominator == 1 else float(minutes),
        "rested": minutes == 0 and _minutes(gap(a, b)) >= rest * 60,
    }


def _minutes(length: timedelta) -> Fraction:
    return Fraction(length // timedelta(microseconds=1), 60_000_000)


def _range(given: object, name: str) -> Range:
    if not isinstance(given, list) or len(given) != 2:
        raise Unanswerable("not_a_pair", f"{name} must be [from, to].")
    start, end = (_time(value, name) for value in given)
    if (start.tzinfo is None) != (end.tzinfo is None):
        raise Unanswerable("mixed_zones", f"Both times of {name} must have a time zone, or neither.")
    if end <= start:
        raise Unanswerable("empty_range", f"{name} must end after it starts.")
    return start, end


def _time(given: object, name: str) -> datetime:
    if not isinstance(given, str):
        raise Unanswerable("not_a_time", f"The times of {name} must be ISO 8601 text.")
    try:
        return datetime.fromisoformat(given)
    except ValueError as error:
        raise Unanswerable("not_a_time", f"{given!r:.60} is not an ISO 8601 time.") from error
