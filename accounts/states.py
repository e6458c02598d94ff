"""Roles and other fixed lists of accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffRole(models.TextChoices):
    """Each is a Django group of the same name; what it may do is declared per room in ``permissions.STAFF``."""

    RECRUITER = "recruiter", _("Recruiter")
    TRAINER = "trainer", _("Trainer")
    DISPATCHER = "dispatcher", _("Dispatcher")
    ANALYST = "analyst", _("Quality analyst")
    FINANCE = "finance", _("Finance")
    COUNSELLOR = "counsellor", _("Counsellor")
    ADMINISTRATOR = "administrator", _("Administrator")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    PLANNER = "planner", _("Planner")
    FINANCE = "finance", _("Finance")
    VIEWER = "viewer", _("Viewer")


class ConsentPurpose(models.TextChoices):
    PROCESSING = "processing", _("Handling my application and my work")
    RECORDING = "recording", _("Keeping my voice recording until it is judged")
    CLIENT_SHARING = "client_sharing", _("Showing this client my alias, skills, attendance and quality")
    MESSAGES = "messages", _("Messages by SMS and chat apps")


class PolicyKind(models.TextChoices):
    POSITION = "position", _("Position")
    PERFORMANCE = "performance", _("Performance")
    CONDUCT = "conduct", _("Conduct")
    PAY = "pay", _("Pay")
    WORKFLOW = "workflow", _("Workflow")
    QUALITY = "quality", _("Quality")
    TRAINING = "training", _("Training")


class Scope(models.TextChoices):
    """What a client's key may do."""

    ORDERS_READ = "orders:read", _("Read orders and their fill")
    ORDERS_WRITE = "orders:write", _("Place and change orders")
    VOLUMES_READ = "volumes:read", _("Read volumes and staffing curves")
    VOLUMES_WRITE = "volumes:write", _("Send volumes")
    QUALITY_READ = "quality:read", _("Read quality scores and alerts")
    QUALITY_WRITE = "quality:write", _("Send conversations")
    BILLING_READ = "billing:read", _("Read invoices")


# How the codes of decision records read; a code without words is shown as it is.
DECISION_WORDS = {
    "offer": _("An offer"),
    "draw": _("A draw"),
    "claim": _("A seat"),
    "pool": _("Your place in the pool"),
    "application": _("Your application"),
    "gate": _("A gate of your application"),
    "exam": _("An exam"),
    "level": _("Your level"),
    "review": _("A pool review"),
    "appeal": _("An appeal"),
    "attendance": _("Your attendance"),
    "complaint": _("A client's complaint"),
    "quality": _("Your quality"),
    "pay": _("Your pay"),
    "drill": _("A drill"),
    "probation": _("Your probation"),
    "certificate": _("A certificate"),
    "backbone": _("The backbone team"),
    "attendance_correction": _("A correction of your attendance"),
}
OUTCOME_WORDS = {
    "offered": _("offered"),
    "not_offered": _("not offered"),
    "accepted": _("accepted"),
    "refused": _("refused"),
    "drawn": _("drawn"),
    "not_drawn": _("not drawn"),
    "reserve": _("in the reserve"),
    "resting": _("resting"),
    "released": _("left the pool"),
    "admitted": _("admitted"),
    "rejected": _("rejected"),
    "passed": _("passed"),
    "failed": _("not passed"),
    "upheld": _("upheld"),
    "changed": _("changed"),
    "founded": _("founded"),
    "unfounded": _("unfounded"),
    "granted": _("granted"),
    "revoked": _("revoked"),
    "kept": _("stays"),
    "extended": _("extended"),
    "stepped_down": _("a step down"),
    "score_zero": _("the score is zero"),
    "backbone_chosen": _("chosen for it"),
    "backbone_released": _("released from it"),
    "proposed": _("proposed"),
    "keep": _("stay"),
    "refresh": _("refresh"),
    "rest": _("rest"),
    "release": _("leave the pool"),
}
