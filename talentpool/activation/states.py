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
    """REQUESTED: a client asked for it, a dispatcher looks at it first."""

    REQUESTED = "requested", _("Asked for by a client")
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


class LeverCode(models.TextChoices):
    """What can raise a task rate."""

    WAKE = "wake", _("Wake sleepers")
    REFRESH = "refresh", _("Refresh certificates")
    CROSS_TRAIN = "cross_train", _("Cross-train")
    BONUS = "bonus", _("Pay a bonus")
    HOURS = "hours", _("Other hours")
    RECRUIT = "recruit", _("Recruit")


class AppealAnswer(models.TextChoices):
    UPHELD = "upheld", _("The decision stands")
    CHANGED = "changed", _("The decision is lifted")


class TalkKind(models.TextChoices):
    PING = "ping", _("Ping: wants an answer")
    ANNOUNCEMENT = "announcement", _("Announcement: wants to be read")


class FreshAction(models.TextChoices):
    """What can raise the freshness or the reach of somebody; the cheapest that helps is proposed."""

    PING = "ping", _("Ping")
    PRACTICE = "practice", _("Practice task")
    REFRESHER = "refresher", _("Refresher with its exam")
    DRILL = "drill", _("Drill")


class Condition(models.TextChoices):
    """How somebody of a segment stands, the first that applies."""

    RESTING = "resting", _("resting")
    PAUSED = "paused", _("paused")
    PAPERS = "papers", _("formalities or consent missing")
    EXPIRED = "expired", _("certificate expired")
    EXPIRING = "expiring", _("certificate ends soon")
    ASLEEP = "asleep", _("asleep: skill unused")
    READY = "ready", _("ready and fresh")


class ScheduleOutcome(models.TextChoices):
    """What the job found when it last looked at a schedule."""

    SENT = "sent", _("a drill was sent")
    NARROW = "narrow", _("the interval is narrow enough")
    TOO_SOON = "too_soon", _("the last drill is too recent")
    RUNNING = "running", _("a drill is under way")
    COSTLY = "costly", _("it would cost more than allowed")
    NOBODY = "nobody", _("nobody may be called")


DRILL = Transitions(
    {"requested": {"planned", "cancelled"}, "planned": {"running", "cancelled"}, "running": {"done", "cancelled"}}
)
