"""A person decides on the four parts together; who has passed and whose papers are done enters the reserve."""

from datetime import date, timedelta

from django.db import transaction

from accounts.actions import record_decision
from accounts.models import User
from talentpool.agents.actions import enter_reserve
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell
from talentpool.training.actions.certificates import issue_certificate
from talentpool.training.actions.exams import lock
from talentpool.training.errors import OwnCase, PartBelowMark, ReasonNeeded
from talentpool.training.models import Certificate, Enrolment
from talentpool.training.progress import part_results
from talentpool.training.rules import exams as rules
from talentpool.training.states import ENROLMENT, EnrolmentState, ExamPart, TrackKind


@transaction.atomic
def decide_exam(*, enrolment: Enrolment, passed: bool, by: User, reason: str) -> Enrolment:
    """Pass (then a certificate is issued) or not; two people at once: the second gets WrongState.

    Raises OwnCase, ReasonNeeded, PartBelowMark when passing with a part under the mark.
    """
    locked = lock(enrolment=enrolment)
    if locked.agent.user_id == by.pk:
        raise OwnCase
    if not reason.strip():
        raise ReasonNeeded
    below = rules.below_mark(part_results(locked), pass_mark=locked.course.pass_mark)
    if passed and below:
        parts = ", ".join(str(ExamPart(part).label) for part in below)
        raise PartBelowMark(mark=locked.course.pass_mark, parts=parts)
    target = EnrolmentState.PASSED if passed else EnrolmentState.FAILED
    ENROLMENT.move(locked, target, decided_at=now(), decided_by=by, reason=reason.strip()[:2000])
    enrolment.state = locked.state
    _record(locked, by)
    if passed:
        issue_certificate(agent=locked.agent, course=locked.course)
        enter_if_ready(agent=locked.agent)
    return locked


def _record(enrolment: Enrolment, by: User) -> None:
    results = {part: result.best for part, result in part_results(enrolment).items()}
    record_decision(
        subject=enrolment.agent.user,
        kind="exam",
        about=enrolment.ref,
        rule_version=f"course-{enrolment.course.slug}-{enrolment.course.version}",
        inputs={"parts": results, "pass_mark": enrolment.course.pass_mark},
        reasons=[{"code": "by_a_person", "en": enrolment.reason, "zh-hans": enrolment.reason}],
        outcome=enrolment.state,
        by=by,
    )
    tell(
        user=enrolment.agent.user,
        topic=f"training.exam_{enrolment.state}",
        params={"course": enrolment.course.title},
        link=f"/agent/courses/{enrolment.course.slug}/",
        dedupe=f"exam:{enrolment.ref}:{enrolment.decided_at}",
    )


@transaction.atomic
def enter_if_ready(*, agent: Agent) -> bool:
    """Into the reserve once a basic or project exam is passed by a person's decision and all five papers are confirmed.

    The person who decided on the exam is the one who let her in. May run twice. Probation starts here.
    """
    locked = Agent.objects.select_for_update(of=("self",)).select_related("user").get(pk=agent.pk)
    exam = (
        Enrolment.objects.filter(agent=locked, state=EnrolmentState.PASSED)
        .filter(course__track__in=[TrackKind.BASIC, TrackKind.PROJECT])
        .select_related("course", "decided_by")
        .order_by("decided_at")
        .first()
    )
    certified = Certificate.objects.filter(agent=locked).valid(now()).exists()
    if locked.state != AgentState.TRAINING or locked.formalities_done_at is None or exam is None or not certified:
        return False
    if exam.decided_by is None:
        return False
    until = (now() + timedelta(days=exam.course.probation_days)).date()
    enter_reserve(agent=locked, by=exam.decided_by, probation_until=until)
    record(subject=locked.user, kind=EntryKind.ENTERED_POOL, source=exam.ref, occurred_at=now(), payload={})
    agent.state = locked.state
    return True


@transaction.atomic
def decide_probation(*, agent: Agent, keep: bool, by: User, reason: str, until: date | None = None) -> Agent:
    """After probation a person decides again: keep (the date is cleared), or extend it to ``until``. Raises OwnCase."""
    if agent.user_id == by.pk:
        raise OwnCase
    if not reason.strip() or (not keep and until is None):
        raise ReasonNeeded
    locked = Agent.objects.select_for_update(of=("self",)).get(pk=agent.pk)
    locked.probation_until = None if keep else until
    locked.save(update_fields=["probation_until"])
    said = reason.strip()[:2000]
    record_decision(
        subject=agent.user,
        kind="probation",
        about=agent.ref,
        rule_version="probation-1",
        inputs={"until": str(until) if until else None},
        reasons=[{"code": "by_a_person", "en": said, "zh-hans": said}],
        outcome="kept" if keep else "extended",
        by=by,
    )
    agent.probation_until = locked.probation_until
    return agent
