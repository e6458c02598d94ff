"""Half-open ranges, and the rest between them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentpool.kernel.questions import Unanswerable, parse
from tasks.staffing.rules.overlap import answer, common, gap, is_rested

MORNING, NOON = ["2026-03-01T08:00", "2026-03-01T12:00"], ["2026-03-01T12:00", "2026-03-01T16:00"]


def test_ranges_that_touch_do_not_overlap() -> None:
    assert answer({"a": MORNING, "b": NOON}) == {"overlap": False, "minutes": 0, "rested": True}


def test_touching_ranges_leave_no_rest() -> None:
    assert answer({"a": MORNING, "b": NOON, "rest_hours": 11})["rested"] is False


def test_rest_of_exactly_the_hours_asked_is_enough_in_either_order() -> None:
    late = ["2026-03-01T23:00", "2026-03-02T03:00"]
    assert answer({"a": MORNING, "b": late, "rest_hours": 11})["rested"] is True
    assert answer({"a": late, "b": MORNING, "rest_hours": 11})["rested"] is True
    a_minute_more = parse(
        b'{"a": ["2026-03-01T08:00", "2026-03-01T12:00"], "rest_hours": 11.017,'
        b' "b": ["2026-03-01T23:00", "2026-03-02T03:00"]}'
    )
    assert answer(a_minute_more)["rested"] is False


def test_overlapping_ranges_are_never_rested() -> None:
    inner = ["2026-03-01T09:30:00", "2026-03-01T10:00:30"]
    assert answer({"a": MORNING, "b": inner}) == {"overlap": True, "minutes": 30.5, "rested": False}


def test_zones_are_compared_as_moments() -> None:
    shanghai = ["2026-03-01T16:00+08:00", "2026-03-01T17:00+08:00"]
    utc = ["2026-03-01T08:30Z", "2026-03-01T09:30Z"]
    assert answer({"a": shanghai, "b": utc}) == {"overlap": True, "minutes": 30, "rested": False}


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"a": MORNING}, "missing_key"),
        ({"a": MORNING, "b": NOON, "c": 1}, "unknown_key"),
        ({"a": MORNING, "b": ["2026-03-01T12:00Z", "2026-03-01T13:00Z"]}, "mixed_zones"),
        ({"a": ["2026-03-01T12:00Z", "2026-03-01T13:00"], "b": NOON}, "mixed_zones"),
        ({"a": ["2026-03-01T12:00", "2026-03-01T12:00"], "b": NOON}, "empty_range"),
        ({"a": ["noon", "2026-03-01T12:00"], "b": NOON}, "not_a_time"),
        ({"a": [5, 6], "b": NOON}, "not_a_time"),
        ({"a": "2026", "b": NOON}, "not_a_pair"),
        ({"a": MORNING, "b": NOON, "rest_hours": -1}, "negative"),
        ({"a": MORNING, "b": NOON, "rest_hours": True}, "not_a_number"),
        ({"a": MORNING, "b": NOON, "rest_hours": 10**9}, "too_large"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_code(question: dict[str, object], code: str) -> None:
    with pytest.raises(Unanswerable) as refusal:
        answer(question)
    assert refusal.value.code == code


moments = st.integers(0, 10_000).map(lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))
ranges = st.tuples(moments, st.integers(1, 600)).map(lambda pair: (pair[0], pair[0] + timedelta(minutes=pair[1])))


@given(ranges, ranges)
def test_overlap_is_symmetric_and_excludes_a_positive_gap(
    a: tuple[datetime, datetime], b: tuple[datetime, datetime]
) -> None:
    assert common(a, b) == common(b, a)
    assert (common(a, b) > timedelta(0)) == (gap(a, b) < timedelta(0))
    assert is_rested(a, b, rest=timedelta(0)) == (common(a, b) == timedelta(0))
