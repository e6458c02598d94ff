"""What would raise a task rate most for its cost: every lever is tried on the roster, and the rate computed again.

Nothing is estimated by rule of thumb: people a lever would add stand in the published order with their own acceptance
probabilities, hours and caps, and the same simulated worlds decide how many seats are worked.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil, hypot

from django.db.models import Sum

from talentpool.activation.counterfactuals import Newcomers, beginners, brought_back, recruits, refreshed
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.models import Lever, SegmentRate, Settings
from talentpool.activation.roster import Roster, assess, gather
from talentpool.activation.states import LeverCode, Purpose
from talentpool.activation.task_rate import TaskRate, rate_roster
from talentpool.kernel.clock import now

RUNS = 500  # for comparing; both sides see the same worlds
SEED = 1
DEEPEST = 6_000
NARROWINGS = 5  # halvings in search of the least size that reaches the target


@dataclass(frozen=True)
class Option:
    """One lever at its best size. units: people, or minor units an hour, or minutes moved (negative: earlier).

    gain: seats worked more; lift: more probability of a full fill; cost_minor: in all. late: it would work only after
    the first shift has begun.
    """

    code: LeverCode
    units: int
    gain: float
    lift: float
    promised_fill: float
    probability: float
    cost_minor: int
    days: float
    late: bool
    reaches: bool
    doubt: float  # standard error of the gain

    @property
    def helps(self) -> bool:
        """The gain is more than the chance of two simulations explains."""
        return self.gain > 2 * self.doubt

    @property
    def per_hundred(self) -> float:
        """Seats worked more for 100.00 in money; infinite where it costs nothing."""
        return self.gain / (self.cost_minor / 10_000) if self.cost_minor else float("inf")


@dataclass(frozen=True)
class Weighed:
    """The rate as it is, the target, and the levers that help, the most for its cost first."""

    base: TaskRate
    target: float
    options: tuple[Option, ...]
    useless: tuple[LeverCode, ...]

    @property
    def reached(self) -> bool:
        return self.base.probability >= self.target


@dataclass(frozen=True)
class _Trial:
    roster: Roster
    base: TaskRate
    target: float
    at: datetime

    def option(self, lever: Lever, units: int, rate: TaskRate, cost: float) -> Option:
        starts = min(slot.starts_at for slot in rate.slots)
        return Option(
            code=LeverCode(lever.code),
            units=units,
            gain=(rate.promised_fill - self.base.promised_fill) * self.base.seats,
            lift=rate.probability - self.base.probability,
            promised_fill=rate.promised_fill,
            probability=rate.probability,
            cost_minor=round(cost),
            days=lever.days,
            late=self.at + timedelta(days=lever.days) > starts,
            reaches=rate.probability >= self.target,
            doubt=hypot(rate.worked_error, self.base.worked_error),
        )


def weigh_levers(demand: Demand, *, at: datetime | None = None, target: float | None = None) -> Weighed:
    """Try every active lever on a demand. target: probability of a full fill; the settings' where not given.

    Raises EmptyDemand (by the rate) without a seat to fill.
    """
    moment = at or now()
    goal = Settings.current().fill_target if target is None else target
    roster = gather(demand, at=moment, seed=SEED, deepest=DEEPEST)
    trial = _Trial(roster, rate_roster(roster, at=moment, runs=RUNS, seed=SEED), goal, moment)
    if trial.base.probability >= goal:
        return Weighed(trial.base, goal, (), ())
    tried = [(lever, TRIES[LeverCode(lever.code)](trial, lever)) for lever in Lever.objects.filter(active=True)]
    options = sorted(
        (found for _lever, found in tried if found and found.helps), key=lambda one: (one.late, -one.per_hundred)
    )
    helping = {one.code for one in options}
    useless = tuple(LeverCode(lever.code) for lever, _found in tried if lever.code not in helping)
    return Weighed(trial.base, goal, tuple(options), useless)


def _with_people(trial: _Trial, lever: Lever, people: Newcomers, *, works: float | None = None) -> Option | None:
    """The least number of people that reaches the target; all of them where none does. works: measured share."""
    if not people.agents:
        return None
    share = works or lever.share

    def rated(count: int) -> TaskRate:
        roster = trial.roster
        added = people.first(ceil(count * share))
        grown = assess(roster.demand, [*roster.found, *added], roster.held, at=trial.at)
        return rate_roster(grown, at=trial.at, runs=RUNS, seed=SEED)

    high = max(1, len(people.agents))
    best = rated(high)
    low = 0
    for _ in range(NARROWINGS if best.probability >= trial.target else 0):
        if high - low <= max(1, high // 10):
            break
        middle = (low + high) // 2
        tried = rated(middle)
        low, high, best = (low, middle, tried) if tried.probability >= trial.target else (middle, high, best)
    return trial.option(lever, high, best, high * lever.cost_minor)


def _wake(trial: _Trial, lever: Lever) -> Option | None:
    sleepers = brought_back(trial.roster, at=trial.at, deepest=_wanted(trial))
    return _with_people(trial, lever, sleepers, works=_measured_reach(trial))


def _measured_reach(trial: _Trial) -> float | None:
    """The share of this skill's people who answered pings of the last 90 days, where enough were pinged."""
    demand = trial.roster.demand
    pings = SegmentRate.objects.filter(
        skill_id=demand.skill_id, channel=demand.channel, language=demand.language, purpose=Purpose.PING, days=90
    )
    sums = pings.aggregate(asked=Sum("asked"), reached=Sum("reached"))
    enough = (sums["asked"] or 0) >= Settings.current().unknown_below
    return sums["reached"] / sums["asked"] if enough and sums["reached"] else None


def _refresh(trial: _Trial, lever: Lever) -> Option | None:
    return _with_people(trial, lever, refreshed(trial.roster, at=trial.at, deepest=_wanted(trial)))


def _cross_train(trial: _Trial, lever: Lever) -> Option | None:
    return _with_people(trial, lever, beginners(trial.roster, at=trial.at, deepest=_wanted(trial)))


def _recruit(trial: _Trial, lever: Lever) -> Option | None:
    return _with_people(trial, lever, recruits(trial.roster, count=_wanted(trial)))


def _wanted(trial: _Trial) -> int:
    """People who would fill the whole demand twice over at the usual probability: more is never looked at."""
    seats = max(slot.seats + slot.standby for slot in trial.base.slots) * len(trial.base.slots)
    found = trial.roster.chances
    usual = float(found.mean()) if len(found) else Settings.current().acceptance
    return min(DEEPEST // 2, max(20, ceil(2 * seats / max(usual * trial.base.show_up, 0.02))))


def _bonus(trial: _Trial, lever: Lever) -> Option | None:
    def paid(slot: Slot) -> Slot:
        return replace(slot, pay_minor=slot.pay_minor + lever.amount)

    rate = _of(trial, paid)
    hours = sum(slot.seats * slot.promised_fill * _hours(slot.starts_at, slot.ends_at) for slot in rate.slots)
    return trial.option(lever, lever.amount, rate, lever.amount * hours)


def _hours(start: datetime, end: datetime) -> float:
    return (end - start) / timedelta(hours=1)


def _other_hours(trial: _Trial, lever: Lever) -> Option | None:
    """The best of one and two steps earlier and later."""
    first = min(slot.starts_at for slot in trial.roster.demand.slots)
    moves = [steps * lever.amount for steps in (-2, -1, 1, 2)]
    tried = [
        (_of(trial, _moved(timedelta(minutes=minutes))), minutes)
        for minutes in moves
        if first + timedelta(minutes=minutes) > trial.at
    ]
    if not tried:
        return None
    best, minutes = max(tried, key=lambda one: (one[0].promised_fill, -abs(one[1])))
    return trial.option(lever, minutes, best, lever.cost_minor * best.seats)


def _moved(by: timedelta) -> Callable[[Slot], Slot]:
    return lambda slot: replace(slot, starts_at=slot.starts_at + by, ends_at=slot.ends_at + by)


def _of(trial: _Trial, change: Callable[[Slot], Slot]) -> TaskRate:
    demand = replace(trial.roster.demand, slots=tuple(change(slot) for slot in trial.roster.demand.slots))
    roster = gather(demand, at=trial.at, seed=SEED, deepest=DEEPEST)
    return rate_roster(roster, at=trial.at, runs=RUNS, seed=SEED)


TRIES: dict[LeverCode, Callable[[_Trial, Lever], Option | None]] = {
    LeverCode.WAKE: _wake,
    LeverCode.REFRESH: _refresh,
    LeverCode.CROSS_TRAIN: _cross_train,
    LeverCode.BONUS: _bonus,
    LeverCode.HOURS: _other_hours,
    LeverCode.RECRUIT: _recruit,
}
