"""What a dispatcher sees: the day by half-hour, gaps, waves under way, and what another wave would bring."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from talentpool.activation.acceptance import in_use
from talentpool.activation.rules.plan import next_wave
from talentpool.kernel.charts import Step
from tasks.dispatch.coverage import COVERED, uncovered
from tasks.dispatch.models import DispatchPolicy, FillPlan, Offer, Wave
from tasks.dispatch.people import queue_for
from tasks.dispatch.rules import gap_sentence_span
from tasks.dispatch.states import OfferState, PlanState, WaveState
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
    effect: Effect | None = None
    open_offers: int = 0


@dataclass
class Today:
    steps: list[Step]
    missing: int
    asked: int
    plans: list[FillPlan]
    waves: list[Any]
    at: datetime
    zone: ZoneInfo
    start: datetime
    gaps: list[Gap] = field(default_factory=list)

    @property
    def tone(self) -> str:
        return "person" if self.missing else "ready"

    @property
    def sentence(self) -> str:
        """What to see in the chart."""
        span = gap_sentence_span([int(step.gap) for step in self.steps])
        if span is None:
            return _("Every seat of this day is covered.")
        places = {"n": self.missing, "from": self.steps[span[0]].label, "hours": (span[1] - span[0] + 1) / 2}
        return _("%(n)s seats are missing; the longest gap begins at %(from)s and lasts %(hours)s h.") % places

    @property
    def now_at(self) -> float | None:
        """Where the present is among the half-hours of the day; None on another day."""
        return (self.at - self.start) / HALF_HOUR if self.at >= self.start else None

    @property
    def is_later(self) -> bool:
        return self.start > self.at


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


def today(at: datetime, zone: ZoneInfo) -> Today:
    """Everything on the dispatcher's first page, in a number of queries that doesn't grow with its rows."""
    start, end = day_of(_first_day(at, zone), zone)
    shifts = Shift.objects.filter(starts_at__lt=end, ends_at__gt=start).exclude(state=ShiftState.CANCELLED)
    rows: list[Any] = list(shifts.filter(state__in=["open", "started", "ended"]).annotate(covered=COVERED))
    waves = Wave.objects.filter(state__in=[WaveState.PLANNED, WaveState.LOTTERY, WaveState.INSTANT])
    counted = waves.select_related("plan__order__client", "shift").annotate(
        yes=Count("offers", filter=Q(offers__state__in=[OfferState.ACCEPTED, OfferState.ENTERED])),
        unanswered=Count("offers", filter=Q(offers__state=OfferState.OFFERED)),
    )
    plans = FillPlan.objects.filter(state=PlanState.PROPOSED).select_related("order__client")
    return Today(
        steps=curve(rows, start=start, end=end, zone=zone),
        missing=sum(max(0, row.seats_asked - row.covered) for row in rows),
        asked=sum(row.seats_asked for row in rows),
        plans=list(plans.order_by("proposed_at")[:20]),
        waves=list(counted.order_by("sends_at")[:20]),
        at=at,
        zone=zone,
        start=start,
        gaps=gaps(at),
    )


def _first_day(at: datetime, zone: ZoneInfo) -> datetime:
    """Now, if shifts run today; else the start of the next one that is open."""
    _start, end = day_of(at, zone)
    live = Shift.objects.filter(state__in=[ShiftState.OPEN, ShiftState.STARTED], ends_at__gt=at)
    first = live.order_by("starts_at").values_list("starts_at", flat=True).first()
    return first if first is not None and first >= end else at


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
    open_offers = Counter(
        Offer.objects.filter(state=OfferState.OFFERED, deadline__gt=at).values_list("shift__order_id", flat=True)
    )
    short = sorted((gap for gap in found.values() if gap.missing), key=lambda gap: gap.first_at)[:ORDERS]
    for gap in short:
        gap.open_offers = open_offers[gap.order.pk]
    return short


def effect_of_wave(order: Order, at: datetime, shift: Shift | None = None) -> Effect:
    """How many would be asked now, how many would say yes, and how sure the next shifts are filled after it."""
    policy, shock = DispatchPolicy.current(), in_use().shock
    lacking = uncovered(order=order, at=at, shift=shift)[:LOOKED_AT]
    demand = demand_of(order, [one for one, _seats in lacking])
    offers, expected, probability = 0, 0.0, 1.0
    for one, seats in lacking:
        people = queue_for(one, demand, policy=policy, at=at, seed=one.pk).people
        chances = [person.probability for person in people]
        advice = next_wave(seats=seats, probabilities=chances, waves_left=1, target=order.fill_target, shock=shock)
        offers += advice.offers
        expected += advice.expected_yes
        probability *= advice.fill_probability
    return Effect(offers, expected, probability, sum(seats for _one, seats in lacking))
