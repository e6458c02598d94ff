"""A client's complaint about a shift: it reaches a person and the agent, who is heard before anything is decided."""

from django.db import transaction
from django.urls import reverse

from accounts.actions import reason as spoken
from accounts.actions import record_decision
from accounts.models import User
from talentpool.growth.actions import record
from talentpool.growth.models import Entry
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.messaging.actions import announce, tell
from tasks.attendance.errors import NotHeardYet, NothingTold, NotYourDay, OwnComplaint
from tasks.attendance.models import Complaint
from tasks.dispatch.models import Assignment
from tasks.orders.models import WorkReview
from tasks.orders.states import HoursState

LONGEST = 2000
RULES = "complaints/1"


@transaction.atomic
def open_complaint(*, review: WorkReview) -> Complaint | None:
    """What a review complains of, once; later words of the client replace those nobody has decided about yet."""
    assignment = Assignment.objects.select_for_update(of=("self",)).select_related("agent__user", "shift").filter(
        ref=review.assignment
    ).first()  # fmt: skip
    disputed = review.hours == HoursState.DISPUTED
    if assignment is None or not (review.complaint or disputed):
        return None
    waiting = Complaint.objects.filter(assignment=assignment).waiting().first()
    one = waiting or Complaint(assignment=assignment, raised_by=review.by, raised_at=now())
    one.about_hours, one.told = disputed, (review.complaint or review.note)[:LONGEST]
    one.save()
    tell(
        user=assignment.agent.user,
        topic="attendance.complaint",
        params={"at": assignment.shift.starts_at, "client": assignment.shift.order.client.name},
        link=reverse("agent:complaint_detail", kwargs={"ref": one.ref}),
        dedupe=f"complaint:{one.ref}",
    )
    return one


@transaction.atomic
def hear_agent(*, complaint: Complaint, words: str, by: User) -> Complaint:
    """What she says to it; until it is decided she may say it better. Raises NotYourDay, NothingTold."""
    one = Complaint.objects.select_for_update(of=("self",)).select_related("assignment__agent").get(pk=complaint.pk)
    if one.assignment.agent.user_id != by.pk or one.settled_at:
        raise NotYourDay
    if not words.strip():
        raise NothingTold
    one.heard, one.heard_at = words.strip()[:LONGEST], now()
    one.save(update_fields=["heard_sealed", "heard_at"])
    return one


@transaction.atomic
def settle_complaint(*, complaint: Complaint, founded: bool, answer: str, by: User) -> Complaint:
    """A person decides, with an answer that client and agent read. Twice is once.

    Nothing follows by itself: hours change by a correction, a block is the client's own. Raises NotHeardYet,
    OwnComplaint, NothingTold.
    """
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("assignment__agent__user")
    one = rows.get(pk=complaint.pk)
    if one.settled_at:
        return one
    if by.pk in (one.raised_by_id, one.assignment.agent.user_id):
        raise OwnComplaint
    if one.may_be_settled_from > now():
        raise NotHeardYet(until=one.may_be_settled_from)
    if not answer.strip():
        raise NothingTold
    one.founded, one.answer = founded, answer.strip()[:LONGEST]
    one.settled_by, one.settled_at = by, now()
    one.save(update_fields=["founded", "answer_sealed", "settled_by", "settled_at"])
    _say_so(one)
    return one


def _say_so(one: Complaint) -> None:
    """A record she can read, a message to her, and the client's webhook: never who decided."""
    subject, shift = one.assignment.agent.user, one.assignment.shift
    record_decision(
        subject=subject,
        kind="complaint",
        outcome="founded" if one.founded else "unfounded",
        rule_version=RULES,
        reasons=[spoken("written", one.answer)],
        inputs={"order": shift.order.number, "heard": bool(one.heard_at)},
        about=one.ref,
        by=one.settled_by,
    )
    link = reverse("agent:complaint_detail", kwargs={"ref": one.ref})
    tell(user=subject, topic="attendance.complaint_settled", params={"at": shift.starts_at}, link=link,
         dedupe=f"complaint-settled:{one.ref}")  # fmt: skip
    facts = {"complaint": one.ref, "order": shift.order.ref, "founded": bool(one.founded)}
    announce(client=shift.order.client, topic="complaint.answered", fact=str(one.ref), **facts)


@transaction.atomic
def log_feedback(*, review: WorkReview) -> Entry | None:
    """The client's stars into her growth log; other stars later are a correction, as everything there is."""
    held = Assignment.objects.select_related("agent__user", "shift").filter(ref=review.assignment).first()
    if held is None or review.rating is None:
        return None
    payload = {"stars": review.rating, "order": held.shift.order.number}
    subject, at = held.agent.user, review.at
    first = record(subject=subject, kind=EntryKind.FEEDBACK, source=review.ref, occurred_at=at, payload=payload)
    last = Entry.objects.filter(corrects=first).order_by("-id").first() or first
    if last.payload["stars"] == review.rating:
        return last
    kind = EntryKind.CORRECTION
    return record(subject=subject, kind=kind, source=last.ref, occurred_at=at, payload=payload, corrects=first)
