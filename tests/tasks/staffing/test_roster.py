"""Shifts for several skills at once, checked rule by rule."""

import math
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.staffing.rules.roster import Roster, Wanted, build_roster

LENGTHS = (4, 6, 8, 10, 12, 16)
# What the solver may do is counted, not timed: a busy machine gives the same roster.
WORK = {"seconds": 60.0, "effort": 2.0}
PAIRS = ((0, 2), (0, 3), (1, 3), (2, 3))


def covered(roster: Roster, skill: int, interval: int) -> int:
    return sum(
        heads
        for plan in roster.plans
        for begin, end, of, heads in plan.activities
        if of == skill and begin <= interval < end
    )


def day(peak: int, lean: int) -> list[int]:
    def need(interval: int) -> int:
        if not 14 <= interval < 44:
            return 0
        hump = math.sin(math.pi * (interval - 14) / 30) ** 2
        return round(peak * (0.4 + 0.6 * hump * (1 + 0.3 * math.sin(interval + lean))))

    return [need(interval) for interval in range(48)]


@settings(max_examples=8)
@given(st.lists(st.lists(st.integers(0, 5), min_size=24, max_size=24), min_size=2, max_size=3))
def test_every_skill_is_covered_by_shifts_of_2_to_8_hours_in_activities_of_at_most_3(required: list[list[int]]) -> None:
    found = build_roster(Wanted(required, 30, LENGTHS, pairs=((0, 1),)), **WORK)
    assert found is not None
    for skill, row in enumerate(required):
        assert all(covered(found, skill, interval) >= need for interval, need in enumerate(row))
    for plan in found.plans:
        assert 120 <= plan.length * 30 <= 480
        assert sum(plan.heads * plan.length for plan in found.plans) == found.paid
        if len(plan.skills) == 2:
            spans = sorted({(begin, end) for begin, end, _skill, _heads in plan.activities})
            assert spans[0][0] == plan.start
            assert spans[-1][1] == plan.start + plan.length
            assert all(a[1] == b[0] for a, b in pairwise(spans))
            assert all((end - begin) * 30 <= 180 + 15 for begin, end in spans)  # a break of 15 minutes belongs to it
            for span in spans:
                assert sum(h for b, e, _s, h in plan.activities if (b, e) == span) == plan.heads


def test_the_same_work_gives_the_same_roster() -> None:
    wanted = Wanted([day(12, 0), day(7, 1)], 30, LENGTHS, pairs=((0, 1),))
    first, second = (build_roster(wanted, seconds=60, effort=0.2) for _ in range(2))
    assert first is not None
    assert second is not None
    assert (first.plans, first.gap) == (second.plans, second.gap)


def test_a_day_of_48_intervals_and_5_skills_is_solved_in_under_10_seconds_with_its_gap() -> None:
    required = [day(peak, lean) for lean, peak in enumerate((40, 22, 15, 9, 30))]
    began = time.process_time()
    found = build_roster(Wanted(required, 30, LENGTHS, PAIRS), seconds=60, effort=6)
    assert time.process_time() - began < 10  # of this process alone: the solver is one thread
    assert found is not None
    assert found.gap <= 0.01
    assert found.paid <= sum(map(sum, required)) * 1.05


def test_two_skills_a_head_cost_no_more_paid_time_than_one() -> None:
    required = [[3] * 4 + [0] * 4, [0] * 4 + [3] * 4]
    alone = build_roster(Wanted(required, 30, (4, 8)), **WORK)
    changing = build_roster(Wanted(required, 30, (4, 8), pairs=((0, 1),)), **WORK)
    assert alone is not None
    assert changing is not None
    assert changing.paid == alone.paid
    assert (sum(p.heads for p in changing.plans), sum(p.heads for p in alone.plans)) == (3, 6)


def test_no_more_are_present_than_the_hub_has_seats() -> None:
    required = [[2] * 16, [1] * 16]
    found = build_roster(Wanted(required, 30, LENGTHS, seats=3), **WORK)
    assert found is not None
    present = [sum(p.heads for p in found.plans if p.start <= i < p.start + p.length) for i in range(16)]
    assert max(present) <= 3
    assert build_roster(Wanted(required, 30, LENGTHS, seats=2), **WORK) is None


@pytest.mark.parametrize("every", [2, 4])
def test_shifts_begin_on_the_grid(every: int) -> None:
    found = build_roster(Wanted([[2] * 32], 15, (8, 16), starts_every=every), **WORK)
    assert found is not None
    assert all(plan.start % every == 0 for plan in found.plans)
