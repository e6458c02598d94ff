"""One tap: a seat is taken, a draw is entered, a yes is taken back, a no is said."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from psycopg import errors as pg

from accounts.models import User
from talentpool.agents.models import Commitment, Load
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake_soon
from talentpool.messaging.actions import publish, tell
from tasks.dispatch import ledger, rules
from tasks.dispatch.claim_call import claim_seat
from tasks.dispatch.errors import REFUSALS, NotYours, Overlap, ShiftFull, TryAgain, UndoOver
from tasks.dispatch.models import Assignment, DispatchPolicy, Offer, Seat
from tasks.dispatch.states import ASSIGNMENT, OFFER, AssignmentState, OfferState

_ATTEMPTS = 5
_DRAIN = "talentpool.messaging.jobs.drain"


@dataclass(frozen=True)
class Answered:
    """What a tap did. ``assignment``: the ref of the seat taken; None when she entered a draw instead.

    again: a second tap, another phone or a retry found it already done.
    """

    offer: Offer
    assignment: UUID | None
    at: datetime
    again: bool = False


def accept_offer(*, offer: Offer, by: User, at: datetime | None = None) -> Answered:
    """Say yes: take a seat at once, or enter the draw while its window is open.

    Raises a ClaimRefused: ShiftFull, Overlap, OfferExpired, ... Nothing has changed then. ``at`` is for jobs and tests.
    """
    moment = at or now()
    if offer.lottery_until is not None and moment < offer.lottery_until:
        return enter_draw(offer=offer, by=by, at=moment)
    return claim_or_take_over(offer=offer, by=by, at=moment)


def claim_or_take_over(*, offer: Offer, by: User, at: datetime) -> Answered:
    """Take a free seat, or that of somebody who seeks a stand-in; her liability ends with it.

    Who comes too late has said yes all the same: the ledger counts it before ShiftFull is raised.
    """
    if offer.is_swap:
        return _swap(offer=offer, by=by, at=at)
    try:
        return claim(offer=offer, by=by, at=at)
    except ShiftFull:
        seeking = Assignment.objects.filter(shift_id=offer.shift_id, state=AssignmentState.SEEKING)
        taken = _take_over(seeking.exclude(agent_id=offer.agent_id), offer=offer, by=by, at=at)
        if taken is None:
            ledger.answer(offer=offer, yes=True, at=at)
            raise
        return taken


def _swap(*, offer: Offer, by: User, at: datetime) -> Answered:
    """Take over the seat of the colleague who asked, and no other. Raises OfferGone where she no longer seeks."""
    if offer.state == OfferState.ACCEPTED:
        return claim(offer=offer, by=by, at=at)
    seeking = Assignment.objects.filter(swaps__offer=offer, state=AssignmentState.SEEKING)
    taken = _take_over(seeking, offer=offer, by=by, at=at)
    if taken is None:
        raise REFUSALS["wrong_state"]
    return taken


@transaction.atomic
def _take_over(seeking: "QuerySet[Assignment]", *, offer: Offer, by: User, at: datetime) -> Answered | None:
    """Free the seat of the one who has sought longest and claim it, both or neither."""
    rows = seeking.select_for_update(skip_locked=True, of=("self",)).select_related("agent__user", "shift")
    leaving = rows.order_by("pk").first()
    if leaving is None:
        return None
    free_seat(assignment=leaving, state=AssignmentState.REPLACED, at=at)
    taken = claim(offer=offer, by=by, at=at)
    Assignment.objects.filter(offer=offer, state=AssignmentState.HELD).update(replaces=leaving)
    end_swaps(assignment=leaving)
    publish(topic="assignment.released", assignment=leaving.ref)
    tell(
        user=leaving.agent.user,
        topic="swap.taken",
        params={"at": leaving.shift.starts_at},
        link=f"/agent/assignments/{leaving.ref}/",
        dedupe=f"swap.taken:{leaving.ref}",
    )
    return taken


def end_swaps(*, assignment: Assignment) -> int:
    """Take back what colleagues were asked: somebody took the shift, or its holder keeps it."""
    asked = Offer.objects.filter(swap__assignment=assignment, state=OfferState.OFFERED)
    return asked.update(state=OfferState.WITHDRAWN)


def claim(*, offer: Offer, by: User, at: datetime, options: tuple[str, ...] = ()) -> Answered:
    """Take a seat through ``claim_seat``; in a transaction of its own unless the caller has one."""
    code, assignment = _claim(offer=offer, by=by, at=at, options=options)
    if code not in ("ok", "already"):
        raise REFUSALS[code]
    wake_soon(_DRAIN)
    return Answered(offer=offer, assignment=assignment, at=at, again=code == "already")


def _claim(*, offer: Offer, by: User, at: datetime, options: tuple[str, ...]) -> tuple[str, UUID | None]:
    """Call the function; a deadlock or a serialisation failure is tried again, unseen by the person."""
    parameters = (offer.pk, offer.agent_id, at, by.pk, options)
    for _attempt in range(_ATTEMPTS):
        try:
            if not connection.in_atomic_block:  # one statement is one transaction: BEGIN and COMMIT cost two trips
                return claim_seat(*parameters)
            with transaction.atomic():
                return claim_seat(*parameters)
        except (pg.DeadlockDetected, pg.SerializationFailure):
            continue
        except pg.ExclusionViolation as error:
            raise Overlap from error
    raise TryAgain


@transaction.atomic
def enter_draw(*, offer: Offer, by: User, at: datetime) -> Answered:
    """Say yes while the lottery window is open; the draw at its end decides. Entering twice is entering once."""
    if by.pk != offer.agent.user_id:
        raise NotYours
    if offer.state == OfferState.ENTERED:
        return Answered(offer=offer, assignment=None, at=at, again=True)
    if at >= offer.deadline:
        raise REFUSALS["expired"]
    OFFER.move(offer, OfferState.ENTERED, entered_at=at, answered_at=at)
    ledger.answer(offer=offer, yes=True, at=at)
    return Answered(offer=offer, assignment=None, at=at)


@transaction.atomic
def decline_offer(*, offer: Offer, by: User) -> Offer:
    """Say no. It never lowers a rank and never counts against anybody."""
    if by.pk != offer.agent.user_id:
        raise NotYours
    if offer.state == OfferState.DECLINED:
        return offer
    moment = now()
    OFFER.move(offer, OfferState.DECLINED, answered_at=moment)
    ledger.answer(offer=offer, yes=False, at=moment)
    return offer


@transaction.atomic
def undo_acceptance(*, assignment: Assignment, by: User) -> Assignment:
    """Take a yes back, free of any consequence, within the first minutes; the seat is offered on. Twice is once.

    An undone yes counts as a no in the ledger. Raises UndoOver.
    """
    if by.pk != assignment.agent.user_id:
        raise NotYours
    moment = now()
    Load.objects.select_for_update().get_or_create(pk=assignment.agent_id)
    assignment.refresh_from_db(fields=["state"])
    if assignment.state == AssignmentState.UNDONE:
        return assignment
    policy = DispatchPolicy.current()
    if not rules.undo_is_free(accepted_at=assignment.accepted_at, at=moment, minutes=policy.undo_minutes):
        raise UndoOver(minutes=policy.undo_minutes)
    free_seat(assignment=assignment, state=AssignmentState.UNDONE, at=moment)
    if assignment.offer is not None:
        Offer.objects.filter(pk=assignment.offer.pk).update(answered_at=moment)
        ledger.answer(offer=assignment.offer, yes=False, at=moment)
    publish(topic="seat.undone", assignment=assignment.ref)
    return assignment


def free_seat(*, assignment: Assignment, state: AssignmentState, at: datetime) -> None:
    """End an assignment as ``state``: its seat is free again and the agent's time her own. Freeing needs no lock.

    Its offer is no longer the accepted one, so that she can be asked for the shift again, or stand by for it.
    """
    ASSIGNMENT.move(assignment, state, ended_at=at)
    ended = OfferState.UNDONE if state == AssignmentState.UNDONE else OfferState.ENDED
    Offer.objects.filter(assignments=assignment, state=OfferState.ACCEPTED).update(state=ended)
    Commitment.objects.filter(agent_id=assignment.agent_id, source=assignment.ref).delete()
    Seat.objects.filter(pk=assignment.seat_id, holder_id=assignment.agent_id).update(holder=None)
