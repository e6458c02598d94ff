"""The life of an order, its quote and its shifts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.transitions import Transitions


class Scenario(models.TextChoices):
    PEAK = "peak", _("Peak")
    EMERGENCY = "emergency", _("Emergency")
    CAMPAIGN = "campaign", _("Campaign")
    TEMPORARY = "temporary", _("Temporary elasticity")


class OrderState(models.TextChoices):
    """SUBMITTED freezes the seats asked and holds capacity; STAFFING from the confirmed fill plan on."""

    DRAFT = "draft", _("Draft")
    QUOTED = "quoted", _("Quoted")
    SUBMITTED = "submitted", _("Submitted")
    STAFFING = "staffing", _("Being staffed")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class QuotePlan(models.TextChoices):
    """QUICK answers at once and holds; the job that looks for a better plan makes it FINAL or replaces it."""

    QUICK = "quick", _("First quote")
    FINAL = "final", _("Final quote")


class ShiftState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    STARTED = "started", _("Started")
    ENDED = "ended", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


class ActivityKind(models.TextChoices):
    WORK = "work", _("Work")
    BREAK = "break", _("Break")


class Grade(models.IntegerChoices):
    """How hard or how sensitive a kind of contact is."""

    LOW = 1, _("Low")
    MIDDLE = 2, _("Middle")
    HIGH = 3, _("High")


class LaunchStage(models.TextChoices):
    DESIGN = "design", _("Design")
    PROCESS = "process", _("Process")
    TRAINING = "training", _("Selection and training")
    INCENTIVES = "incentives", _("Incentives")


class LaunchSide(models.TextChoices):
    CLIENT = "client", _("You")
    PLATFORM = "platform", _("The platform")


class LaunchRoad(models.TextChoices):
    WARM = "warm", _("From the warm pool")
    COLD = "cold", _("From cold: recruit and train first")


class HoursState(models.TextChoices):
    OPEN = "open", _("Not looked at")
    APPROVED = "approved", _("Approved")
    DISPUTED = "disputed", _("Disputed")


class RiskLevel(models.TextChoices):
    LOW = "low", _("Low")
    MIDDLE = "middle", _("Middle")
    HIGH = "high", _("High")


class CallState(models.TextChoices):
    """WAITING until its minute comes; CALLED once a message left; FAILED when none could leave."""

    WAITING = "waiting", _("Waiting")
    CALLED = "called", _("Called")
    REACHED = "reached", _("Reached")
    FAILED = "failed", _("Not reached")


ORDER = Transitions(
    {
        "draft": {"quoted", "cancelled"},
        "quoted": {"draft", "submitted", "cancelled"},
        "submitted": {"staffing", "cancelled"},
        "staffing": {"running", "done", "cancelled"},
        "running": {"done", "cancelled"},
    }
)
SHIFT = Transitions(
    {
        "planned": {"open", "cancelled"},
        "open": {"started", "ended", "cancelled"},
        "started": {"ended"},
    }
)
