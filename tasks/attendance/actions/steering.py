"""What a dispatcher does about a gap with one tap; each step keeps what she was shown it would do."""

from typing import Any

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.money import Money
from talentpool.messaging.actions import tell
from tasks.attendance.errors import NobodyWaits, NoMarginLeft
from tasks.attendance.models import AttendancePolicy, Intervention
from tasks.attendance.states import AttendanceState, StepKind
from tasks.dispatch.actions import ask_more, call_standby
from tasks.dispatch.coverage import uncovered
from tasks.dispatch.errors import NothingToAsk
from tasks.dispatch.models import BOUND, OPEN_OFFERS, Assignment, Offer, Wave
from tasks.orders.actions import raise_pay
from tasks.orders.models import Order, Shift


def _keep(
    order: Order, kind: StepKind, by: User, expected: dict[str, Any], *, minor: int = 0, wave: Wave | None = None
) -> Intervention:
    return Intervention.objects.create(
        order=order, kind=kind, by=by, at=now(), expected=expected, minor=minor, wave=wave
    )


@transaction.atomic
def send_another_wave(*, order: Order, by: User, expected: dict[str, Any]) -> Intervention:
    """Ask more people at once. Raises PlanMissing, NothingToAsk."""
    return _keep(order, StepKind.WAVE, by, expected, wave=ask_more(order=order, by=by))


@transaction.atomic
def call_hubs(*, order: Order, by: User, expected: dict[str, Any]) -> Intervention:
    """Ask the people who have a place in a hub, and only them. Raises PlanMissing, NothingToAsk."""
    return _keep(order, StepKind.HUB, by, expected, wave=ask_more(order=order, by=by, only_hubs=True))


@transaction.atomic
def call_standbys(*, order: Order, by: User, expected: dict[str, Any]) -> Intervention:
    """Call who stands by for the uncovered shifts of an order, the first in order first. Raises NobodyWaits."""
    called = [one for shift, _seats in uncovered(order=order, at=now()) for one in call_standby(shift=shift)]
    if not called:
        raise NobodyWaits
    return _keep(order, StepKind.STANDBY, by, expected)


@transaction.atomic
def raise_bonus(*, order: Order, by: User, expected: dict[str, Any]) -> Intervention:
    """One step more pay an hour for every uncovered shift, and another wave with it: for who is asked, and for who has
    said yes already.

    Pay is the shift's and never a person's, so a raise is everybody's on that shift who has not been paid for it yet: the
    statement is written from the assignment's pay at check-out, so that what was promised is only ever raised, and told.
    It comes out of the margin: raises NoMarginLeft above what the client pays, NothingToAsk when every seat is covered.
    """
    step = AttendancePolicy.current().bonus_step_minor
    shifts = [shift for shift, _seats in uncovered(order=order, at=now())]
    if not shifts:
        raise NothingToAsk
    if any(shift.pay_minor + step > shift.price_minor for shift in shifts):
        raise NoMarginLeft
    for shift in raise_pay(shifts=shifts, minor=step, by=by):
        # Offers first: a claim under way holds its offer's row, and what it books is seen by the second statement.
        asked = Offer.objects.filter(shift=shift, state__in=OPEN_OFFERS)
        asked.update(pay_minor=shift.pay_minor)
        for offer in asked.filter(deadline__gt=now()).select_related("agent__user"):
            _tell_of_raise("attendance.pay_raised", offer, shift, order, link=f"/agent/offers/{offer.ref}/")
        unpaid = Assignment.objects.filter(shift=shift, state__in=BOUND)
        unpaid = unpaid.exclude(attendance__state=AttendanceState.CHECKED_OUT)
        for held in unpaid.select_related("agent__user"):
            _tell_of_raise("attendance.your_pay_raised", held, shift, order, link=f"/agent/assignments/{held.ref}/")
        unpaid.update(pay_minor=shift.pay_minor)
    return _keep(order, StepKind.BONUS, by, expected, minor=step, wave=ask_more(order=order, by=by))


def _tell_of_raise(topic: str, whose: Offer | Assignment, shift: Shift, order: Order, *, link: str) -> None:
    tell(
        user=whose.agent.user,
        topic=topic,
        params={
            "client": order.client.name,
            "at": shift.starts_at,
            "pay": Money(shift.pay_minor, shift.currency),
        },
        link=link,
        dedupe=f"raised:{whose.ref}:{shift.pay_minor}",
    )
