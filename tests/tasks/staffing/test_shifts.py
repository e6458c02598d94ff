"""Shifts cover what is required, are 2 to 8 hours long, and are broken every three hours of work."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.staffing.rules.shifts import Block, build_shifts, stretches

LENGTHS = [120, 180, 240, 360, 480]


def seats_at(blocks: list[Block], interval: int) -> int:
    return sum(block.seats for block in blocks if block.start <= interval < block.end)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 9), min_size=16, max_size=60))
def test_every_interval_has_the_seats_it_requires(required: list[int]) -> None:
    blocks = build_shifts(required, interval_minutes=30, lengths=LENGTHS)
    assert all(seats_at(blocks, i) >= need for i, need in enumerate(required))
    assert all((block.end - block.start) * 30 in LENGTHS for block in blocks)
    assert all(0 <= block.start < block.end <= len(required) for block in blocks)


def test_a_flat_day_is_one_block_of_long_shifts() -> None:
    assert build_shifts([5] * 16, interval_minutes=30, lengths=LENGTHS) == [Block(0, 16, 5)]


def test_a_peak_gets_short_shifts_and_not_long_ones_for_everybody() -> None:
    required = [2] * 6 + [10] * 4 + [2] * 6
    blocks = build_shifts(required, interval_minutes=30, lengths=LENGTHS)
    paid = sum((block.end - block.start) * block.seats for block in blocks)
    assert paid == sum(required)


def test_days_apart_are_solved_alike() -> None:
    day = [0] * 14 + [4] * 20 + [0] * 14
    blocks = build_shifts(day * 3, interval_minutes=30, lengths=LENGTHS)
    first = [block for block in blocks if block.end <= 48]
    assert blocks == sorted(Block(b.start + 48 * d, b.end + 48 * d, b.seats) for b in first for d in range(3))


def test_nothing_required_builds_nothing() -> None:
    assert build_shifts([0] * 48, interval_minutes=30, lengths=LENGTHS) == []


@pytest.mark.parametrize("minutes", range(120, 481, 15))
def test_work_never_lasts_more_than_three_hours_without_a_break(minutes: int) -> None:
    parts = stretches(minutes)
    assert parts[0].start == 0
    assert parts[-1].end == minutes
    assert all(a.end == b.start for a, b in pairwise(parts))
    assert all(part.end - part.start <= 180 for part in parts if part.work)
    assert [part.work for part in parts] == [i % 2 == 0 for i in range(len(parts))]
    assert all(part.start % 15 == 0 for part in parts)
