"""The life of an application, the gates, the formalities."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from talentpool.kernel.transitions import Transitions


class CampaignState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class ApplicationState(models.TextChoices):
    """INVITED: came in on a list, has not consented yet. ADMITTED means: to training, provisionally."""

    INVITED = "invited", _("Invited")
    STARTED = "started", _("Started")
    GATES = "gates", _("In the gates")
    DECISION = "decision", _("Waits for a decision")
    ADMITTED = "admitted", _("Admitted to training")
    STOPPED = "stopped", _("Stopped at a gate")
    REJECTED = "rejected", pgettext_lazy("an application", "Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class GateKind(models.TextChoices):
    KIT = "kit", _("Kit check")
    VOICE = "voice", _("Voice test")
    WRITTEN = "written", _("Written test")
    SITUATIONAL = "situational", _("Situational test")
    SECURITY = "security", _("Security awareness")
    TYPING = "typing", _("Typing test")
    GRAMMAR = "grammar", _("Grammar test")
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


class DocumentState(models.TextChoices):
    """Pictures of an identity document: they are judged with their paper, and go at a date."""

    HANDED_IN = "handed_in", _("Handed in")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Returned")
    DELETED = "deleted", _("Deleted")


class DeletedBecause(models.TextChoices):
    AGED = "aged", _("their days were over")
    REPLACED = "replaced", _("others were handed in")
    ERASED = "erased", _("she had her data erased")


class KitHelpWay(models.TextChoices):
    """What is offered to somebody whose own kit is not good enough."""

    HUB = "hub", _("A place in a hub")
    LOAN = "loan", _("A loan kit")


class KitHelpState(models.TextChoices):
    ASKED = "asked", _("Asked for")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    RETURNED = "returned", _("Returned")


class BulkStep(models.TextChoices):
    """What can be done to many applications at once."""

    ADMIT = "admit", _("Admit to training")
    REJECT = "reject", _("Reject")
    REMIND = "remind", _("Invite or remind")


class Becomes(models.TextChoices):
    """What a row of a list turns into."""

    APPLICATION = "application", _("Applications, invited")
    AGENT = "agent", _("Agents in training")


class ListState(models.TextChoices):
    """A list is read twice: once to say what it would do, once to do it."""

    WAITING = "waiting", _("Waiting")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Waits for your word")
    CONFIRMED = "confirmed", _("About to be written")
    WRITING = "writing", _("Being written")
    DONE = "done", _("Written")
    UNDOING = "undoing", _("Being taken back")
    UNDONE = "undone", _("Taken back")
    FAILED = "failed", _("Failed")


CAMPAIGN = Transitions({"draft": {"open"}, "open": {"closed"}, "closed": {"open"}})
APPLICATION = Transitions(
    {
        "invited": {"started", "withdrawn"},
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
DOCUMENT = Transitions(
    {
        "handed_in": {"confirmed", "refused", "deleted"},
        "confirmed": {"refused", "deleted"},
        "refused": {"deleted"},
    }
)
PEOPLE_LIST = Transitions(
    {
        "waiting": {"checking", "failed"},
        "checking": {"checked", "waiting", "failed"},
        "checked": {"confirmed", "undone", "failed"},
        "confirmed": {"writing", "failed"},
        "writing": {"done", "confirmed", "failed"},
        "done": {"undoing"},
        "undoing": {"undone"},
    }
)
# step -> states in which it can be done
POSSIBLE = {
    BulkStep.ADMIT: {ApplicationState.DECISION},
    BulkStep.REJECT: {ApplicationState.DECISION},
    BulkStep.REMIND: {ApplicationState.INVITED, ApplicationState.STARTED, ApplicationState.GATES},
}
