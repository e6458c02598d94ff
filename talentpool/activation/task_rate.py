"""The task activation rate of any demand, real or hypothetical, before it is promised.

qualified = eligible agents / seats; willing = sum of their acceptance probabilities / seats; promised fill = what will
have worked, simulated with show-up, standby and the common shock. People held by other orders don't count.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

import numpy as np

from talentpool.activation.acceptance import InUse, columns, in_use
from talentpool.activation.demand import Demand
from talentpool.activation.errors import EmptyDemand
from talentpool.activation.matching import Match
from talentpool.activation.models import Hold, Settings
from talentpool.activation.rules.calendar import local_week, overlaps
from talentpool.activation.rules.inputs import Floats
from talentpool.activation.rules.promise import Candidates, Promise, Shifts, simulate_promise, standby_for
from talentpool.activation.shortlist import matches
from talentpool.activation.showing import show_up_rate
from talentpool.activation.states import HoldState
from talentpool.kernel.clock import now

UTC_ZONE = ZoneInfo("UTC")
RUNS = 1000
DEEPEST = 20_000  # people looked at per slot: nobody is asked beyond that for one shift
SIMULATED = 6_000  # people in the simulation, the first in the published order


@dataclass(frozen=True)
class SlotRate:
    """One slot. Coverages are ratios (1.5 = one and a half people per seat); promised_fill and probability 0
    to 1."""

    ref: str
    starts_at: datetime
    ends_at: datetime
    seats: int
    standby: int
    eligible: int
    held: int
    qualified: float
    willing: float
    promised_fill: float
    probability: float
    bound: float


@dataclass(frozen=True)
class TaskRate:
    """The whole demand. promised_fill: expected share of seats worked; probability: that every seat is
    worked."""

    slots: tuple[SlotRate, ...]
    seats: int
    eligible: int
    qualified: float
    willing: float
    promised_fill: float
    probability: float
    probability_error: float
    show_up: float
    rho: float
    model_version: int
    guarded: bool
    computed_at: datetime

    @property
    def weakest(self) -> SlotRate:
        """The slot with the least probability of a full fill."""
        return min(self.slots, key=lambda slot: (slot.probability, slot.qualified))


def rate_demand(demand: Demand, *, at: datetime | None = None, runs: int = RUNS, seed: int = 1) -> TaskRate:
    """Both coverages and the promised fill of a demand, by slot and whole. The same question gives the same
    answer.

    Raises EmptyDemand without a seat to fill.
    """
    if sum(slot.seats for slot in demand.slots) < 1:
        raise EmptyDemand
    moment, settings = at or now(), Settings.current()
    found, held = _without_held(demand, matches(demand, at=moment, limit=DEEPEST, seed=seed))
    model = in_use([m.agent_id for m in found])
    chances = model.model.predict(columns(demand, found, at=moment)) if found else np.zeros(0)
    show_up = show_up_rate(at=moment)
    standby = [
        standby_for(seats=slot.seats, show_up=show_up, target=settings.standby_target) if slot.seats else 0
        for slot in demand.slots
    ]
    promise = _simulate(demand, found, chances, standby, show_up, model, runs=runs, seed=seed)
    slots = _slot_rates(demand, found, chances, held, standby, promise)
    seats = sum(slot.seats for slot in slots)
    return TaskRate(
        slots=slots,
        seats=seats,
        eligible=len({m.agent_id for m in found}),
        qualified=len(found) / seats,
        willing=float(chances.sum()) / seats,
        promised_fill=promise.mean_worked / seats,
        probability=promise.full,
        probability_error=promise.full_error,
        show_up=show_up,
        rho=model.shock.mean,
        model_version=model.version,
        guarded=model.guarded,
        computed_at=moment,
    )


def _without_held(demand: Demand, found: list[Match]) -> tuple[list[Match], list[int]]:
    """Leave out, slot by slot, as many of the first as other orders' holds will ask before us."""
    held = _held(demand)
    seen = [0] * len(demand.slots)
    kept = []
    for match in found:
        seen[match.slot] += 1
        if seen[match.slot] > held[match.slot]:
            kept.append(match)
    return kept, [min(people, count) for people, count in zip(held, seen, strict=True)]


def _held(demand: Demand) -> list[int]:
    """Per slot: how many people other orders bind at that time. One query."""
    span = (min(slot.starts_at for slot in demand.slots), max(slot.ends_at for slot in demand.slots))
    holds = Hold.objects.filter(
        state=HoldState.HELD,
        skill_id=demand.skill_id,
        channel=demand.channel,
        language_id=demand.language,
        during__overlap=span,
    )
    if demand.exclude_holds_of:
        holds = holds.exclude(owner=demand.exclude_holds_of)
    bound = [((during.lower, during.upper), people) for during, people in holds.values_list("during", "people")]
    return [
        ceil(sum(people for during, people in bound if overlaps(during, (slot.starts_at, slot.ends_at))))
        for slot in demand.slots
    ]


def _simulate(
    demand: Demand,
    found: list[Match],
    chances: Floats,
    standby: list[int],
    show_up: float,
    model: InUse,
    *,
    runs: int,
    seed: int,
) -> Promise:
    order = {m.agent_id: (not m.favourite, not m.suits, -m.score, m.lot) for m in found}
    people = sorted(order, key=lambda agent: (order[agent], agent))[:SIMULATED]
    place = {agent: row for row, agent in enumerate(people)}
    yes = np.zeros((len(people), len(demand.slots)))
    week, rest = np.full(len(people), np.inf), np.zeros(len(people))
    for match, chance in zip(found, chances, strict=True):
        row = place.get(match.agent_id)
        if row is not None:
            yes[row, match.slot] = chance
            week[row] = min(week[row], match.week_minutes / 60)
            rest[row] = match.rest_minutes / 60
    return simulate_promise(
        _shifts(demand, standby),
        Candidates(yes, np.full(len(people), show_up), week),
        rng=np.random.default_rng(seed),
        rest_hours=rest,
        shock=model.shock,
        runs=runs,
    )


def _shifts(demand: Demand, standby: list[int]) -> Shifts:
    """The slots in hours since the Monday before the first (weeks of the demand's own clock, UTC)."""
    first = min(slot.starts_at for slot in demand.slots)
    zero = local_week(first, UTC_ZONE)[0]
    hours = [((s.starts_at - zero) / timedelta(hours=1), (s.ends_at - zero) / timedelta(hours=1)) for s in demand.slots]
    return Shifts(
        starts=np.array([start for start, _ in hours]),
        ends=np.array([end for _, end in hours]),
        seats=np.array([slot.seats for slot in demand.slots], dtype=np.int64),
        standby=np.array(standby, dtype=np.int64),
    )


def _slot_rates(
    demand: Demand, found: list[Match], chances: Floats, held: list[int], standby: list[int], promise: Promise
) -> tuple[SlotRate, ...]:
    numbers = np.array([m.slot for m in found], dtype=np.int64)
    counts = np.bincount(numbers, minlength=len(demand.slots))
    sums = np.bincount(numbers, weights=chances, minlength=len(demand.slots))
    rates = []
    for no, slot in enumerate(demand.slots):
        seats, mean = slot.seats, sums[no] / counts[no] if counts[no] else 0.0
        asked = min(float(counts[no]), (seats + standby[no]) / mean) if mean else float(counts[no])
        rates.append(
            SlotRate(
                ref=slot.ref,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                seats=seats,
                standby=standby[no],
                eligible=int(counts[no]),
                held=held[no],
                qualified=float(counts[no] / seats) if seats else 0.0,
                willing=float(sums[no] / seats) if seats else 0.0,
                promised_fill=float(promise.worked[no] / seats) if seats else 1.0,
                probability=float(promise.by_shift[no]),
                bound=float(asked),
            )
        )
    return tuple(rates)
