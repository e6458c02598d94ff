"""A seat comes back: released, looked after by a stand-in, missed, or cancelled by the client."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake
from talentpool.messaging.actions import publish, tell
from tasks.dispatch import rules
from tasks.dispatch.actions.claiming import end_swaps, free_seat
from tasks.dispatch.actions.waves import withdraw_offers
from tasks.dispatch.errors import NotReleasable, NotYours
from tasks.dispatch.models import BOUND, Assignment, DispatchPolicy
from tasks.dispatch.states import ASSIGNMENT, AssignmentState
from tasks.orders.models import Shift

REFILL = "tasks.dispatch.jobs.refill"


def consequence_of(*, assignment: Assignment, at: datetime) -> rules.ReleaseConsequence:
    """What giving this seat back would mean now; shown before anything is done."""
    hours = DispatchPolicy.current().release_free_hours
    return rules.release_consequence(starts_at=assignment.shift.starts_at, at=at, free_hours=hours)


@transaction.atomic
def release_seat(*, assignment: Assignment, by: User, at: datetime | None = None) -> Assignment:
    """Give a seat back. Early enough it is over at once; later she holds it until a stand-in steps in.

    Either way a replacement is looked for. Twice is once. Raises NotReleasable after the shift.
    """
    if by.pk != assignment.agent.user_id:
        raise NotYours
    moment = at or now()
    if assignment.state in (AssignmentState.SEEKING, AssignmentState.RELEASED):
        return assignment
    if assignment.state != AssignmentState.HELD or moment >= assignment.shift.ends_at:
        raise NotReleasable
    if consequence_of(assignment=assignment, at=moment).free:
        free_seat(assignment=assignment, state=AssignmentState.RELEASED, at=moment)
        publish(topic="assignment.released", assignment=assignment.ref)
    else:
        ASSIGNMENT.move(assignment, AssignmentState.SEEKING)
    wake(REFILL, shift=str(assignment.shift.ref))
    return assignment


@transaction.atomic
def seek_stand_in(*, assignment: Assignment) -> Assignment:
    """She did not come: the seat counts as uncovered and the search begins; she may still arrive first."""
    if assignment.state == AssignmentState.HELD:
        ASSIGNMENT.move(assignment, AssignmentState.SEEKING)
        wake(REFILL, shift=str(assignment.shift.ref))
    return assignment


@transaction.atomic
def keep_seat(*, assignment: Assignment) -> Assignment:
    """She came after all, or changed her mind before anybody stepped in: the seat is covered again."""
    if assignment.state == AssignmentState.SEEKING:
        ASSIGNMENT.move(assignment, AssignmentState.HELD)
        end_swaps(assignment=assignment)
    return assignment


@transaction.atomic
def end_shift_bookings(*, shift: Shift) -> int:
    """The client cancelled a shift: offers are withdrawn, and everybody booked is free, told and paid as agreed."""
    withdraw_offers(shift=shift)
    moment = now()
    booked = Assignment.objects.filter(shift=shift, state__in=BOUND).select_related("agent__user")
    for assignment in booked.order_by("pk"):
        free_seat(assignment=assignment, state=AssignmentState.CANCELLED, at=moment)
        publish(topic="assignment.cancelled", assignment=assignment.ref)
        tell(
            user=assignment.agent.user,
            topic="shift.cancelled",
            params={"client": shift.order.client.name, "at": shift.starts_at},
            link=f"/agent/assignments/{assignment.ref}/",
            dedupe=f"cancelled:{assignment.ref}",
            urgent=True,
        )
    return len(booked)
