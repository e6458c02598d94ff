"""Courses of modules and lessons, enrolments, the four-part exam, certificates."""

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.agents.models import Agent, Skill
from talentpool.growth.states import Capability
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.training.states import CourseState, EnrolmentState, ExamPart, TrackKind


class _OfAgent(models.QuerySet[models.Model]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, principal: Principal) -> Self:
        """Agents see what is published, staff all."""
        if principal.is_staff:
            return self
        return self.filter(state=CourseState.PUBLISHED) if principal.agent_id else self.none()


class Course(Referable):
    """A track (basic, advanced, manager) or a client's project course; passing gives ``skill``.

    ``business_lines``: the common questions' tags that its exam must cover to at least ``coverage_needed`` percent.
    """

    slug = models.SlugField(unique=True)
    title = LocalizedTextField(verbose_name=_("title"))
    summary = LocalizedTextField(verbose_name=_("summary"))
    track = models.CharField(max_length=10, choices=TrackKind.choices)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="courses")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, null=True, blank=True, related_name="courses")
    state = models.CharField(max_length=10, choices=CourseState.choices, default=CourseState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    valid_days = models.PositiveIntegerField(default=365)
    pass_mark = models.PositiveSmallIntegerField(default=80)
    business_lines = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    coverage_needed = models.PositiveSmallIntegerField(default=80)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        constraints: ClassVar = [
            state_check(CourseState, name="course_state"),
            models.CheckConstraint(
                condition=models.Q(pass_mark__lte=100, coverage_needed__lte=100), name="course_marks"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Module(models.Model):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="modules")
    title = LocalizedTextField()
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "place"], name="module_place", deferrable=models.Deferrable.DEFERRED
            )
        ]


class Lesson(Referable):
    """A lesson in Markdown; may strengthen one capability."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="lessons")
    title = LocalizedTextField()
    text = LocalizedTextField()
    minutes = models.PositiveSmallIntegerField(default=10)
    place = models.PositiveSmallIntegerField()
    capability = models.CharField(max_length=12, choices=Capability.choices, blank=True, default="")

    class Meta:
        ordering: ClassVar = ["place"]


class ExamQuestion(Referable):
    """A question of a course's written part. ``options`` as in screening; ``line``: the business line it covers."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="questions")
    text = LocalizedTextField()
    options = models.JSONField(default=list)
    line = models.CharField(max_length=60, blank=True, default="")
    active = models.BooleanField(default=True)


class Enrolment(Referable):
    """An agent in a course. A person decides on the four parts together."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.LEARNING)
    started_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True, default="")

    objects = _OfAgent.as_manager()

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

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrolment", "part", "number"], name="sitting_numbered")
        ]


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

    objects = _OfAgent.as_manager()

    class Meta:
        verbose_name = _("certificate")
        indexes: ClassVar = [models.Index(fields=["expires_at"])]


class LessonProposal(Referable):
    """One lesson for the weakest capability, proposed from the growth log."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="lesson_proposals")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="proposals")
    capability = models.CharField(max_length=12, choices=Capability.choices)
    score = models.FloatField()
    proposed_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = _OfAgent.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agent"], condition=models.Q(done_at__isnull=True), name="one_lesson_at_a_time"
            )
        ]
