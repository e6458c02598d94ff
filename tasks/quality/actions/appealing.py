"""An agent objects; a named person answers by a deadline."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import DecisionRecord, User
from accounts.states import StaffRole
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell
from tasks.quality.actions.deciding import correct_growth, drop_hits
from tasks.quality.errors import AppealTooLate, NobodyToAnswer, NothingToAppeal, NotYours, ReasonNeeded
from tasks.quality.findings import DISMISSED
from tasks.quality.models import Appeal, Inspection, InspectionPractice
from tasks.quality.states import APPEAL, AppealState


@transaction.atomic
def open_appeal(*, inspection: Inspection, agent: Agent, reason: str, by: User) -> Appeal:
    """Object to a score; the analyst with the fewest open ones answers, never the one who decided it.

    Raises NotYours, ReasonNeeded, AppealTooLate, NothingToAppeal, NobodyToAnswer.
    """
    if inspection.agent_id != agent.pk or agent.user_id != by.pk:
        raise NotYours
    if not reason.strip():
        raise ReasonNeeded
    practice = InspectionPractice.current()
    locked = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    if now() > appeal_deadline(inspection=locked):
        raise AppealTooLate
    if locked.under_appeal or locked.score is None:
        raise NothingToAppeal
    appeal = Appeal.objects.create(
        inspection=locked,
        agent=agent,
        reason=reason.strip(),
        to=_named_person(locked),
        answer_by=now() + timedelta(days=practice.answer_within_days),
    )
    locked.under_appeal, locked.changed_at = True, now()
    locked.save(update_fields=["under_appeal", "changed_at"])
    correct_growth(inspection=locked)
    return appeal


def appeal_deadline(*, inspection: Inspection) -> datetime:
    """Until when she can object: counted from the inspection, or from the last decision of a person about it."""
    decided = inspection.alerts.filter(closed_at__isnull=False).values_list("closed_at", flat=True)
    days = InspectionPractice.current().appeal_within_days
    return max([inspection.inspected_at, *(at for at in decided if at)]) + timedelta(days=days)


def _named_person(inspection: Inspection) -> User:
    """The least busy analyst (an administrator where there is none) who had no part in the decision."""
    deciders = set(inspection.alerts.values_list("owner_id", flat=True))
    deciders |= set(DecisionRecord.objects.filter(about=inspection.ref).values_list("decided_by_id", flat=True))
    deciders -= {None}
    if inspection.agent is not None:
        deciders.add(inspection.agent.user_id)
    staff = User.objects.filter(is_staff=True, is_active=True).annotate(
        waiting=Count("appeals_to_answer", filter=Q(appeals_to_answer__state=AppealState.OPEN))
    )
    for role in (StaffRole.ANALYST, StaffRole.ADMINISTRATOR):
        of_role = staff.filter(groups__name=role).order_by("waiting", "pk")
        found = of_role.exclude(pk__in=deciders).first()
        if found is not None:
            return found
    raise NobodyToAnswer


@transaction.atomic
def answer_appeal(*, appeal: Appeal, upheld: bool, dropped: Collection[int], answer: str, by: User) -> Appeal:
    """The named person answers. Upheld: the hits at ``dropped`` no longer count (none given: all of them).

    Raises NotYours, ReasonNeeded, WrongState.
    """
    if appeal.to_id != by.pk:
        raise NotYours
    if not answer.strip():
        raise ReasonNeeded
    state = AppealState.UPHELD if upheld else AppealState.REJECTED
    APPEAL.move(appeal, state, answer=answer.strip(), answered_at=now())
    locked = (
        Inspection.objects.select_for_update(of=("self",)).select_related("agent__user").get(pk=appeal.inspection_id)
    )
    locked.under_appeal = False
    if upheld:
        open_places = {n for n, h in enumerate(locked.hits) if h["state"] != DISMISSED}
        drop_hits(inspection=locked, places=(set(dropped) & open_places) or open_places, reason=answer, by=by)
    else:
        locked.changed_at = now()
        locked.save(update_fields=["under_appeal", "changed_at"])
        correct_growth(inspection=locked)
    tell(
        user=appeal.agent.user,
        topic="quality.appeal_answered",
        params={},
        link=f"/agent/quality/{locked.ref}/",
        dedupe=f"quality.appeal_answered:{appeal.ref}",
    )
    return appeal
