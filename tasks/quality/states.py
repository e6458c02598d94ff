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


RULE_SET = Transitions({"draft": {"published"}, "published": {"retired"}})
ALERT = Transitions({"open": {"taken", "confirmed", "dismissed"}, "taken": {"confirmed", "dismissed", "open"}})
APPEAL = Transitions({"open": {"upheld", "rejected"}})
