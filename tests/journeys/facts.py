"""What is so in the product's database: looked up, never changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum

from talentpool.activation.acceptance import in_use
from talentpool.activation.actions import refresh_rates
from talentpool.activation.models import Approach, Drill, PingRecipient
from talentpool.activation.rates import readings
from talentpool.agents.models import Alias
from talentpool.kernel import clock
from talentpool.training.models import LessonProposal
from tasks.attendance.models import Attendance, AttendanceEvent
from tasks.billing.models import InvoiceLine, Posting, Statement
from tasks.dispatch.models import Assignment, FillPlan, Offer, Standby, Wave
from tasks.quality.models import Appeal, Inspection
from tests.journeys.scenery import BEIJING, until, wake


def _assignment(address: str) -> Assignment:
    """By the address of its page, or its ref."""
    ref = address.rstrip("/").split("/")[-1]
    return Assignment.objects.select_related("shift__order__client", "agent").get(ref=UUID(ref))


def _ask(what: str, about: dict[str, Any]) -> Callable[[], Any]:
    found: dict[str, Callable[[], Any]] = {
        "drill_done": lambda: not Drill.objects.filter(state="running").exists(),
        "plan_proposed": lambda: FillPlan.objects.filter(order__ref=about["order"]).exists(),
        "wave_sent": lambda: Offer.objects.filter(shift__order__ref=about["order"]).exists(),
        "draw_held": lambda: not Wave.objects.filter(plan__order__ref=about["order"], state="lottery").exists(),
        "standby_called": lambda: Standby.objects.filter(
            shift=_assignment(about["assignment"]).shift, state="called"
        ).exists(),
        "statement_written": lambda: Statement.objects.filter(assignment=_assignment(about["assignment"])).exists(),
        "lesson_proposed": lambda: LessonProposal.objects.filter(agent__is_demo=False).exists(),
        "model_newer": lambda: in_use().version > about["than"],
    }
    return found[what]


def is_true(*, what: str, **about: Any) -> None:
    """Wait until something that the product does by itself has happened."""
    until(_ask(what, about), what=what)


def job_is_done(*, job: str, what: str, **about: Any) -> None:
    """Send a periodic job now, as beat will anyway, and wait for its effect."""
    wake(job=job)
    until(_ask(what, about), what=f"{job}: {what}")


def shift_time(*, assignment: str, minutes: float, end: bool = False) -> str:
    """So many minutes after the start (or the end) of an assignment's shift."""
    shift = _assignment(assignment).shift
    return ((shift.ends_at if end else shift.starts_at) + timedelta(minutes=minutes)).isoformat()


def taps_counted(*, assignment: str) -> int:
    """How many check-ins of an assignment were counted."""
    return AttendanceEvent.objects.filter(attendance__assignment=_assignment(assignment), kind="checked_in").count()


def shift_of(*, assignment: str) -> dict[str, Any]:
    """The shift of an assignment: its ref and its seats."""
    shift = _assignment(assignment).shift
    return {"ref": str(shift.ref), "seats": shift.seats_asked}


def day_of(*, assignment: str) -> str:
    """The shift's day by its order's clock."""
    shift = _assignment(assignment).shift
    return str(shift.starts_at.astimezone(ZoneInfo(shift.order.timezone)).date())


def coming_day(*, weekday: int) -> str:
    """The date in Beijing of the first such weekday (Monday is 0) that is at least two days ahead."""
    clock.forget()
    first = (clock.now() + timedelta(days=2)).astimezone(BEIJING).date()
    return str(first + timedelta(days=(weekday - first.weekday()) % 7))


def alias_of(*, assignment: str) -> str:
    one = _assignment(assignment)
    return Alias.objects.get(agent=one.agent, client=one.shift.order.client).name


def offer_of(*, email: str, of_shift: str) -> str:
    """Her open offer for the shift of an assignment."""
    shift = _assignment(of_shift).shift
    return str(Offer.objects.get(agent__user__email=email, shift=shift, state__in=["offered", "not_drawn"]).ref)


def somebody_with_a_finding() -> dict[str, str]:
    """An agent of the demo, one of whose newest conversations broke a rule and was not judged yet: her log-in, its ref,
    the client."""
    rows = Inspection.objects.exclude(hits=[]).filter(agent__isnull=False, score__gt=0, under_appeal=False)
    rows = rows.exclude(alerts__owner__isnull=False)  # who decided about it is not asked again
    one = rows.select_related("agent__user", "client").order_by("-inspected_at", "pk")[0]
    assert one.agent is not None
    return {"email": one.agent.user.email, "ref": str(one.ref), "client": one.client.slug}


def appeal_of(*, inspection: str) -> str:
    """The open objection to a score."""
    return str(Appeal.objects.get(inspection__ref=UUID(inspection), state="open").ref)


def money(*, assignment: str) -> dict[str, Any]:
    """Minutes approved and invoiced for one shift, and what doesn't balance in the ledger."""
    one = _assignment(assignment)
    sums = Posting.objects.values("currency").annotate(total=Sum("minor"))
    return {
        "approved_minutes": Attendance.objects.get(assignment=one).approved_minutes,
        "invoiced_minutes": InvoiceLine.objects.get(assignment=one).minutes,
        "imbalance": {row["currency"]: row["total"] for row in sums if row["total"]},
    }


def drilled_agent(*, drill: str) -> str:
    """The mail address of somebody who was called in a drill and has not answered."""
    ref = UUID(drill.rstrip("/").split("/")[-1])
    rows = Approach.objects.filter(source=ref, answer="open", withdrawn=False).select_related("agent__user")
    return str(rows.order_by("agent_id")[0].agent.user.email)


def pinged_agent(*, ping: str) -> str:
    """The mail address of somebody a ping was sent to."""
    got = PingRecipient.objects.filter(ping__ref=UUID(ping.rstrip("/").split("/")[-1])).select_related("agent__user")
    return str(got.order_by("-agent_id")[0].agent.user.email)


def rates(*, segment: str) -> dict[str, float]:
    """A segment's two rates with their samples, and the version of the acceptance model."""
    clock.forget()
    at: datetime = clock.now()
    refresh_rates(at=at)
    one = next(reading for reading in readings(at=at) if reading.slug == segment)
    offered = one.offered.get(90)
    return {
        "platform": one.rate.value if one.rate else -1.0,
        "drilled": one.sample,
        "offered": offered.value if offered else -1.0,
        "offered_sample": offered.sample if offered else 0,
        "model": in_use().version,
    }
