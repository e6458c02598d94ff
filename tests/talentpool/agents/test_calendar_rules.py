"""Overlap, rest and caps hold in every zone, on every night."""

import itertools
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from talentpool.agents.rules import calendar, week
from talentpool.agents.rules.calendar import Limits, Span
from talentpool.agents.rules.week import Window

ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
START = datetime(2026, 1, 1, tzinfo=UTC)
SPANS = st.tuples(st.integers(0, 525_600), st.integers(15, 1440)).map(
    lambda pair: Span(START + timedelta(minutes=pair[0]), START + timedelta(minutes=sum(pair)))
)
WINDOWS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 95), st.integers(1, 96))
    .filter(lambda t: t[1] < t[2])
    .map(lambda t: Window(t[0], t[1] * 15, t[2] * 15)),
    max_size=12,
)


@given(SPANS, SPANS)
def test_overlap_is_mutual_and_excludes_a_gap(a: Span, b: Span) -> None:
    assert calendar.overlaps(a, b) == calendar.overlaps(b, a)
    assert not (calendar.overlaps(a, b) and calendar.gap(a, b))


def test_a_shift_that_begins_when_another_ends_does_not_overlap() -> None:
    first = Span(START, START + timedelta(hours=2))
    assert not calendar.overlaps(first, Span(first.end, first.end + timedelta(hours=1)))


@given(SPANS, ZONES)
def test_every_worked_minute_counts_on_exactly_one_day(span: Span, zone: str) -> None:
    total = int((span.end - span.start).total_seconds() // 60)
    assert sum(calendar.minutes_by_day(span, zone).values()) == total
    assert sum(calendar.minutes_by_week(span, zone).values()) == total


def test_the_night_the_clock_goes_back_has_twenty_five_hours() -> None:
    berlin = Span(datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))
    assert calendar.minutes_by_day(berlin, "Europe/Berlin") == {date(2026, 10, 25): 25 * 60}


def test_a_night_shift_counts_on_both_its_days() -> None:
    night = Span(datetime(2026, 5, 1, 14, tzinfo=UTC), datetime(2026, 5, 1, 20, tzinfo=UTC))  # 22:00 to 04:00
    assert calendar.minutes_by_day(night, "Asia/Shanghai") == {date(2026, 5, 1): 120, date(2026, 5, 2): 240}


def test_rest_of_exactly_the_limit_is_enough_and_a_minute_less_is_not() -> None:
    first = Span(START, START + timedelta(hours=4))
    rested = Span(first.end + timedelta(hours=11), first.end + timedelta(hours=13))
    tired = Span(rested.start - timedelta(minutes=1), rested.end)
    assert calendar.is_rested(wanted=rested, shifts=[first], rest=660)
    assert not calendar.is_rested(wanted=tired, shifts=[first], rest=660)


def test_caps_name_the_day_and_the_excess() -> None:
    limits = Limits(zone="Asia/Shanghai", rest=0, daily=480, weekly=2400)
    held = Span(datetime(2026, 5, 4, 0, tzinfo=UTC), datetime(2026, 5, 4, 6, tzinfo=UTC))
    wanted = Span(datetime(2026, 5, 4, 7, tzinfo=UTC), datetime(2026, 5, 4, 10, tzinfo=UTC))
    over = calendar.over_daily(wanted=wanted, work=[held], limits=limits)
    assert (over.day, over.minutes) == (date(2026, 5, 4), 60)
    assert calendar.over_weekly(wanted=wanted, work=[held], limits=limits) is None


@given(WINDOWS)
def test_merging_windows_keeps_the_time_and_leaves_no_touching_ones(windows: list[Window]) -> None:
    kept = week.merged(windows)
    assert week.quarters(kept) == week.quarters(windows)
    assert week.from_quarters(week.quarters(windows)) == kept
    assert all(a.weekday < b.weekday or a.end < b.start for a, b in itertools.pairwise(kept))


def test_a_window_over_midnight_is_two() -> None:
    assert week.split_at_midnight(6, 22 * 60, 2 * 60) == [Window(6, 1320, 1440), Window(0, 0, 120)]


def test_a_skipped_hour_is_not_available() -> None:
    spans = week.spans_between([Window(6, 120, 180)], first=date(2026, 3, 29), days=1, zone="Europe/Berlin")
    assert spans == []
