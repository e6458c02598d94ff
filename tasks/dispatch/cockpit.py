"""What a dispatcher needs to know: the day by half-hour, gaps, and what another wave would bring."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import prod
from typing import Any
from zoneinfo import ZoneInfo

from talentpool.activation.acceptance import in_use
from talentpool.activation.rules.fill import fill_probability
from talentpool.activation.rules.plan import next_wave
from talentpool.kernel.charts import Step
from tasks.dispatch.coverage import COVERED, uncovered
from tasks.dispatch.models import DispatchPolicy, Offer
from tasks.dispatch.people import queue_for
from tasks.dispatch.states import OfferState
from tasks.orders.demand import demand_of
from tasks.orders.models import Order, Shift
from tasks.orders.states import ShiftState

HALF_HOUR = timedelta(minutes=30)
LOOKED_AT = 6  # shifts that an expected effect is computed for: the next ones count
ORDERS = 8


@dataclass(frozen=True)
class Effect:
    """What another wave would do. probability: that the shifts looked at are then all filled."""

    offers: int
    expected_yes: float
    probability: float
    seats: int


@dataclass
class Gap:
    """An order that lacks people in the days to come."""

    order: Order
    missing: int
    asked: int
    first_at: datetime
    open_offers: int = 0
    lacking: dict[int, int] = field(default_factory=dict)
    chance: float | None = None

    @property
    def tone(self) -> str:
        return "ready" if (self.chance or 0.0) >= self.order.fill_target else "waiting"


def curve(shifts: Iterable[Any], *, start: datetime, end: datetime, zone: ZoneInfo) -> list[Step]:
    """Seats asked and covered per half-hour from ``start`` to ``end`` (UTC), labelled by the clock of ``zone``.

    ``shifts``: with ``covered``. Steps of real time, so a night of 23 or 25 hours has 46 or 50 of them.
    """
    count = max(0, -((start - end) // HALF_HOUR))
    asked, covered = [0] * count, [0] * count
    for shift in shifts:
        first = max(0, (shift.starts_at - start) // HALF_HOUR)
        last = min(count, -((start - shift.ends_at) // HALF_HOUR))
        for index in range(first, last):
            asked[index] += shift.seats_asked
            covered[index] += min(shift.covered, shift.seats_asked)
    clocks = [(start + i * HALF_HOUR).astimezone(zone) for i in range(count)]
    return [Step(f"{c:%H:%M}", a, f) for c, a, f in zip(clocks, asked, covered, strict=True)]


def day_of(at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The beginning and the end, in UTC, of the local day that ``at`` lies in; arithmetic in one zone is by its clock."""
    local = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return local.astimezone(UTC), (local + timedelta(days=1)).astimezone(UTC)


def gaps(at: datetime) -> list[Gap]:
    """Orders with uncovered seats, the one that begins first on top."""
    rows: Iterable[Any] = (
        Shift.objects.filter(state__in=[ShiftState.OPEN, ShiftState.STARTED], ends_at__gt=at)
        .annotate(covered=COVERED)
        .select_related("order__client", "order__skill", "order__language")
        .order_by("starts_at")
    )
    found: dict[int, Gap] = {}
    for shift in rows:
        gap = found.setdefault(shift.order_id, Gap(shift.order, 0, 0, shift.starts_at))
        gap.asked += shift.seats_asked
        if shift.covered < shift.seats_asked:
            gap.first_at = gap.first_at if gap.missing else shift.starts_at
            gap.missing += shift.seats_asked - shift.covered
            gap.lacking[shift.pk] = shift.seats_asked - shift.covered
    short = sorted((gap for gap in found.values() if gap.missing), key=lambda gap: gap.first_at)[:ORDERS]
    _weigh(short, at)
    return short


def _weigh(short: list[Gap], at: datetime) -> None:
    """How many offers are unanswered, and how sure they fill every gap: independent answers, who is in a draw comes."""
    chances: dict[int, list[float]] = {shift: [] for gap in short for shift in gap.lacking}
    rows = Offer.objects.filter(
        shift_id__in=chances, state__in=[OfferState.OFFERED, OfferState.ENTERED], deadline__gt=at
    )
    for shift, state, chance in rows.values_list("shift_id", "state", "probability"):
        chances[shift].append(1.0 if state == OfferState.ENTERED else chance)
    for gap in short:
        gap.open_offers = sum(len(chances[shift]) for shift in gap.lacking)
        gap.chance = prod(_full(seats, tuple(sorted(chances[shift]))) for shift, seats in gap.lacking.items())


@lru_cache(maxsize=4096)
def _full(seats: int, chances: tuple[float, ...]) -> float:
    """Whether answers fill the seats. Kept: a cockpit asks every four seconds, and most shifts have no new answer."""
    return fill_probability(seats=seats, probabilities=chances) if len(chances) >= seats else 0.0


def effect_of_wave(order: Order, at: datetime, *, bonus_minor: int = 0, only_hubs: bool = False) -> Effect:
    """How many would be asked now, how many would say yes, and how sure the next shifts are filled after it.

    bonus_minor: an hour on top, to try it out. only_hubs: of people with a place in a hub.
    """
    policy, shock = DispatchPolicy.current(), in_use().shock
    lacking = uncovered(order=order, at=at)[:LOOKED_AT]
    demand = demand_of(order, [one for one, _seats in lacking], bonus_minor=bonus_minor)
    offers, expected, probability = 0, 0.0, 1.0
    for one, seats in lacking:
        people = queue_for(one, demand, policy=policy, at=at, seed=one.pk, only_hubs=only_hubs).people
        chances = [person.probability for person in people]
        advice = next_wave(seats=seats, probabilities=chances, waves_left=1, target=order.fill_target, shock=shock)
        offers += advice.offers
        expected += advice.expected_yes
        probability *= advice.fill_probability
    return Effect(offers, expected, probability, sum(seats for _one, seats in lacking))
