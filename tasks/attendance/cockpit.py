"""The dispatcher's cockpit: today and the coming days by hour, gaps, waves under way, who is late, what was decided.

A number of queries that doesn't grow with its rows; read anew every few seconds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from talentpool.kernel.charts import HeatRow, Step
from talentpool.kernel.formats import count, date_words
from tasks.attendance.models import Attendance, Incident, Login, LoginLease, Ticket
from tasks.attendance.states import AttendanceState
from tasks.attendance.timeline import Moment, timeline
from tasks.dispatch.cockpit import HALF_HOUR, Gap, curve, day_of, gaps
from tasks.dispatch.coverage import COVERED
from tasks.dispatch.models import BOUND, Assignment, FillPlan, Wave
from tasks.dispatch.rules import gap_sentence_span
from tasks.dispatch.states import OfferState, PlanState, WaveState
from tasks.orders.models import Shift
from tasks.orders.states import ShiftState

DAYS = 7
HERE = (AttendanceState.CHECKED_IN, AttendanceState.ON_BREAK, AttendanceState.FAULT)
LATE = (AttendanceState.EXPECTED, AttendanceState.CONFIRMED, AttendanceState.NO_SHOW)
SOON = timedelta(hours=24)


@dataclass
class Cockpit:
    """One look. ``steps``: the chosen day by half-hour; ``heat``: missing seats by day and hour."""

    at: datetime
    zone: ZoneInfo
    day: date
    days: list[tuple[date, int]]
    start: datetime
    steps: list[Step]
    heat: list[HeatRow]
    asked: int
    missing: int
    plans: list[FillPlan]
    waves: list[Any]
    running: list[Any]
    late: list[Any]
    gaps: list[Gap]
    timeline: list[Moment]
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def tone(self) -> str:
        return "person" if self.missing else "ready"

    @property
    def sentence(self) -> str:
        """What to see in the chart."""
        span = gap_sentence_span([int(step.gap) for step in self.steps])
        if span is None:
            return _("Every seat of this day is covered.")
        places = {"n": self.missing, "from": self.steps[span[0]].label, "hours": f"{(span[1] - span[0] + 1) / 2:g}"}
        return _("%(n)s seats are missing; the longest gap begins at %(from)s and lasts %(hours)s h.") % places

    @property
    def heat_sentence(self) -> str:
        worst = max(self.days, key=lambda one: one[1], default=(self.day, 0))
        if not worst[1]:
            return _("No seat is missing in the coming days.")
        return _("Most seats are missing on %(day)s: %(n)s.") % {"day": date_words(worst[0]), "n": count(worst[1])}

    @property
    def hours(self) -> list[str]:
        return [f"{hour:02d}" for hour in range(0, 24, 2)]

    @property
    def now_at(self) -> float | None:
        """Where the present is among the half-hours of the day; None on another day."""
        place = (self.at - self.start) / HALF_HOUR
        return place if 0 <= place <= len(self.steps) else None


def cockpit(at: datetime, zone: ZoneInfo, wanted: date | None = None) -> Cockpit:
    """Everything on the dispatcher's page, for ``wanted`` or the first day from today that has shifts."""
    first, _end = day_of(at, zone)
    shifts = _shifts(first, zone)
    dates = [(first + timedelta(days=n, hours=12)).astimezone(zone).date() for n in range(DAYS)]
    by_day = {one: [s for s in shifts if s.starts_at.astimezone(zone).date() == one] for one in dates}
    fallback = next((one for one in dates if by_day[one]), dates[0])
    day = wanted if wanted in by_day else fallback
    start, end = day_of(datetime.combine(day, datetime.min.time(), zone) + timedelta(hours=12), zone)
    rows = [s for s in shifts if s.starts_at < end and s.ends_at > start]
    return Cockpit(
        at=at,
        zone=zone,
        day=day,
        days=[(one, sum(_lacks(s) for s in by_day[one])) for one in dates],
        start=start,
        steps=curve(rows, start=start, end=end, zone=zone),
        heat=[HeatRow(date_words(one), _missing_by_hour(shifts, one, zone)) for one in dates],
        asked=sum(s.seats_asked for s in rows),
        missing=sum(_lacks(s) for s in rows),
        plans=list(
            FillPlan.objects.filter(state=PlanState.PROPOSED)
            .select_related("order__client")
            .order_by("proposed_at")[:20]
        ),
        waves=_waves(),
        running=_running(at),
        late=list(_late(at)),
        gaps=gaps(at),
        timeline=timeline(at),
        numbers=_numbers(at),
    )


def _shifts(first: datetime, zone: ZoneInfo) -> list[Any]:
    live = Shift.objects.filter(state__in=[ShiftState.OPEN, ShiftState.STARTED, ShiftState.ENDED])
    around = live.filter(starts_at__lt=first + timedelta(days=DAYS), ends_at__gt=first)
    return list(around.annotate(covered=COVERED).order_by("starts_at", "pk"))


def _lacks(shift: Any) -> int:
    return int(max(0, shift.seats_asked - shift.covered))


def _missing_by_hour(shifts: Sequence[Any], day: date, zone: ZoneInfo) -> list[float]:
    """The seats missing on all shifts that touch each two hours of a day, the night's from the day before too."""
    found = []
    for hour in range(0, 24, 2):
        opens = datetime.combine(day, datetime.min.time(), zone) + timedelta(hours=hour)
        found.append(
            float(sum(_lacks(s) for s in shifts if s.starts_at < opens + timedelta(hours=2) and s.ends_at > opens))
        )
    return found


def _waves() -> list[Any]:
    """Waves planned or out, with what was answered."""
    live = Wave.objects.filter(state__in=[WaveState.PLANNED, WaveState.LOTTERY, WaveState.INSTANT])
    counted = live.select_related("plan__order__client", "shift").annotate(
        yes=Count("offers", filter=Q(offers__state__in=[OfferState.ACCEPTED, OfferState.ENTERED])),
        unanswered=Count("offers", filter=Q(offers__state=OfferState.OFFERED)),
    )
    return list(counted.order_by("sends_at")[:20])


def _running(at: datetime) -> list[Any]:
    """Shifts that run or begin within the hour, with who is there, who leads, what waits."""
    rows = Shift.objects.filter(
        state__in=[ShiftState.OPEN, ShiftState.STARTED], starts_at__lte=at + timedelta(hours=1), ends_at__gt=at
    )
    bound = Q(assignments__state__in=BOUND)
    here = Q(assignments__attendance__state__in=HERE)
    counted = rows.select_related("order__client").annotate(
        booked=Count("assignments", filter=bound, distinct=True),
        here=Count("assignments", filter=bound & here, distinct=True),
        leads=Count("assignments", filter=bound & Q(assignments__agent__is_backbone=True), distinct=True),
    )
    return list(counted.order_by("starts_at", "pk")[:30])


def _late(at: datetime) -> Iterable[Any]:
    """Who should be there and is not, the longest first."""
    days = Attendance.objects.filter(
        state__in=LATE,
        assignment__state__in=BOUND,
        assignment__shift__starts_at__lte=at,
        assignment__shift__ends_at__gt=at,
    )
    related = days.select_related("assignment__agent", "assignment__shift__order__client")
    return list(related.order_by("assignment__shift__starts_at", "pk")[:12])


def _numbers(at: datetime) -> dict[str, int]:
    """What waits for somebody: hard cases, incidents, accounts nobody has for the coming day, people not confirmed."""
    soon = Assignment.objects.filter(state__in=BOUND, shift__starts_at__lte=at + SOON, shift__ends_at__gt=at)
    managed = soon.filter(shift__order__workplace__in=Login.objects.in_use().values("workplace_id"))
    lent = LoginLease.objects.alive().values("assignment_id")
    return {
        "cases": Ticket.objects.waiting().count(),
        "incidents": Incident.objects.waiting().count(),
        "accounts": managed.exclude(pk__in=lent).count(),
        "unconfirmed": soon.filter(shift__starts_at__gt=at, attendance__state=AttendanceState.EXPECTED).count(),
        "here": Attendance.objects.filter(state__in=HERE).count(),
    }
