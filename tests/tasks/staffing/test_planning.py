"""A plan at once, and a better one later: both cover every line, and say how far from the least they are at most."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.staffing.rules.mixing import served
from tasks.staffing.rules.planning import Draft, Lines, Patience, plan_exactly, plan_quickly
from tasks.staffing.rules.shifts import HEAD_COSTS_MINUTES, build_shifts, cost_of, least_cover

WORK = Patience(seconds=60, effort=2)  # the same plan on any machine, however busy
LENGTHS = (120, 180, 240, 300, 360, 480)
rows = st.lists(st.lists(st.integers(0, 4), min_size=20, max_size=20), min_size=1, max_size=3)


def covers(draft: Draft, lines: Lines) -> bool:
    """Whether every line has its heads; a break counts to the stretch before it, as it does for the requirement."""
    minutes, there = lines.interval_minutes, [[0] * len(row) for row in lines.required]
    for crew in draft.crews:
        parts = served(crew, interval_minutes=minutes)
        edges = [*(round(part[0] / minutes) for part in parts[1:]), crew.end - crew.start]
        for (begin, _end, row), until in zip(parts, edges, strict=True):
            for interval in range(crew.start + round(begin / minutes), crew.start + until):
                there[row][interval] += crew.seats
    return all(
        have >= need
        for had, row in zip(there, lines.required, strict=True)
        for have, need in zip(had, row, strict=True)
    )


@settings(max_examples=20)
@given(rows)
def test_the_quick_plan_covers_every_line_and_costs_what_it_says(required: list[list[int]]) -> None:
    lines = Lines(required, 30, LENGTHS)
    draft = plan_quickly(lines)
    assert covers(draft, lines)
    assert draft.cost == sum(((c.end - c.start) * 30 + HEAD_COSTS_MINUTES) * c.seats for c in draft.crews)
    assert draft.bound <= draft.cost


@settings(max_examples=20)
@given(st.lists(st.integers(0, 6), min_size=12, max_size=12))
def test_the_flow_finds_the_optimum_that_cp_sat_finds(required: list[int]) -> None:
    assert cost_of(build_shifts(required, interval_minutes=30, lengths=LENGTHS), interval_minutes=30) == by_cp_sat(
        required
    )


def by_cp_sat(required: list[int]) -> int:
    """The same question asked of another solver, whole."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    spans = [(at, at + step // 30) for step in LENGTHS for at in range(len(required) - step // 30 + 1)]
    heads = [model.new_int_var(0, 9, "") for _span in spans]
    for interval, need in enumerate(required):
        model.add(sum(h for h, (a, b) in zip(heads, spans, strict=True) if a <= interval < b) >= need)
    model.minimize(sum(((b - a) * 30 + HEAD_COSTS_MINUTES) * h for h, (a, b) in zip(heads, spans, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return int(solver.objective_value)


def test_two_small_lines_together_cost_less_than_apart_and_never_less_than_the_bound() -> None:
    lines = Lines([[1, 1, 1, 1, 0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 1, 1, 1, 1, 0, 0]], 30, LENGTHS)
    quick, exact = plan_quickly(lines), plan_exactly(lines, patience=WORK)
    assert exact.bound <= exact.cost < quick.cost
    assert covers(exact, lines)
    assert exact.gap < quick.gap


def test_a_plan_whose_people_change_nothing_needs_no_search() -> None:
    lines = Lines([[2] * 16, [1, 3] * 8], 30, LENGTHS, mixes=False)
    draft = plan_quickly(lines)
    assert draft.is_exact
    assert plan_exactly(lines) == draft


def test_equal_days_are_searched_once_and_progress_is_told_for_each() -> None:
    day = [0] * 9 + [2, 1, 2, 1, 2, 1]
    told: list[tuple[int, int]] = []
    lines = Lines([day * 3, [0] * 45], 30, LENGTHS)
    plan_exactly(lines, patience=WORK, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("seats", [4, 5])
def test_no_more_are_planned_into_a_hub_than_it_has_seats(seats: int) -> None:
    lines = Lines([[2, 1, 2, 1, 2, 1, 2, 1], [2, 2, 1, 1, 2, 2, 1, 1]], 30, LENGTHS, seats=seats)
    assert plan_exactly(lines, patience=WORK).most <= seats


def test_a_cover_without_room_to_spare_is_refused() -> None:
    assert least_cover([1, 0, 0, 1], steps=[2], interval_minutes=60, spare=[0, 0, 0, 0]) is None


def test_a_week_of_quarter_hours_on_five_lines_is_planned_at_once() -> None:
    def need(interval: int, peak: int) -> int:
        return round(peak * max(0.0, math.sin(math.pi * (interval % 96 - 28) / 60))) if 28 <= interval % 96 < 88 else 0

    lines = Lines([[need(i + peak, peak) for i in range(672)] for peak in (40, 22, 15, 9, 30)], 15, LENGTHS)
    draft = plan_quickly(lines)
    assert draft.gap < 0.1
    assert covers(draft, Lines(lines.required, 15, LENGTHS))
