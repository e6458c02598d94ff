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

# What a client company can hear of; the facts behind them are gathered in faces.
WEBHOOK_TOPICS = (
    ("order.submitted", _("An order was submitted")),
    ("order.cancelled", _("An order was cancelled")),
    ("order.done", _("An order is done")),
    ("shift.filled", _("Every seat of a shift is filled")),
    ("shift.cancelled", _("A shift was cancelled")),
    ("shift.scaled", _("A shift got more or fewer seats")),
    ("attendance.no_show", _("Somebody did not come; a stand-in is looked for")),
    ("quality.alert", _("A conversation raised an alert")),
    ("access.opened", _("An agent checked in: her account may open")),
    ("access.closed", _("An agent checked out: her account can be shut")),
    ("incident.reported", _("A security incident was reported")),
    ("incident.closed", _("A security incident was closed")),
    ("complaint.answered", _("A complaint was looked at and answered")),
    ("invoice.sent", _("An invoice was sent")),
)


def topic_words(topic: str) -> str:
    """How the event reads in the reader's language; one without words, as a test, is its code."""
    return str(dict(WEBHOOK_TOPICS).get(topic, topic))
