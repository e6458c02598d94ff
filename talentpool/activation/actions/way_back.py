"""After a decision of the review: its effect, the way back in one lesson, the appeal to another person."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import reason as spoken
from accounts.actions import record_decision
from accounts.models import User
from talentpool.activation.errors import (
    AlreadyAppealed,
    AlreadyDecided,
    AppealClosed,
    ReasonMissing,
    SamePerson,
)
from talentpool.activation.models import ReviewAppeal, ReviewItem, Settings
from talentpool.activation.states import AppealAnswer, ReviewProposal
from talentpool.agents.actions import release, rest
from talentpool.agents.errors import OwnCase
from talentpool.agents.models import Agent
from talentpool.agents.states import AGENT, AgentState
from talentpool.growth.models import Entry
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell

# One of these is the way back; a lesson is the shortest.
PROOFS = (EntryKind.LESSON, EntryKind.PRACTICE, EntryKind.EXAM, EntryKind.DRILL, EntryKind.SHIFT)
AWAY = (ReviewProposal.REST, ReviewProposal.RELEASE)


def carry_out_reviews(*, at: datetime) -> int:
    """After the notice, do what a person decided; not where she proved a skill meanwhile or appealed. Returns how many."""
    due = ReviewItem.objects.filter(
        decision__in=AWAY, effective_at__lte=at, carried_out_at=None, returned_at=None, agent__state=AgentState.RESERVE
    ).exclude(appeal__answer="", appeal__isnull=False)
    done = 0
    for item in due.select_related("agent__user", "decided_by"):
        done += _carry_out(item, at)
    return done


@transaction.atomic
def _carry_out(item: ReviewItem, at: datetime) -> int:
    locked = ReviewItem.objects.select_for_update().get(pk=item.pk)
    if locked.carried_out_at or locked.returned_at or item.decided_by is None:
        return 0
    if _proven_since(item.agent, item.decided_at):
        ReviewItem.objects.filter(pk=item.pk).update(returned_at=at)
        return 0
    leave = rest if item.decision == ReviewProposal.REST else release
    leave(agent=item.agent, by=item.decided_by, reason=item.reason)
    ReviewItem.objects.filter(pk=item.pk).update(carried_out_at=at)
    return 1


def _proven_since(agent: Agent, moment: datetime | None) -> bool:
    rows = Entry.objects.filter(subject_id=agent.user_id, kind__in=PROOFS)
    return moment is not None and rows.filter(occurred_at__gt=moment).exists()


def let_return(*, at: datetime, agent: Agent | None = None) -> int:
    """Who rests by the review and has read one lesson since (or practised, or more) is back. Returns how many."""
    resting = ReviewItem.objects.filter(
        decision=ReviewProposal.REST,
        carried_out_at__isnull=False,
        returned_at=None,
        agent__state=AgentState.RESTING,
    )
    if agent is not None:
        resting = resting.filter(agent=agent)
    back = [item for item in resting.select_related("agent__user") if _proven_since(item.agent, item.carried_out_at)]
    for item in back:
        bring_back(item=item, at=at)
    return len(back)


@transaction.atomic
def bring_back(*, item: ReviewItem, at: datetime) -> None:
    """From rest to the reserve by the published rule; nobody need decide it."""
    AGENT.move(item.agent, AgentState.RESERVE)
    ReviewItem.objects.filter(pk=item.pk).update(returned_at=at)
    record_decision(
        subject=item.agent.user,
        kind="review",
        outcome="reserve",
        rule_version=item.rule_version,
        reasons=[spoken("way_back", _("You took the way back: one lesson, practice task, exam or shift."))],
        inputs={"proposal": item.proposal},
        about=item.ref,
    )
    tell(user=item.agent.user, topic="review.back", link="/agent/", dedupe=f"review-back:{item.ref}")


@transaction.atomic
def appeal_review(*, item: ReviewItem, text: str, by: User) -> ReviewAppeal:
    """She objects; the decision waits, and somebody else answers by the deadline.

    Raises ReasonMissing, AppealClosed (nothing decided, or too long ago) and AlreadyAppealed.
    """
    if not text.strip():
        raise ReasonMissing
    at, settings = now(), Settings.current()
    item = ReviewItem.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=item.pk)
    if item.decided_by is None or item.decided_at is None or not can_appeal(item=item, at=at):
        raise AppealClosed
    made, is_new = ReviewAppeal.objects.get_or_create(
        item=item,
        defaults={
            "text": text.strip(),
            "made_at": at,
            "due_at": at + timedelta(days=settings.appeal_days),
            "decided_by": item.decided_by,
        },
    )
    if not is_new:
        raise AlreadyAppealed
    return made


def can_appeal(*, item: ReviewItem, at: datetime) -> bool:
    """Until the notice is over and as long again as an answer may take; a release only until it took effect."""
    if item.decided_at is None or item.decision == ReviewProposal.KEEP or item.returned_at is not None:
        return False
    if item.decision == ReviewProposal.RELEASE and item.carried_out_at is not None:
        return False
    settings = Settings.current()
    return at <= item.decided_at + timedelta(days=settings.notice_days + settings.appeal_days)


@transaction.atomic
def answer_appeal(*, appeal: ReviewAppeal, answer: AppealAnswer | str, reason: str, by: User) -> ReviewAppeal:
    """Another person than the decider answers, with a reason. Lifted: she stays, or is back at once.

    Raises ReasonMissing, SamePerson, OwnCase and AlreadyDecided.
    """
    if not reason.strip():
        raise ReasonMissing
    agent = appeal.item.agent
    if by.pk == appeal.decided_by_id:
        raise SamePerson
    if by.pk == agent.user_id:
        raise OwnCase
    at, said = now(), AppealAnswer(answer)
    changes = {"answer": said, "answered_by": by, "answered_at": at, "reason": reason.strip()}
    if not ReviewAppeal.objects.filter(pk=appeal.pk, answer="").update(**changes):
        raise AlreadyDecided
    appeal.refresh_from_db()
    _record_answer(appeal, by)
    if said == AppealAnswer.CHANGED:
        _lift(appeal.item, at)
    return appeal


def _lift(item: ReviewItem, at: datetime) -> None:
    if item.carried_out_at and item.agent.state == AgentState.RESTING:
        AGENT.move(item.agent, AgentState.RESERVE)
    ReviewItem.objects.filter(pk=item.pk).update(returned_at=at)


def _record_answer(appeal: ReviewAppeal, by: User) -> None:
    item, user = appeal.item, appeal.item.agent.user
    record_decision(
        subject=user,
        kind="appeal",
        outcome=appeal.answer,
        rule_version=item.rule_version,
        reasons=[{"code": "person", "en": appeal.reason, "zh-hans": appeal.reason}],
        inputs={"decision": item.decision},
        about=item.ref,
        by=by,
    )
    tell(user=user, topic="review.appeal", link=f"/agent/review/{item.ref}/", dedupe=f"appeal:{appeal.ref}")
