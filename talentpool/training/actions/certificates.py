"""Certificates: issued, renewed, revoked; ``AgentSkill.certified_until`` follows them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from accounts.actions import record_decision
from accounts.models import User
from talentpool.agents.models import Agent, AgentSkill, Skill
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell
from talentpool.training.errors import OwnCase, ReasonNeeded
from talentpool.training.models import Certificate, Course, Enrolment


@transaction.atomic
def issue_certificate(*, agent: Agent, course: Course) -> Certificate:
    """A new certificate from now on, for as long as the course says."""
    moment = now()
    certificate = Certificate.objects.create(
        agent=agent,
        course=course,
        skill=course.skill,
        course_version=course.version,
        issued_at=moment,
        expires_at=moment + timedelta(days=course.valid_days),
    )
    keep_skill_true(agent=agent, skill=course.skill)
    record(
        subject=agent.user,
        kind=EntryKind.CERTIFIED,
        source=certificate.ref,
        occurred_at=moment,
        payload={
            "skill": course.skill.code if course.skill else course.slug,
            "until": certificate.expires_at.isoformat(),
        },
    )
    link = f"/agent/certificates/{certificate.ref}/"
    params = {"course": course.title, "until": certificate.expires_at}
    tell(user=agent.user, topic="training.certified", params=params, link=link, dedupe=f"certificate:{certificate.ref}")
    return certificate


def renew_certificate(*, enrolment: Enrolment) -> Certificate:
    """A passed refresher gives a new one; the old one stays on record."""
    return issue_certificate(agent=enrolment.agent, course=enrolment.course)


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, by: User, reason: str) -> Certificate:
    """A person takes a certificate back, with a reason its bearer can read. Raises OwnCase, ReasonNeeded."""
    if certificate.agent.user_id == by.pk:
        raise OwnCase
    if not reason.strip():
        raise ReasonNeeded
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_reason = now(), reason.strip()[:300]
        locked.save(update_fields=["revoked_at", "revoked_reason"])
        keep_skill_true(agent=certificate.agent, skill=certificate.skill)
        _record_revocation(locked, by)
    certificate.revoked_at, certificate.revoked_reason = locked.revoked_at, locked.revoked_reason
    return certificate


def _record_revocation(certificate: Certificate, by: User) -> None:
    said = certificate.revoked_reason
    record_decision(
        subject=certificate.agent.user,
        kind="certificate",
        about=certificate.ref,
        rule_version=f"course-{certificate.course.slug}-{certificate.course_version}",
        reasons=[{"code": "by_a_person", "en": said, "zh-hans": said}],
        outcome="revoked",
        by=by,
    )
    tell(
        user=certificate.agent.user,
        topic="training.revoked",
        params={"course": certificate.course.title, "reason": said},
        link=f"/agent/certificates/{certificate.ref}/",
        dedupe=f"revoked:{certificate.ref}",
    )


def keep_skill_true(*, agent: Agent, skill: Skill | None) -> None:
    """``certified_until`` is the latest expiry of her certificates that were not revoked; none gives none."""
    if skill is None:
        return
    standing = Certificate.objects.filter(agent=agent, skill=skill, revoked_at__isnull=True)
    until = standing.aggregate(until=Max("expires_at"))["until"]
    AgentSkill.objects.update_or_create(agent=agent, skill=skill, defaults={"certified_until": until})
