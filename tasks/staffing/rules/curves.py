"""Thousands of intervals at once: the least agents of each, exact.

Erlang C is searched for all intervals together: a first guess from the square-root law (Halfin and Whitt,
Operations Research 29(3), 1981), then a few steps of the Erlang B recursion up or down. Whatever lies within
``goals.NEAR`` of its target is decided again, one by one, in 60 digits.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from talentpool.kernel.questions import exact
from tasks.staffing.rules.goals import NEAR, Goal, least_agents
from tasks.staffing.rules.queues import Stream

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


def least_agents_patient(
    *,
    calls: Sequence[float] | Floats,
    aht_s: Sequence[float] | Floats,
    interval_s: float,
    goal: Goal,
) -> Counts:
    """Erlang C: the least agents of every interval; 0 where no call comes.

    calls, aht_s: one value per interval, calls >= 0, aht_s > 0. goal: service_level with target_s, and/or
    max_occupancy (an asa_s goal goes through ``least_agents``). Numbers mean what they print: 0.1 is a tenth.
    """
    volume, handling = np.asarray(calls, dtype=np.float64), np.asarray(aht_s, dtype=np.float64)
    erlangs = volume * handling / interval_s
    busy = np.flatnonzero(erlangs > 0)
    found = np.zeros(erlangs.shape, dtype=np.int64)
    if goal.service_level is None or goal.target_s is None or goal.asa_s is not None:
        doubtful = busy
    else:
        level, target = float(goal.service_level), float(goal.target_s)
        least, near = _search(erlangs[busy], target / handling[busy], level)
        least, near = _bounded(least, near, erlangs[busy], goal.max_occupancy)
        found[busy], doubtful = least, busy[near]
    for index in doubtful:
        stream = _stream(float(volume[index]), float(handling[index]), interval_s)
        found[index] = least_agents(model="erlang_c", stream=stream, goal=goal)
    return found


def least_agents_impatient(
    *,
    calls: Sequence[float] | Floats,
    aht_s: Sequence[float] | Floats,
    interval_s: float,
    patience_s: float,
    goal: Goal,
) -> Counts:
    """Erlang A: the least agents of every interval, 0 where no call comes; equal ones are computed once."""
    patience = exact(patience_s, "patience_s")
    known: dict[tuple[float, float], int] = {}
    found = np.zeros(len(calls), dtype=np.int64)
    for index, key in enumerate(zip(map(float, calls), map(float, aht_s), strict=True)):
        if key[0] > 0 and key not in known:
            stream = _stream(*key, interval_s, patience)
            known[key] = least_agents(model="erlang_a", stream=stream, goal=goal)
        found[index] = known.get(key, 0)
    return found


def _stream(calls: float, aht_s: float, interval_s: float, patience_s: Fraction | None = None) -> Stream:
    handling = exact(aht_s, "aht_s")
    return Stream(exact(calls, "calls") * handling / exact(interval_s, "interval_s"), handling, patience_s)


def _search(erlangs: Floats, horizon: Floats, level: float) -> tuple[Counts, npt.NDArray[np.bool_]]:
    """Least n by service level, and where the decision was too close for floating point.

    horizon: target ÷ mean handling time, per interval.
    """
    guess = np.round(erlangs + _safety(erlangs, horizon, level) * np.sqrt(erlangs))
    agents = np.maximum(np.floor(erlangs) + 1.0, guess)
    free = 1.0 / _blocking(agents, erlangs)
    excess = _excess(agents, free, erlangs, horizon, level)
    near = np.abs(excess) < NEAR
    up = np.flatnonzero(excess < 0)
    down = np.flatnonzero(excess >= 0)
    # Upwards to the first n that is enough; 1/B obeys 1/B(n) = 1 + n/a · 1/B(n-1).
    n, inverse = agents[up], free[up]
    while up.size:
        n = n + 1.0
        inverse = 1.0 + n / erlangs[up] * inverse
        excess = _excess(n, inverse, erlangs[up], horizon[up], level)
        near[up] |= np.abs(excess) < NEAR
        agents[up] = n
        short = excess < 0
        up, n, inverse = up[short], n[short], inverse[short]
    # Downwards while one agent fewer is still enough.
    n, inverse = agents[down], free[down]
    while down.size:
        inverse = (inverse - 1.0) * erlangs[down] / n
        n = n - 1.0
        excess = _excess(n, inverse, erlangs[down], horizon[down], level)
        near[down] |= np.abs(excess) < NEAR
        enough = excess >= 0
        down, n, inverse = down[enough], n[enough], inverse[enough]
        agents[down] = n
    # Within rounding of overload the slack itself has lost its digits.
    near |= np.abs(agents - 1.0 - erlangs) < 1e-9 * erlangs
    return agents.astype(np.int64), near


def _excess(agents: Floats, inverse: Floats, erlangs: Floats, horizon: Floats, level: float) -> Floats:
    """Service level minus target; negative where n does not exceed the load. inverse: 1 ÷ Erlang B."""
    slack = agents - erlangs
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        waits = agents / (slack * inverse + erlangs)
        excess = (1.0 - level) - waits * np.exp(-slack * horizon)
    return np.where(slack > 0, excess, -1.0)


def _blocking(agents: Floats, erlangs: Floats) -> Floats:
    """Erlang B directly, as a ratio of Poisson probabilities: the recursion's starting point."""
    from scipy import special

    density = np.exp(special.xlogy(agents, erlangs) - erlangs - special.gammaln(agents + 1.0))
    found: Floats = np.maximum(density / special.gammaincc(agents + 1.0, erlangs), 1e-300)
    return found


def _safety(erlangs: Floats, horizon: Floats, level: float) -> Floats:
    """The square-root law's beta, read off one curve: agents = erlangs + beta · sqrt(erlangs)."""
    from scipy import special

    beta = np.geomspace(1e-4, 12.0, 600)
    density = np.exp(-0.5 * beta * beta) / np.sqrt(2.0 * np.pi)
    waits = 1.0 / (1.0 + beta * special.ndtr(beta) / density)
    reach = np.log(waits / (1.0 - level)) / beta  # sqrt(erlangs) · horizon at which this beta is just enough
    return np.interp(np.sqrt(erlangs) * horizon, reach[::-1], beta[::-1])


def _bounded(
    least: Counts, near: npt.NDArray[np.bool_], erlangs: Floats, max_occupancy: Fraction | None
) -> tuple[Counts, npt.NDArray[np.bool_]]:
    if max_occupancy is None:
        return least, near
    bound = erlangs / float(max_occupancy)
    near = near | (np.abs(bound - np.round(bound)) < NEAR * np.maximum(1.0, bound))
    return np.maximum(least, np.ceil(bound).astype(np.int64)), near
