"""From facts to webhooks: what one client may know of each, and nothing else: refs, aliases, work facts.

Each handler may run twice; the same fact is announced once.
"""

from typing import Any

from talentpool.agents.models import Alias
from talentpool.messaging.actions import announce
from tasks.attendance.models import Attendance
from tasks.billing.models import Invoice
from tasks.dispatch.models import Assignment, Seat
from tasks.orders.models import Order, Shift

Payload = dict[str, Any]


def _order(payload: Payload, topic: str) -> None:
    order = Order.objects.select_related("client").filter(ref=payload["order"]).first()
    if order is not None:
        facts = {"order": order.ref, "number": order.number, "state": order.state, "seats": order.seats_asked}
        announce(client=order.client, topic=topic, fact=str(order.ref), **facts)


def on_order_submitted(payload: Payload) -> None:
    _order(payload, "order.submitted")


def on_order_cancelled(payload: Payload) -> None:
    _order(payload, "order.cancelled")


def on_order_done(payload: Payload) -> None:
    _order(payload, "order.done")


def on_seat_claimed(payload: Payload) -> None:
    """A seat was taken: when it was the shift's last, the client hears of it."""
    assignment = Assignment.objects.select_related("shift__order__client").filter(ref=payload["assignment"]).first()
    if assignment is None or Seat.objects.filter(shift=assignment.shift, holder__isnull=True).exists():
        return
    shift = assignment.shift
    announce(client=shift.order.client, topic="shift.filled", fact=f"{shift.ref}:{shift.seats_asked}", **_shift(shift))


def on_shift_cancelled(payload: Payload) -> None:
    shift = _found(payload)
    if shift is not None:
        announce(client=shift.order.client, topic="shift.cancelled", fact=str(shift.ref), **_shift(shift))


def on_shift_scaled(payload: Payload) -> None:
    shift = _found(payload)
    if shift is not None:
        fact = f"{shift.ref}:{payload.get('at', '')}"
        announce(client=shift.order.client, topic="shift.scaled", fact=fact[:80], **_shift(shift))


def _found(payload: Payload) -> Shift | None:
    return Shift.objects.select_related("order__client").filter(ref=payload["shift"]).first()


def _shift(shift: Shift) -> Payload:
    return {
        "order": shift.order.ref,
        "shift": shift.ref,
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "seats": shift.seats_asked,
    }


def on_attendance_no_show(payload: Payload) -> None:
    """Who did not come, by the only name this client has for her."""
    days = Attendance.objects.select_related("assignment__shift__order__client")
    day = days.filter(ref=payload["attendance"]).first()
    if day is None:
        return
    shift = day.assignment.shift
    alias = Alias.objects.filter(agent_id=day.assignment.agent_id, client_id=shift.order.client_id).first()
    facts = {**_shift(shift), "alias": alias.name if alias else ""}
    announce(client=shift.order.client, topic="attendance.no_show", fact=str(day.ref), **facts)


def on_invoice_sent(payload: Payload) -> None:
    invoice = Invoice.objects.select_related("client").filter(ref=payload["invoice"]).first()
    if invoice is not None:
        facts = {"invoice": invoice.ref, "number": invoice.number, "month": invoice.month.isoformat()}
        announce(client=invoice.client, topic="invoice.sent", fact=str(invoice.ref), **facts)
