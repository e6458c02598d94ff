"""Courses: modules, lessons, the questions and tasks of their exam."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from accounts.principals import Principal
from talentpool.agents.models import Skill
from talentpool.growth.states import Capability
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.screening.option_words import check_options
from talentpool.training.states import CourseState, TrackKind


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
    exam_questions = models.PositiveSmallIntegerField(
        default=20, help_text=_("How many are drawn for the written part.")
    )
    max_sittings = models.PositiveSmallIntegerField(default=3, help_text=_("How often each part may be tried."))
    retake_after_hours = models.PositiveSmallIntegerField(default=24)
    probation_days = models.PositiveSmallIntegerField(default=90)
    exam_minutes = models.PositiveSmallIntegerField(default=30)
    contact_types = models.JSONField(
        default=list, blank=True, help_text=_("What the oral part goes along: [{key, name in both languages}].")
    )

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

    def __str__(self) -> str:
        return str(self.title)


class LessonQuerySet(models.QuerySet["Lesson"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(module__course__state=CourseState.PUBLISHED) if principal.agent_id else self.none()

    def in_order(self) -> Self:
        return self.order_by("module__place", "place")


class Lesson(Referable):
    """A lesson in Markdown; may strengthen one capability. ``code`` names it for ever."""

    code = models.SlugField(max_length=80, unique=True, null=True, blank=True)

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="lessons")
    title = LocalizedTextField()
    text = LocalizedTextField()
    minutes = models.PositiveSmallIntegerField(default=10)
    place = models.PositiveSmallIntegerField()
    capability = models.CharField(max_length=12, choices=Capability.choices, blank=True, default="")

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering: ClassVar = ["place"]

    def __str__(self) -> str:
        return str(self.title)


class ExamQuestion(Referable):
    """A question of a course's written part. ``options`` as in screening; ``line``: the business line it covers."""

    code = models.SlugField(max_length=80, unique=True, null=True, blank=True)

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="questions")
    text = LocalizedTextField()
    options = models.JSONField(default=list)
    line = models.CharField(max_length=60, blank=True, default="")
    capability = models.CharField(max_length=12, choices=Capability.choices, blank=True, default="")
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("exam question")
        verbose_name_plural = _("exam questions")

    def __str__(self) -> str:
        return str(self.text)[:80]

    def clean(self) -> None:
        """A question nobody could answer rightly is refused."""
        check_options(self.options)


class SystemTask(Referable):
    """A timed task at the (simulated) console. ``material``: what the console shows, in Markdown.

    ``fields``: [{"key", "label": {..}, "options": [{"key", "text": {..}}], "answer": key}].
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="system_tasks")
    code = models.SlugField(max_length=80, unique=True)
    place = models.PositiveSmallIntegerField()
    instruction = LocalizedTextField()
    material = LocalizedTextField()
    fields = models.JSONField(default=list)
    seconds = models.PositiveSmallIntegerField(default=120)

    class Meta:
        verbose_name = _("system task")
        verbose_name_plural = _("system tasks")
        ordering: ClassVar = ["place"]

    def __str__(self) -> str:
        return str(self.instruction)[:80]
