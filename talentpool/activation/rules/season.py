"""How large each segment must be for a coming season, with doubt about its rate, and how to get there.

The rate is known from a sample: a beta posterior (Jeffreys), so that a rate seen on few people asks for more of them.
Source: Brown, Cai and DasGupta, Interval estimation for a binomial proportion, Statistical Science 16 (2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import scipy

from talentpool.activation.rules.inputs import FillInputError, Floats, share, whole
from talentpool.activation.rules.pool import binomial_tail, least_people
from talentpool.activation.rules.shock import NO_SHOCK, Shock, given_shock

NODES = 25  # equally likely values the rate may have
TAIL = 0.025


def rate_values(*, yes: int, sample: int, count: int = NODES) -> Floats:
    """``count`` equally likely values of a rate after ``yes`` of ``sample``, the lowest first."""
    at = (np.arange(count) + 0.5) / count
    return np.asarray(scipy.special.betaincinv(yes + 0.5, sample - yes + 0.5, at), dtype=np.float64)


def rate_bounds(*, yes: int, sample: int) -> tuple[float, float]:
    """Between which the rate lies with 95 %."""
    low, high = scipy.special.betaincinv(yes + 0.5, sample - yes + 0.5, np.array([TAIL, 1 - TAIL]))
    return float(low), float(high)


def works_peak(*, people: int, rates: Floats, show_up: float, peak: int, shock: Shock = NO_SHOCK) -> float:
    """P(worked >= peak) of ``people``, each rate being as likely as the others; 0 to 1."""
    rho, z, weight = shock.worlds()
    active = given_shock(rates[:, None], rho=rho[None, :], z=z[None, :])
    return float((binomial_tail(people=people, chance=active * show_up, least=peak) @ weight).mean())


@dataclass(frozen=True)
class Size:
    """The least number of people: with all the doubt in, and where the rate is as high or as low as it may be."""

    needed: int
    if_high: int
    if_low: int


def size_needed(*, peak: int, yes: int, sample: int, show_up: float, target: float, shock: Shock = NO_SHOCK) -> Size:
    """How many people work ``peak`` seats with probability ``target``, ``yes`` of ``sample`` having been activated.

    Raises FillInputError: target_unreachable, and those of numbers that can't be.
    """
    seats, goal, come = whole(peak, name="peak"), share(target, name="target"), share(show_up, name="show_up")
    asked, active = whole(sample, name="sample", least=1), whole(yes, name="yes")
    if active > asked:
        raise FillInputError("yes_above_sample", "There can't be more yeses than people asked.")
    if seats == 0 or goal == 0:
        return Size(0, 0, 0)

    def least(rates: Floats) -> int:
        def enough(people: int) -> bool:
            reached = works_peak(people=people, rates=rates, show_up=come, peak=seats, shock=shock)
            return reached >= goal * (1 - 1e-12)

        return least_people(enough, first=seats)

    low, high = rate_bounds(yes=active, sample=asked)
    needed = least(rate_values(yes=active, sample=asked))
    return Size(needed, min(needed, least(np.array([high]))), max(needed, least(np.array([low]))))


Groups = Mapping[tuple[int, ...], int]
Sent = Mapping[tuple[tuple[int, ...], int], int]  # how many of a group go to a need


def share_out(groups: Groups, wanted: Sequence[int]) -> list[int]:
    """How many people each need gets when all are served together, nobody counted twice; in short supply all alike.

    groups: needs that people could serve (by their place) to how many such people there are. First the largest share
    of every need that can be met at once (by bisection), then as many more as can be served at all: people may change
    places for that, and no need loses. Source of the flow: Ford and Fulkerson, Flows in Networks (1962), ch. 1.
    """
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        part = [floor(people * middle) for people in wanted]
        low, high = (middle, high) if _served(_sent(groups, part, {}), part) == part else (low, middle)
    fair = _sent(groups, [floor(people * low) for people in wanted], {})
    return _served(_sent(groups, wanted, fair), wanted)


def _served(sent: Sent, wanted: Sequence[int]) -> list[int]:
    return [sum(people for (_group, to), people in sent.items() if to == need) for need in range(len(wanted))]


def _sent(groups: Groups, wanted: Sequence[int], before: Sent) -> Sent:
    """The most that can be served on top of ``before``: a maximum flow through what that leaves open."""
    keys = [key for key, people in groups.items() if key and people]
    if not keys or not any(wanted):
        return before
    had = _served(before, wanted)
    source, sink, first = 0, 1 + len(keys) + len(wanted), 1 + len(keys)
    edges = []
    for at, key in enumerate(keys):
        edges.append((source, 1 + at, groups[key] - sum(before.get((key, need), 0) for need in key)))
        edges += [(1 + at, first + need, groups[key]) for need in key]
        edges += [(first + need, 1 + at, before.get((key, need), 0)) for need in key]  # the way back
    edges += [(first + need, sink, people - had[need]) for need, people in enumerate(wanted)]
    start, end, most = (np.array(column, dtype=np.int32) for column in zip(*edges, strict=True))
    network = scipy.sparse.csr_array((most, (start, end)), shape=(sink + 1, sink + 1))
    flow = scipy.sparse.csgraph.maximum_flow(network, source, sink).flow
    return {
        (key, need): before.get((key, need), 0) + int(flow[1 + at, first + need])
        for at, key in enumerate(keys)
        for need in key
    }


@dataclass(frozen=True)
class Way:
    """One way to more people: how many there are, which share of them it brings, cost of one (minor), days it takes."""

    code: str
    people: int | None
    share: float
    cost_minor: int
    days: float


@dataclass(frozen=True)
class Step:
    """What to do: to how many people, how many it brings, what it costs, and whether there is time for it."""

    code: str
    people: int
    brings: int
    cost_minor: int
    days: float
    in_time: bool


def close_gap(gap: int, ways: Sequence[Way], *, days_left: float) -> tuple[list[Step], int]:
    """The cheapest ways first, those there is time for; (steps, people still missing after them)."""
    steps, missing = [], gap
    for way in sorted(ways, key=lambda one: (one.days > days_left, one.cost_minor / one.share)):
        if missing <= 0:
            break
        people = ceil(missing / way.share - 1e-9)
        people = people if way.people is None else min(people, way.people)
        brings = min(missing, floor(people * way.share + 1e-9))
        if brings <= 0:
            continue
        in_time = way.days <= days_left
        steps.append(Step(way.code, people, brings, people * way.cost_minor, way.days, in_time))
        missing -= brings if in_time else 0
        if not in_time:
            break
    return steps, max(0, missing)
