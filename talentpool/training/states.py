"""Fixed lists of training."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talentpool.kernel.transitions import Transitions


class TrackKind(models.TextChoices):
    BASIC = "basic", _("Basic")
    ADVANCED = "advanced", _("Advanced")
    MANAGER = "manager", _("Manager")
    PROJECT = "project", _("Project course")


class CourseState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class EnrolmentState(models.TextChoices):
    LEARNING = "learning", _("Learning")
    EXAM = "exam", _("In the exam")
    DECISION = "decision", _("Waits for a decision")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")
    LEFT = "left", _("Left")


class ExamPart(models.TextChoices):
    WRITTEN = "written", pgettext_lazy("part of an exam", "Written")
    ORAL = "oral", _("Oral")
    SYSTEM = "system", _("System operation")
    CONDUCT = "conduct", _("Conduct in training")


class ClassState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class Presence(models.TextChoices):
    PRESENT = "present", _("There")
    LATE = "late", _("Late")
    ABSENT = "absent", _("Not there")
    EXCUSED = "excused", _("Excused")


CLASS = Transitions({"open": {"closed", "cancelled"}, "closed": {"open"}})
COURSE = Transitions({"draft": {"published"}, "published": {"retired"}})
ENROLMENT = Transitions(
    {
        "learning": {"exam", "left"},
        "exam": {"decision", "left"},
        "decision": {"passed", "failed", "exam"},
        "failed": {"learning"},
        "left": {"learning"},
    }
)
