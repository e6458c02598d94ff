"""The life of an application, the gates, the formalities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.transitions import Transitions


class CampaignState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class ApplicationState(models.TextChoices):
    """ADMITTED means: to training, provisionally."""

    STARTED = "started", _("Started")
    GATES = "gates", _("In the gates")
    DECISION = "decision", _("Waits for a decision")
    ADMITTED = "admitted", _("Admitted to training")
    STOPPED = "stopped", _("Stopped at a gate")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class GateKind(models.TextChoices):
    KIT = "kit", _("Kit check")
    VOICE = "voice", _("Voice test")
    WRITTEN = "written", _("Written test")
    SITUATIONAL = "situational", _("Situational test")
    SECURITY = "security", _("Security awareness")
    INTERVIEW = "interview", _("Interview")


class FormalityKind(models.TextChoices):
    IDENTITY = "identity", _("Identity")
    CONTRACT = "contract", _("Contract")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality")
    BANK = "bank", _("Bank account")
    TAX = "tax", _("Tax")


class FormalityState(models.TextChoices):
    MISSING = "missing", _("Missing")
    HANDED_IN = "handed_in", _("Handed in")
    CONFIRMED = "confirmed", _("Confirmed")
    RETURNED = "returned", _("Returned")


class KitHelpWay(models.TextChoices):
    """What is offered to somebody whose own kit is not good enough."""

    HUB = "hub", _("A place in a hub")
    LOAN = "loan", _("A loan kit")


class KitHelpState(models.TextChoices):
    ASKED = "asked", _("Asked for")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    RETURNED = "returned", _("Returned")


CAMPAIGN = Transitions({"draft": {"open"}, "open": {"closed"}, "closed": {"open"}})
APPLICATION = Transitions(
    {
        "started": {"gates", "withdrawn"},
        "gates": {"decision", "stopped", "withdrawn"},
        "decision": {"admitted", "rejected", "withdrawn"},
        "stopped": {"gates", "withdrawn"},
        "admitted": {"rejected"},
    }
)
KIT_HELP = Transitions({"asked": {"granted", "declined"}, "granted": {"returned"}})
FORMALITY = Transitions(
    {
        "missing": {"handed_in"},
        "handed_in": {"confirmed", "returned"},
        "returned": {"handed_in"},
        "confirmed": {"returned"},
    }
)
