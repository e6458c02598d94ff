"""States of outbox rows and deliveries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.transitions import Transitions


class OutboxState(models.TextChoices):
    PENDING = "pending", _("Pending")
    DONE = "done", _("Done")
    DEAD = "dead", _("Given up")


class DeliveryState(models.TextChoices):
    """WAITING: in reserve behind the way before it."""

    WAITING = "waiting", _("In reserve")
    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    SKIPPED = "skipped", _("Skipped")


class Via(models.TextChoices):
    """How a message travels; every message is in the inbox."""

    EMAIL = "email", _("E-mail")
    PUSH = "push", _("Web Push")
    SMS = "sms", _("SMS")
    CHAT = "chat", _("Chat app")


OUTBOX = Transitions({"pending": {"done", "dead"}, "dead": {"pending"}})
DELIVERY = Transitions(
    {"waiting": {"queued", "skipped"}, "queued": {"sent", "failed", "skipped"}, "failed": {"queued"}}
)
