"""More or fewer seats on a shift that is open or running, with what it costs said before."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from talentpool.activation.task_rate import TaskRate, rate_demand
from talentpool.kernel.clock import now
from talentpool.messaging.actions import publish
from tasks.dispatch.actions.planning import plan_wave
from tasks.dispatch.models import FillPlan, Seat
from tasks.dispatch.states import PlanState, WaveCause
from tasks.orders.demand import demand_of
from tasks.orders.errors import NotScalable
from tasks.orders.models import Shift
from tasks.orders.rules import total_minor
from tasks.orders.states import ShiftState

SEATS_MORE_AT_MOST = 500
LEAST_LEFT = timedelta(minutes=30)  # with less of a shift left nobody is asked any more


@dataclass(frozen=True)
class Scaling:
    """What another number of seats means. price_minor: more (+) or less (−) for what is left of the shift."""

    seats: int
    before: int
    least: int
    most: int
    price_minor: int
    minutes: int
    rate: TaskRate | None


def what_if(*, shift: Shift, seats: int, at: datetime) -> Scaling:
    """The consequence of ``seats`` seats, nothing changed yet. rate: of the added seats; None where fewer are asked."""
    taken = Seat.objects.filter(shift=shift, holder__isnull=False).count()
    minutes = max(0, int((shift.ends_at - max(at, shift.starts_at)).total_seconds() // 60))
    more = seats - shift.seats_asked
    price = total_minor(shift.price_minor, minutes=minutes, seats=abs(more)) * (1 if more > 0 else -1)
    rate = None
    if more > 0:
        asked = Shift(
            ref=shift.ref, starts_at=max(at, shift.starts_at), ends_at=shift.ends_at, seats_asked=more,
            pay_minor=shift.pay_minor,
        )  # fmt: skip
        rate = rate_demand(demand_of(shift.order, [asked]), at=at)
    return Scaling(
        seats, shift.seats_asked, max(1, taken), shift.seats_asked + SEATS_MORE_AT_MOST, price, minutes, rate
    )


@transaction.atomic
def scale_shift(*, shift: Shift, seats: int, by: User) -> Shift:
    """Set the seats of a shift: new ones are asked for at once, free ones go; who holds one keeps it.

    Raises NotScalable below the seats taken, far above what is asked, or where too little of the shift is left.
    """
    at = now()
    locked = Shift.objects.select_for_update(of=("self",)).select_related("order").get(pk=shift.pk)
    # In the order in which claims wait for seats: the other way round, the two wait for each other in a circle.
    holders = list(Seat.objects.select_for_update().filter(shift=locked).order_by("number"))[::-1]
    taken = sum(seat.holder_id is not None for seat in holders)
    most = locked.seats_asked + SEATS_MORE_AT_MOST
    is_open = locked.state in (ShiftState.OPEN, ShiftState.STARTED) and locked.ends_at - at >= LEAST_LEFT
    if not is_open or not max(1, taken) <= seats <= most or seats == locked.seats_asked:
        raise NotScalable(least=max(1, taken), most=most)
    if seats > locked.seats_asked:
        _add(locked, holders, seats - locked.seats_asked, at, by)
    else:
        _drop(holders, locked.seats_asked - seats)
    locked.seats_asked = seats
    locked.save(update_fields=["seats_asked"])
    publish(topic="shift.scaled", shift=locked.ref, at=at.isoformat())
    return locked


def _add(shift: Shift, seats: list[Seat], more: int, at: datetime, by: User) -> None:
    last = max((seat.number for seat in seats), default=0)
    Seat.objects.bulk_create([Seat(shift=shift, number=last + place) for place in range(1, more + 1)])
    plan = FillPlan.objects.filter(order_id=shift.order_id, state=PlanState.CONFIRMED).first()
    if plan is not None:
        plan_wave(plan=plan, at=at, cause=WaveCause.EXTRA, shift=shift, by=by)


def _drop(seats: list[Seat], fewer: int) -> None:
    """Free seats that were never held go; one with a history stays as a row and is closed by being the last asked."""
    free = [seat for seat in seats if seat.holder_id is None]
    spare = [seat.pk for seat in free if not seat.assignments.exists()][:fewer]
    if len(spare) < fewer:
        raise NotScalable(least=len(seats) - len(spare), most=len(seats))
    Seat.objects.filter(pk__in=spare).delete()
