"""An order as ``Demand``, the plain value that activation and dispatch understand."""

from collections.abc import Iterable

from talentpool.activation.demand import Demand, Slot
from tasks.orders.models import Order, Shift
from tasks.orders.states import ShiftState

LANGUAGE_LEVEL = 3


def demand_of(order: Order, shifts: Iterable[Shift] | None = None, *, bonus_minor: int = 0) -> Demand:
    """What the order asks of the pool. Slots carry the shift's ``ref``; the order's own hold does not count.

    shifts: those meant, all that are not cancelled if not given. bonus_minor: an hour on top, to try it out.
    """
    if order.skill is None or order.language is None:
        raise ValueError("an order without skill or language asks for nobody")
    chosen = shifts if shifts is not None else order.shifts.exclude(state=ShiftState.CANCELLED)
    return Demand(
        skill_id=order.skill.pk,
        channel=order.channel,
        language=order.language.code,
        slots=tuple(
            Slot(
                starts_at=shift.starts_at,
                ends_at=shift.ends_at,
                seats=shift.seats_asked,
                pay_minor=shift.pay_minor + bonus_minor,
                ref=str(shift.ref),
                channels=tuple(shift.channels),
            )
            for shift in chosen
        ),
        client_id=order.client_id,
        kind=order.kind,
        language_level=LANGUAGE_LEVEL,
        hub_required=order.hub_required,
        demanding=order.skill.demanding,
        exclude_holds_of=str(order.ref),
        certificates=tuple(order.certificates.order_by("pk").values_list("pk", flat=True)),
    )
