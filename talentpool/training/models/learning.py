"""An agent in a course: enrolment, progress, sittings, certificates, the proposed lesson."""

from datetime import datetime
from typing import ClassVar, Self, TypeVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent, Skill
from talentpool.growth.states import Capability
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.training.models.course import Course, Lesson
from talentpool.training.states import EnrolmentState, ExamPart

Row = TypeVar("Row", bound=models.Model)


class _OfAgent(models.QuerySet[Row]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class EnrolmentQuerySet(_OfAgent["Enrolment"]):
    def awaiting_decision(self) -> Self:
        return self.filter(state=EnrolmentState.DECISION)


class Enrolment(Referable):
    """An agent in a course. A person decides on the four parts together."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.LEARNING)
    started_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True, default="")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "course"], name="enrolment_once"),
            state_check(EnrolmentState, name="enrolment_state"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["passed", "failed"]) | models.Q(decided_by__isnull=False),
                name="enrolment_decided_by_a_person",
            ),
        ]


class LessonProgress(models.Model):
    """What an agent read, and how long; this time is paid."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="progress")
    opened_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enrolment", "lesson"], name="progress_once")]


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.has_role("trainer", "recruiter"):
            return self
        return self.filter(enrolment__agent_id=principal.agent_id) if principal.agent_id else self.none()


class Sitting(Referable):
    """One part of the exam of one agent. ``sheet``: the questions drawn and the answers, or the examiner's marks."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="sittings")
    part = models.CharField(max_length=10, choices=ExamPart.choices)
    number = models.PositiveSmallIntegerField(default=1)
    sheet = models.JSONField(default=dict)
    score = models.FloatField(null=True, blank=True)
    examiner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)
    refresher = models.BooleanField(default=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["started_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "part"], condition=models.Q(finished_at__isnull=True), name="sitting_open_once"
            ),
            models.UniqueConstraint(fields=["enrolment", "part", "number"], name="sitting_numbered"),
        ]


# Who follows a certificate's public link: its page shows no personal data.
ANYBODY = Principal(roles=frozenset({"anybody"}))


class CertificateQuerySet(_OfAgent["Certificate"]):
    def valid(self, at: datetime) -> Self:
        """Neither revoked nor expired."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


@pghistory.track(fields=["expires_at", "revoked_at"])
class Certificate(Referable):
    """Proof of a skill, with an expiry date. Keeps ``agents.AgentSkill.certified_until`` true."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="certificates")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="certificates")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    course_version = models.PositiveIntegerField(default=1)
    issued_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True, default="")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        indexes: ClassVar = [models.Index(fields=["expires_at"])]


class ProposalQuerySet(_OfAgent["LessonProposal"]):
    """Proposals of one agent."""


class LessonProposal(Referable):
    """One lesson for the weakest capability, proposed from the growth log."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="lesson_proposals")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="proposals")
    capability = models.CharField(max_length=12, choices=Capability.choices)
    score = models.FloatField()
    proposed_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agent"], condition=models.Q(done_at__isnull=True), name="one_lesson_at_a_time"
            )
        ]
