"""Fixed lists of quality."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.transitions import Transitions


class RuleSetState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class Group(models.TextChoices):
    SERVICE = "service", _("Service")
    SALES = "sales", _("Sales")
    OTHER = "other", _("Other")


class Severity(models.TextChoices):
    RED_LINE = "red_line", _("Red line")
    PROHIBITED = "prohibited", _("Prohibited")
    HIGH_RISK = "high_risk", _("High-risk")
    SENSITIVE = "sensitive", _("Sensitive")


class AlertState(models.TextChoices):
    OPEN = "open", _("Open")
    TAKEN = "taken", _("Taken")
    CONFIRMED = "confirmed", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")


class AppealState(models.TextChoices):
    OPEN = "open", _("Open")
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Rejected")


class RunState(models.TextChoices):
    """Of work a job does: reading a file, trying out a draft."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class BatchHolds(models.TextChoices):
    CONVERSATIONS = "conversations", _("Conversations")
    SATISFACTION = "satisfaction", _("Customer satisfaction")


class DrawnFor(models.TextChoices):
    """Why a person inspects this one too."""

    SHARE = "share", _("Random share")
    NEW_AGENT = "new_agent", _("New agent")
    DISAGREEMENT = "disagreement", _("Rules and people disagree")
    CLIENT = "client", _("The client asked")
    CALIBRATION = "calibration", _("Calibration")


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ANSWERED = "answered", _("Answered")
    FAILED = "failed", _("Failed")
    TAKEN = "taken", _("Taken over")
    LEFT = "left", _("Left")


class CaseKind(models.TextChoices):
    GOOD = "good", _("Good case")
    BAD = "bad", _("Bad case")


class CaseState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class PeriodKind(models.TextChoices):
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")


RUN = Transitions({"waiting": {"running"}, "running": {"done", "failed", "waiting"}})
PROPOSAL = Transitions({"waiting": {"answered", "failed"}, "answered": {"taken", "left"}})
CASE = Transitions({"draft": {"published"}, "published": {"retired"}, "retired": {"published"}})
RULE_SET = Transitions({"draft": {"published"}, "published": {"retired"}})
ALERT = Transitions({"open": {"taken", "confirmed", "dismissed"}, "taken": {"confirmed", "dismissed", "open"}})
APPEAL = Transitions({"open": {"upheld", "rejected"}})
