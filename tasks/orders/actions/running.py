"""The life of an order after its submission."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from talentpool.activation.actions import release_hold
from talentpool.messaging.actions import publish
from tasks.orders.models import Order, Shift
from tasks.orders.states import ORDER, SHIFT, OrderState, ShiftState


@transaction.atomic
def start_staffing(*, order: Order, by: User | None) -> Order:
    """The fill plan is confirmed: the shifts open."""
    ORDER.move(order, OrderState.STAFFING)
    order.shifts.filter(state__in=SHIFT.sources(ShiftState.OPEN)).update(state=ShiftState.OPEN)
    return order


@transaction.atomic
def run_order(*, order: Order) -> Order:
    """Its first shift has begun."""
    ORDER.move(order, OrderState.RUNNING)
    return order


@transaction.atomic
def finish_order(*, order: Order, by: User | None = None) -> Order:
    """Its last shift has ended; capacity still held is free again."""
    ORDER.move(order, OrderState.DONE)
    release_hold(owner=order.ref, by=by)
    publish(topic="order.done", order=order.ref)
    return order


@transaction.atomic
def cancel_order(*, order: Order, by: User, reason: str) -> Order:
    """Cancel what has not begun: shifts, held capacity, the order. Who was booked is told, and paid as agreed."""
    ORDER.move(order, OrderState.CANCELLED, cancel_reason=reason.strip()[:500])
    for shift in order.shifts.filter(state__in=SHIFT.sources(ShiftState.CANCELLED)):
        cancel_shift(shift=shift, by=by)
    release_hold(owner=order.ref, by=by)
    publish(topic="order.cancelled", order=order.ref)
    return order


@transaction.atomic
def cancel_shift(*, shift: Shift, by: User) -> Shift:
    """Cancel one shift that has not begun."""
    SHIFT.move(shift, ShiftState.CANCELLED)
    publish(topic="shift.cancelled", shift=str(shift.ref))
    return shift


@transaction.atomic
def raise_pay(*, shifts: Iterable[Shift], minor: int, by: User) -> list[Shift]:
    """``minor`` more an hour on these shifts, out of the margin: the client's price stays."""
    raised = list(Shift.objects.select_for_update().filter(pk__in=[one.pk for one in shifts]).order_by("pk"))
    for shift in raised:
        shift.pay_minor += minor
        shift.save(update_fields=["pay_minor"])
    return raised
