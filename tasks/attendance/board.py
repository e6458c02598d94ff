"""The fill board: how full one order is, interval by interval. Aliases and skills only; a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import prod
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from talentpool.activation.rules.fill import fill_probability
from talentpool.agents.models import Alias
from talentpool.kernel.charts import Step
from talentpool.kernel.formats import count, duration, percent
from tasks.attendance.states import AttendanceState
from tasks.dispatch.cockpit import curve
from tasks.dispatch.coverage import COVERED
from tasks.dispatch.models import BOUND, Assignment, FillPlan, Offer, Standby, Wave
from tasks.dispatch.rules import gap_sentence_span
from tasks.dispatch.states import AssignmentState, OfferState, PlanState, StandbyState, WaveState
from tasks.orders.models import Order, Shift
from tasks.orders.states import ShiftState

THERE = (AttendanceState.CHECKED_IN, AttendanceState.ON_BREAK, AttendanceState.FAULT, AttendanceState.CHECKED_OUT)
CONFIRMED = Count(
    "assignments",
    filter=Q(assignments__state__in=BOUND, assignments__attendance__state__in=[AttendanceState.CONFIRMED, *THERE]),
)
CHECKED_IN = Count("assignments", filter=Q(assignments__state__in=BOUND, assignments__attendance__state__in=THERE))
SEEKING = Count("assignments", filter=Q(assignments__state=AssignmentState.SEEKING))
PEOPLE = 24


@dataclass(frozen=True)
class Board:
    """One day of an order. Figures are of this day; ``probability``: that every seat of it is filled, 0 to 1."""

    order: Order
    day: date
    days: list[date]
    steps: list[Step]
    shifts: list[Any]
    asked: int
    filled: int
    confirmed: int
    checked_in: int
    seeking: int
    fastest: datetime | None
    probability: float | None
    gap: int
    span: tuple[str, str] | None
    people: Page[Any]
    at: datetime

    @property
    def asked_range(self) -> str:
        return f"/ {count(self.asked)}"

    @property
    def probability_words(self) -> str | None:
        return None if self.probability is None else percent(self.probability)

    @property
    def target_words(self) -> str:
        return _("target %(share)s") % {"share": percent(self.order.fill_target)}

    @property
    def tone(self) -> str:
        return "waiting" if self.probability is not None and self.probability < self.order.fill_target else ""

    @property
    def checked_in_words(self) -> str:
        return _("· checked in %(n)s") % {"n": count(self.checked_in)}

    @property
    def fastest_words(self) -> str:
        if self.fastest is None:
            return ""
        return _("fastest in %(time)s") % {"time": duration(max(0, int((self.fastest - self.at).total_seconds())))}

    @property
    def sentence(self) -> str:
        """What to see in the chart."""
        if self.span is None:
            return _("Every seat of this day is filled.")
        places = {"gap": count(self.gap), "from": self.span[0], "to": self.span[1]}
        return _("%(gap)s seats are missing, longest from %(from)s to %(to)s.") % places

    @property
    def now_at(self) -> float | None:
        """Where the present is among the steps; None outside them."""
        if not self.steps:
            return None
        local = self.at.astimezone(ZoneInfo(self.order.timezone))
        first = datetime.strptime(self.steps[0].label, "%H:%M")  # noqa: DTZ007  (a clock, no moment)
        place = (local.hour * 60 + local.minute - first.hour * 60 - first.minute) / 30
        return place if local.date() == self.day and 0 <= place <= len(self.steps) else None

    @property
    def file_href(self) -> str:
        return f"{reverse('client:order_board_file', args=[self.order.ref])}?day={self.day.isoformat()}"


def board_of(order: Order, *, day: date | None, at: datetime, page: str | None = None) -> Board:
    """The board of ``day`` in the order's own zone; without one, today if it has shifts, else the next day that has."""
    zone = ZoneInfo(order.timezone)
    live = Shift.objects.filter(order=order).exclude(state=ShiftState.CANCELLED)
    days = sorted({one.astimezone(zone).date() for one in live.values_list("starts_at", flat=True)})
    chosen = _chosen(days, day, at.astimezone(zone).date())
    start = datetime.combine(chosen, datetime.min.time(), zone).astimezone(UTC)
    end = datetime.combine(chosen + timedelta(days=1), datetime.min.time(), zone).astimezone(UTC)
    counted = live.filter(starts_at__lt=end, ends_at__gt=start)
    shifts: list[Any] = list(
        counted.annotate(covered=COVERED, confirmed=CONFIRMED, checked_in=CHECKED_IN, seeking=SEEKING)
    )
    steps = _inside(curve(shifts, start=start, end=end, zone=zone))
    span = gap_sentence_span([int(step.gap) for step in steps])
    return Board(
        order=order,
        day=chosen,
        days=days,
        steps=steps,
        shifts=shifts,
        asked=sum(one.seats_asked for one in shifts),
        filled=sum(min(one.covered, one.seats_asked) for one in shifts),
        confirmed=sum(one.confirmed for one in shifts),
        checked_in=sum(one.checked_in for one in shifts),
        seeking=sum(one.seeking for one in shifts),
        fastest=_fastest(shifts),
        probability=_probability(order, shifts, at),
        gap=sum(max(0, one.seats_asked - one.covered) for one in shifts),
        span=(steps[span[0]].label, _end_label(steps, span[1])) if span else None,
        people=_people(order, shifts, page),
        at=at,
    )


def _chosen(days: list[date], wanted: date | None, today: date) -> date:
    if wanted in days:
        return wanted
    return next((one for one in days if one >= today), days[-1] if days else today)


def _inside(steps: list[Step]) -> list[Step]:
    """The steps from the first to the last interval that needs anybody."""
    needed = [index for index, step in enumerate(steps) if step.required]
    return steps[needed[0] : needed[-1] + 1] if needed else []


def _end_label(steps: Sequence[Step], last: int) -> str:
    """The clock at the end of an interval."""
    if last + 1 < len(steps):
        return steps[last + 1].label
    end = datetime.strptime(steps[last].label, "%H:%M") + timedelta(minutes=30)  # noqa: DTZ007  (a clock, no moment)
    return f"{end:%H:%M}"


def _fastest(shifts: Sequence[Any]) -> datetime | None:
    """When the next stand-in that was called must have answered."""
    called = Standby.objects.filter(shift__in=shifts, state=StandbyState.CALLED)
    found: datetime | None = called.aggregate(first=Min("answer_by"))["first"]
    return found


def _probability(order: Order, shifts: Sequence[Any], at: datetime) -> float | None:
    """That every seat of these shifts is filled: sure where it is; by open offers while no further wave is planned;
    by the plan while one is. None before a plan was confirmed.
    """
    plan = FillPlan.objects.filter(order=order, state__in=[PlanState.CONFIRMED, PlanState.DONE]).first()
    if plan is None:
        return None
    lacking = {one.pk: one.seats_asked - one.covered for one in shifts if one.covered < one.seats_asked}
    if not lacking:
        return 1.0
    if Wave.objects.filter(plan=plan, state=WaveState.PLANNED).exists():
        return plan.probability
    chances: dict[int, list[float]] = {key: [] for key in lacking}
    asked = Offer.objects.filter(shift_id__in=lacking, state__in=[OfferState.OFFERED, OfferState.ENTERED])
    for shift, state, chance in asked.filter(deadline__gt=at).values_list("shift_id", "state", "probability"):
        chances[shift].append(1.0 if state == OfferState.ENTERED else chance)
    return prod(
        fill_probability(seats=seats, probabilities=chances[key]) if len(chances[key]) >= seats else 0.0
        for key, seats in lacking.items()
    )


def _people(order: Order, shifts: Sequence[Any], page: str | None) -> Page[Any]:
    """Who holds the seats, by the only name this client has for them."""
    rows = Assignment.objects.filter(shift__in=shifts, state__in=BOUND).select_related("shift", "attendance")
    found: Page[Any] = Paginator(rows.order_by("shift__starts_at", "pk"), PEOPLE).get_page(page)
    names = dict(
        Alias.objects.filter(client_id=order.client_id, agent_id__in=[one.agent_id for one in found]).values_list(
            "agent_id", "name"
        )
    )
    for one in found:
        one.alias = names.get(one.agent_id, "")
    return found
