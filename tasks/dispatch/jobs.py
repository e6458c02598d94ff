"""What happens by itself in dispatch. Every job takes refs or nothing, may run twice, and a sweep finds its rows."""

from typing import Any

from celery import shared_task
from django.db.models import Exists, OuterRef, Q

from talentpool.kernel.clock import now
from talentpool.kernel.sweeps import for_each
from tasks.dispatch import actions
from tasks.dispatch.coverage import full_for_good, uncovered, with_covered
from tasks.dispatch.models import Assignment, FillPlan, Standby, Wave
from tasks.dispatch.states import AssignmentState, OfferState, PlanState, StandbyState, WaveCause, WaveState
from tasks.orders.models import Order, Shift
from tasks.orders.states import ShiftState

EVERY = {
    "tasks.dispatch.jobs.send_due_waves": 15.0,
    "tasks.dispatch.jobs.draw_due_waves": 15.0,
    "tasks.dispatch.jobs.close_due_waves": 30.0,
    "tasks.dispatch.jobs.pass_on_due": 15.0,
    "tasks.dispatch.jobs.propose_missing_plans": 60.0,
    "tasks.dispatch.jobs.refill_lost": 30.0,
    "tasks.dispatch.jobs.withdraw_filled": 60.0,
    "tasks.dispatch.jobs.finish_plans": 300.0,
}
MOST = 50


@shared_task(name="tasks.dispatch.jobs.send_due_waves")
def send_due_waves() -> int:
    """Waves whose hour has come."""
    due = Wave.objects.filter(state=WaveState.PLANNED, sends_at__lte=now(), plan__state="confirmed")
    waves = due.select_related("plan__order__client", "shift").order_by("sends_at")[:MOST]
    return for_each(waves, lambda wave: actions.send_wave(wave=wave))


@shared_task(name="tasks.dispatch.jobs.draw_due_waves")
def draw_due_waves() -> int:
    """Lotteries whose window is over."""
    due = Wave.objects.filter(state=WaveState.LOTTERY, lottery_until__lte=now()).order_by("lottery_until")[:MOST]
    return for_each(due, lambda wave: actions.draw_wave(wave=wave))


@shared_task(name="tasks.dispatch.jobs.close_due_waves")
def close_due_waves() -> int:
    """Waves past their deadline."""
    due = Wave.objects.filter(state=WaveState.INSTANT, deadline__lte=now()).order_by("deadline")[:MOST]
    return for_each(due, lambda wave: actions.close_wave(wave=wave))


@shared_task(name="tasks.dispatch.jobs.pass_on_due")
def pass_on_due() -> int:
    """Standby calls nobody answered in time."""
    due = Standby.objects.filter(state=StandbyState.CALLED, answer_by__lt=now()).select_related("shift__order")
    return for_each(due.order_by("answer_by")[:MOST], lambda one: actions.pass_on(standby=one))


@shared_task(name="tasks.dispatch.jobs.propose_missing_plans")
def propose_missing_plans() -> int:
    """Submitted orders without a proposal."""
    orders = Order.objects.filter(state="submitted", fill_plan__isnull=True, skill__isnull=False)
    return for_each(orders.order_by("submitted_at")[:MOST], lambda order: actions.propose_plan(order=order))


@shared_task(name="tasks.dispatch.jobs.refill")
def refill(shift: str) -> None:
    """A shift lost somebody: standby first, then a wave of its own for what is still uncovered."""
    found = Shift.objects.select_related("order__client").get(ref=shift)
    called = actions.call_standby(shift=found)
    open_seats = sum(seats for _one, seats in uncovered(order=found.order, at=now(), shift=found))
    if open_seats > len(called):
        actions.replace_people(shift=found, at=now())


@shared_task(name="tasks.dispatch.jobs.refill_lost")
def refill_lost() -> int:
    """Shifts that lost somebody and whose search the broker never heard of: somebody seeks a stand-in and nobody was asked,
    or a seat is free while people stand by for it."""
    searching = Wave.objects.filter(cause=WaveCause.REPLACEMENT).exclude(state=WaveState.CLOSED)
    waiting = Standby.objects.filter(shift=OuterRef("pk"), state=StandbyState.WAITING)
    seeking = Assignment.objects.filter(shift=OuterRef("pk"), state=AssignmentState.SEEKING)
    live = Shift.objects.filter(state__in=[ShiftState.OPEN, ShiftState.STARTED], ends_at__gt=now())
    lost = with_covered(live).filter(Exists(waiting) | Exists(seeking) & ~Q(pk__in=searching.values("shift_id")))
    refs = lost.exclude(standbys__state=StandbyState.CALLED).order_by("starts_at")
    due = list(refs.values_list("ref", flat=True)[:MOST])
    return for_each(due, lambda ref: refill(shift=str(ref)))


@shared_task(name="tasks.dispatch.jobs.withdraw_filled")
def withdraw_filled() -> int:
    """Offers of full shifts, once nobody can take a yes back for nothing any more."""
    return for_each(full_for_good(now())[:MOST], _withdraw)


def _withdraw(shift: Shift) -> None:
    actions.withdraw_offers(shift=shift, states=[OfferState.OFFERED])


@shared_task(name="tasks.dispatch.jobs.finish_plans")
def finish_plans() -> int:
    """Plans whose last shift is over."""
    ahead = Shift.objects.filter(order=OuterRef("order"), ends_at__gt=now()).exclude(
        state__in=[ShiftState.ENDED, ShiftState.CANCELLED]
    )
    plans = FillPlan.objects.filter(~Exists(ahead), state=PlanState.CONFIRMED).select_related("order").order_by("pk")
    return for_each(plans[:MOST], lambda plan: actions.finish_plan(plan=plan))


def on_submitted(payload: dict[str, Any]) -> None:
    """order.submitted: propose its fill plan."""
    actions.propose_plan(order=Order.objects.get(ref=payload["order"]))


def on_undone(payload: dict[str, Any]) -> None:
    """seat.undone: the seat goes back to the wave, or to the next in the queue."""
    refill(shift=str(Assignment.objects.values_list("shift__ref", flat=True).get(ref=payload["assignment"])))


def on_cancelled(payload: dict[str, Any]) -> None:
    """shift.cancelled: nobody is booked or asked any more."""
    actions.end_shift_bookings(shift=Shift.objects.select_related("order__client").get(ref=payload["shift"]))
