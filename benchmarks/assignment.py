"""H8: scarce people over many seats, against the exact optimum of other solvers; and the time it takes.

Pure arithmetic: no database. One seat per agent is checked by the Hungarian method, several by a linear programme.
"""

import time
from collections.abc import Iterator

import numpy as np
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import coo_array, vstack

from benchmarks.measure import Headline, Scale, count, several
from talentpool.activation.rules.assignment import Pairs, Whole, assign

NEEDS_DATABASE = False

SEATS, SHIFTS, DAYS = 1000, 40, 5
POOLS = (5000, 1150)
ELIGIBLE = 0.3
TURNS = 3


def run(scale: Scale) -> Iterator[Headline]:
    rng = np.random.default_rng(8)
    pools = POOLS if scale.agents is None else (scale.agents,)
    for most in (1, 3):
        for agents in pools:
            yield from _measure(rng, agents, most)


def _measure(rng: np.random.Generator, agents: int, most: int) -> Iterator[Headline]:
    """Filled and score against the optimum, and the seconds, of one shape."""
    wanted = np.full(SHIFTS, SEATS // SHIFTS)
    days = np.arange(SHIFTS) % DAYS
    agent, shift = np.nonzero(rng.random((agents, SHIFTS)) < ELIGIBLE)
    pairs = Pairs(agent, shift, np.round(rng.random(len(agent)), 4))
    times = []
    for _turn in range(TURNS):
        begin = time.perf_counter()
        chosen = assign(wanted=wanted, days=days, pairs=pairs, most=most)
        times.append(time.perf_counter() - begin)
    _is_sound(wanted, days, pairs, chosen, most)
    best = _hungarian(wanted, pairs) if most == 1 else _linear_programme(wanted, days, pairs, most)
    name, note = f"assignment-{most}-of-{agents}", f"{SEATS} seats, {SHIFTS} shifts, {most} a person"
    yield count(f"{name}-filled", len(chosen) / best[0], target="≥ 1", n=1, note=note)
    yield count(f"{name}-score", float(pairs.scores[chosen].sum()) / best[1], target="≥ 0.99", n=1, note=note)
    yield several(f"{name}-time", times, target="< 1 s", unit="s", note=note)


def _is_sound(wanted: Whole, days: Whole, pairs: Pairs, chosen: Whole, most: int) -> None:
    """Nobody has more than she may, nobody is twice on one day, no shift has too many."""
    agents, shifts = pairs.agents[chosen], pairs.shifts[chosen]
    assert np.bincount(agents).max() <= most
    assert len(np.unique(agents * DAYS + days[shifts])) == len(chosen)
    assert (np.bincount(shifts, minlength=len(wanted)) <= wanted).all()


def _hungarian(wanted: Whole, pairs: Pairs) -> tuple[int, float]:
    """The most seats filled, and the best score with so many: one column per seat."""
    fit = np.full((int(pairs.agents.max()) + 1, len(wanted)), -1e6)
    fit[pairs.agents, pairs.shifts] = pairs.scores
    seats = np.repeat(fit, wanted, axis=1)
    rows, columns = linear_sum_assignment(seats, maximize=True)
    real = seats[rows, columns] >= 0
    return int(real.sum()), float(seats[rows, columns][real].sum())


def _linear_programme(wanted: Whole, days: Whole, pairs: Pairs, most: int) -> tuple[int, float]:
    """The same for several seats a person; the polytope has whole corners, so the relaxation is exact."""
    n, agents = len(pairs.agents), int(pairs.agents.max()) + 1
    places = pairs.agents * DAYS + days[pairs.shifts]
    rows = [
        coo_array((np.ones(n), (where, np.arange(n))), shape=(size, n))
        for where, size in ((pairs.agents, agents), (places, agents * DAYS), (pairs.shifts, len(wanted)))
    ]
    bounds = np.concatenate([np.full(agents, most), np.ones(agents * DAYS), wanted])
    worth = 10.0 + pairs.scores  # a seat more is worth more than any better fit
    solved = linprog(-worth, A_ub=vstack(rows).tocsr(), b_ub=bounds, bounds=(0, 1), method="highs")
    return round(solved.x.sum()), float(solved.x @ pairs.scores)
