"""Who is asked for which shift, where shifts want the same scarce people: a minimum-cost flow.

As many as possible first, then the best fit. The network: every agent gives at most ``most`` units, at most one on each
day, through the pairs she is eligible for, to shifts that take as many as they want. Source: Ahuja, Magnanti, Orlin,
Network Flows (1993), ch. 9 to 11; solved by OR-Tools.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from talentpool.activation.rules.inputs import FillInputError

Whole = NDArray[np.int64]

BEST_PER_SEAT = 80  # pairs looked at first, per seat: more of them have never changed a fill, and cost time
FINE = 10_000  # steps of a score
TIERS = 8  # a shift that is short is served by eighths, so that none runs dry while another is full


@dataclass(frozen=True)
class Pairs:
    """Who could take what: agent ``agents[i]`` could take shift ``shifts[i]``, a fit of ``scores[i]`` from 0 to 1.

    Both count from 0; a pair appears once.
    """

    agents: Whole
    shifts: Whole
    scores: NDArray[np.float64]

    def only(self, kept: Whole | NDArray[np.bool_]) -> Pairs:
        return Pairs(self.agents[kept], self.shifts[kept], self.scores[kept])


def assign(*, wanted: Whole, days: Whole, pairs: Pairs, most: int = 1, fair: bool = False) -> Whole:
    """The places in ``pairs`` that are chosen, in rising order.

    wanted: heads per shift. days: the day each shift lies on, any whole number; nobody is chosen twice for one day.
    most: shifts per agent. fair: share a shortage out among the shifts by eighths of what each wants.
    Raises FillInputError when the arrays don't fit each other.
    """
    _check(wanted, days, pairs, most)
    if not len(pairs.agents) or not int(wanted.sum()):
        return np.zeros(0, dtype=np.int64)
    best = _best_of_each(wanted, pairs)
    if not len(best):  # who could be chosen is wanted nowhere
        return best
    chosen = best[_solve(wanted, days, pairs.only(best), most, fair)]
    if len(best) < len(pairs.agents) and len(chosen) < int(wanted.sum()):
        chosen = _solve(wanted, days, pairs, most, fair)
    return np.sort(chosen)


def _check(wanted: Whole, days: Whole, pairs: Pairs, most: int) -> None:
    if len(wanted) != len(days) or not len(pairs.agents) == len(pairs.shifts) == len(pairs.scores):
        raise FillInputError("lengths_differ", "Shifts and days, and the three columns of pairs, belong together.")
    if most < 1 or (len(wanted) and int(wanted.min()) < 0):
        raise FillInputError("too_small", "An agent takes at least one shift; a shift wants no less than nobody.")
    if len(pairs.shifts) and int(pairs.shifts.max()) >= len(wanted):
        raise FillInputError("unknown_shift", "A pair names a shift that is not there.")


def _best_of_each(wanted: Whole, pairs: Pairs) -> Whole:
    """The places of the best pairs of every shift, ``BEST_PER_SEAT`` for each head wanted."""
    order = np.lexsort((pairs.agents, -pairs.scores, pairs.shifts))
    shifts = pairs.shifts[order]
    first = np.searchsorted(shifts, np.arange(len(wanted)))
    rank = np.arange(len(order)) - first[shifts]
    return np.sort(order[rank < wanted[shifts] * BEST_PER_SEAT])


def _solve(wanted: Whole, days: Whole, pairs: Pairs, most: int, fair: bool) -> Whole:
    """The places in ``pairs`` on the cheapest of the largest flows."""
    from ortools.graph.python import min_cost_flow  # heavy: loaded where it is used

    agents, row_of_agent = np.unique(pairs.agents, return_inverse=True)
    places, row_of_place = _days_of_agents(row_of_agent, days[pairs.shifts], most)
    source, sink = 0, 1
    agent_node = 2 + np.arange(len(agents))
    place_node = 2 + len(agents) + np.arange(len(places))
    shift_node = 2 + len(agents) + len(places) + np.arange(len(wanted))
    flow = min_cost_flow.SimpleMinCostFlow()
    costs = np.rint((1 - pairs.scores) * FINE).astype(np.int64)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        place_node[row_of_place], shift_node[pairs.shifts], np.ones_like(costs), costs
    )
    many = np.full(len(agents), most)
    flow.add_arcs_with_capacity_and_unit_cost(np.full(len(agents), source), agent_node, many, np.zeros_like(many))
    once = np.ones(len(places), dtype=np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(agent_node[places], place_node, once, np.zeros_like(once))
    heads, tier = _tiers(wanted, TIERS if fair else 1)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.tile(shift_node, len(tier)), np.full(heads.size, sink), heads.ravel(), np.repeat(tier, len(wanted))
    )
    total = int(wanted.sum())
    flow.set_node_supply(source, total)
    flow.set_node_supply(sink, -total)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise FillInputError("unsolved", "No assignment was found.")
    return np.flatnonzero(flow.flows(arcs))


def _days_of_agents(agents: Whole, days: Whole, most: int) -> tuple[Whole, Whole]:
    """One place per agent and day she could work on: (the agent's row of each place, the place of each pair).

    With one shift per agent, or one day, the agent is her own place.
    """
    if most == 1 or len(np.unique(days)) == 1:
        return np.arange(int(agents.max()) + 1), agents
    _days, day = np.unique(days, return_inverse=True)
    span = int(day.max()) + 1
    keys, place = np.unique(agents * span + day, return_inverse=True)
    return keys // span, place


def _tiers(wanted: Whole, tiers: int) -> tuple[Whole, Whole]:
    """Heads of each tier and shift, and what a head of each tier costs: an earlier tier always comes first."""
    bounds = -(-wanted[None, :] * np.arange(tiers + 1)[:, None] // tiers)
    return np.diff(bounds, axis=0), np.arange(tiers, dtype=np.int64) * 2 * FINE
