"""The task activation rate of any demand, real or hypothetical, before it is promised.

qualified = eligible agents / seats; willing = sum of their acceptance probabilities / seats; promised fill = what will
have worked, simulated with show-up, standby and the common shock. People held by other orders don't count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from talentpool.activation.demand import Demand
from talentpool.activation.errors import EmptyDemand
from talentpool.activation.matching import Match
from talentpool.activation.models import Settings
from talentpool.activation.roster import SIMULATED, Roster, gather
from talentpool.activation.rules.calendar import local_week
from talentpool.activation.rules.promise import Candidates, Promise, Shifts, simulate_promise, standby_for
from talentpool.kernel.clock import now

UTC_ZONE = ZoneInfo("UTC")
RUNS = 1000


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
    worked_error: float = 0.0  # standard error of the expected seats worked
    capped: bool = False  # there are more eligible people than were looked at: coverages are "at least"

    @property
    def weakest(self) -> SlotRate:
        """The slot with the least probability of a full fill."""
        return min(self.slots, key=lambda slot: (slot.probability, slot.qualified))


def rate_demand(
    demand: Demand, *, at: datetime | None = None, runs: int = RUNS, seed: int = 1, people: int | None = None
) -> TaskRate:
    """Both coverages and the promised fill of a demand, by slot and whole. The same question gives the same
    answer.

    people: look at the first so many only: quicker, and what is promised is then the least.

    Raises EmptyDemand without a seat to fill.
    """
    if sum(slot.seats for slot in demand.slots) < 1:
        raise EmptyDemand
    moment = at or now()
    return rate_roster(gather(demand, at=moment, seed=seed, people=people), at=moment, runs=runs, seed=seed)


def rate_roster(roster: Roster, *, at: datetime, runs: int = RUNS, seed: int = 1) -> TaskRate:
    """The task rate of a demand asked of these people."""
    demand, settings = roster.demand, Settings.current()
    show_up = _show_up(roster)
    standby = [
        standby_for(seats=slot.seats, show_up=show_up, target=settings.standby_target) if slot.seats else 0
        for slot in demand.slots
    ]
    promise = _simulate(roster, standby, runs=runs, seed=seed)
    seats = sum(slot.seats for slot in demand.slots)
    return TaskRate(
        slots=_slot_rates(roster, standby, promise),
        seats=seats,
        eligible=len({m.agent_id for m in roster.found}),
        qualified=len(roster.found) / seats,
        willing=float(roster.chances.sum()) / seats,
        promised_fill=promise.mean_worked / seats,
        probability=promise.full,
        probability_error=promise.full_error,
        show_up=show_up,
        rho=roster.model.shock.mean,
        model_version=roster.model.version,
        guarded=roster.model.guarded,
        computed_at=at,
        worked_error=promise.worked_error,
        capped=roster.is_cut,
    )


def _show_up(roster: Roster) -> float:
    """The mean probability to come of those who will say yes: weighed by how probable that is."""
    if not roster.chances.sum():
        return roster.model.show_up.overall
    return float(np.average(roster.come, weights=roster.chances))


def _simulate(roster: Roster, standby: list[int], *, runs: int, seed: int) -> Promise:
    found, slots = roster.found, len(roster.demand.slots)
    place = _places(found)
    kept, people = place < SIMULATED, min(int(place.max(initial=-1)) + 1, SIMULATED)
    yes, come = np.zeros((people, slots)), np.ones(people)
    week, rest, rows = np.full(people, np.inf), np.zeros(people), place[kept]
    yes[rows, np.array([m.slot for m in found], dtype=np.int64)[kept]] = roster.chances[kept]
    come[rows] = roster.come[kept]
    np.minimum.at(week, rows, np.array([m.week_minutes for m in found], dtype=float)[kept] / 60)
    rest[rows] = np.array([m.rest_minutes for m in found], dtype=float)[kept] / 60
    return simulate_promise(
        _shifts(roster.demand, standby),
        Candidates(yes, come, week),
        rng=np.random.default_rng(seed),
        rest_hours=rest,
        shock=roster.model.shock,
        runs=runs,
    )


def _places(found: Sequence[Match]) -> npt.NDArray[np.int64]:
    """Each match's person as her place in the published order: favourites, the kind the work suits, score, lot."""
    agents = np.array([m.agent_id for m in found], dtype=np.int64)
    lots = np.array([m.lot for m in found], dtype=np.int64)
    scores = np.array([-m.score for m in found])
    groups = np.array([-2 * m.favourite - m.suits for m in found], dtype=np.int64)
    order = np.lexsort((agents, lots, scores, groups))
    _people, first, row_of = np.unique(agents[order], return_index=True, return_inverse=True)
    places = np.empty(len(found), dtype=np.int64)
    places[order] = np.argsort(np.argsort(first))[row_of]
    return places


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


def _slot_rates(roster: Roster, standby: list[int], promise: Promise) -> tuple[SlotRate, ...]:
    demand, held = roster.demand, roster.held
    numbers = np.array([m.slot for m in roster.found], dtype=np.int64)
    counts = np.bincount(numbers, minlength=len(demand.slots))
    sums = np.bincount(numbers, weights=roster.chances, minlength=len(demand.slots))
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
