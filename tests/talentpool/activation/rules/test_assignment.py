"""Scarce people over shifts: as many as possible, then the best fit, nobody twice on a day."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from talentpool.activation.rules.assignment import BEST_PER_SEAT, Pairs, assign
from talentpool.activation.rules.inputs import FillInputError


def _pairs(*rows: tuple[int, int, float]) -> Pairs:
    agents, shifts, scores = zip(*rows, strict=True)
    return Pairs(np.array(agents), np.array(shifts), np.array(scores))


def test_who_is_the_only_one_for_a_shift_is_left_to_it() -> None:
    """Greedily the first agent would go to shift 0, where she fits best, and shift 1 would stay empty."""
    pairs = _pairs((0, 0, 1.0), (0, 1, 0.1), (1, 0, 0.2))
    chosen = assign(wanted=np.array([1, 1]), days=np.array([0, 0]), pairs=pairs)
    assert [(int(pairs.agents[i]), int(pairs.shifts[i])) for i in chosen] == [(0, 1), (1, 0)]


def test_nobody_works_twice_on_a_day_and_may_on_two_days() -> None:
    pairs = _pairs((0, 0, 0.5), (0, 1, 0.5), (0, 2, 0.5))
    chosen = assign(wanted=np.array([1, 1, 1]), days=np.array([1, 1, 2]), pairs=pairs, most=2)
    assert len(chosen) == 2
    assert 2 in pairs.shifts[chosen]


def test_a_shortage_is_shared_by_what_each_wants() -> None:
    agents = range(10)
    pairs = _pairs(*[(a, s, 1.0 if s == 0 else 0.0) for a in agents for s in (0, 1)])
    chosen = assign(wanted=np.array([16, 8]), days=np.array([0, 0]), pairs=pairs, fair=True)
    heads = np.bincount(pairs.shifts[chosen], minlength=2)
    assert heads.sum() == 10
    assert heads[1] >= 3


def test_people_beyond_the_best_of_each_seat_still_count_where_they_are_needed() -> None:
    crowd = BEST_PER_SEAT + 5
    rows = [(a, s, 1 - a / 1000) for a in range(crowd) for s in (0, 1)]
    pairs = _pairs(*rows)
    chosen = assign(wanted=np.array([1, 1]), days=np.array([0, 0]), pairs=pairs)
    assert sorted(pairs.agents[chosen]) == [0, 1]


def test_nobody_to_assign_is_no_error() -> None:
    nobody = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    assert len(assign(wanted=np.array([3]), days=np.array([0]), pairs=nobody)) == 0


def test_columns_that_do_not_fit_are_refused() -> None:
    with pytest.raises(FillInputError):
        assign(wanted=np.array([1]), days=np.array([0, 1]), pairs=_pairs((0, 0, 1.0)))
    with pytest.raises(FillInputError):
        assign(wanted=np.array([1]), days=np.array([0]), pairs=_pairs((0, 1, 1.0)))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_it_is_as_good_as_a_linear_programme_finds(seed: int, most: int) -> None:
    rng = np.random.default_rng(seed)
    wanted, days = rng.integers(0, 4, 4), rng.integers(0, 2, 4)
    agents, shifts = np.nonzero(rng.random((6, 4)) < 0.6)
    pairs = Pairs(agents, shifts, np.round(rng.random(len(agents)), 3))
    chosen = assign(wanted=wanted, days=days, pairs=pairs, most=most)
    if not len(agents):
        assert len(chosen) == 0
        return
    rows, bounds = [], []
    for agent in range(6):
        rows.append(agents == agent)
        bounds.append(most)
        for day in (0, 1):
            rows.append((agents == agent) & (days[shifts] == day))
            bounds.append(1)
    for shift in range(4):
        rows.append(shifts == shift)
        bounds.append(int(wanted[shift]))
    best = linprog(-(10 + pairs.scores), A_ub=np.array(rows, float), b_ub=bounds, bounds=(0, 1), method="highs")
    assert len(chosen) == round(best.x.sum())
    assert pairs.scores[chosen].sum() == pytest.approx(best.x @ pairs.scores, abs=1e-6)


def test_people_of_a_shift_that_wants_nobody_are_not_chosen_for_one_they_can_not_work() -> None:
    pairs = Pairs(np.array([0]), np.array([0]), np.array([1.0]))
    assert len(assign(wanted=np.array([0, 1]), days=np.array([1, 2]), pairs=pairs, most=2)) == 0
