"""Fixed lists of activation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.transitions import Transitions


class Purpose(models.TextChoices):
    DRILL = "drill", _("Drill")
    OFFER = "offer", _("Offer")
    PING = "ping", _("Ping")


class Answer(models.TextChoices):
    """OPEN until the deadline; then no answer is NONE."""

    OPEN = "open", _("Open")
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NONE = "none", _("No answer")


class Depth(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    READY = "ready", _("Logged in ready")
    WORKED = "worked", _("Handled a test contact")


class DrillState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class HoldState(models.TextChoices):
    HELD = "held", _("Held")
    RELEASED = "released", _("Released")


class ReviewProposal(models.TextChoices):
    KEEP = "keep", _("Keep")
    REFRESH = "refresh", _("Refresh")
    REST = "rest", _("Rest")
    RELEASE = "release", _("Release")


DRILL = Transitions({"planned": {"running", "cancelled"}, "running": {"done", "cancelled"}})


class LeverCode(models.TextChoices):
    """What can raise a task rate."""

    WAKE = "wake", _("Wake sleepers")
    REFRESH = "refresh", _("Refresh certificates")
    CROSS_TRAIN = "cross_train", _("Cross-train")
    BONUS = "bonus", _("Pay a bonus")
    HOURS = "hours", _("Other hours")
    RECRUIT = "recruit", _("Recruit")
