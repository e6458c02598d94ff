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
