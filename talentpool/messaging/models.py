"""The outbox, the in-app inbox, deliveries, preferences, webhooks."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.fields import Sealed
from talentpool.kernel.models import Numbered, Referable
from talentpool.kernel.transitions import state_check
from talentpool.messaging import topics
from talentpool.messaging.states import DeliveryState, OutboxState, Via, topic_words


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def due(self, at: datetime) -> Self:
        return self.filter(state=OutboxState.PENDING, due_at__lte=at)

    def given_up(self) -> Self:
        return self.filter(state=OutboxState.DEAD)


class Outbox(Referable):
    """Work that is due because something committed. A row that stays PENDING is the proof of failure.

    ``topic`` ("seat.claimed", "attendance.checked_out", ...) picks the handlers that rooms register; ``payload``: refs
    and codes only, never personal data. Handlers may run twice.
    """

    topic = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=OutboxState.choices, default=OutboxState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of the outbox")
        verbose_name_plural = _("outbox")
        constraints: ClassVar = [state_check(OutboxState, name="outbox_state")]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=models.Q(state="pending"), name="outbox_due"),
        ]


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, principal: Principal) -> Self:
        return self.filter(user_id=principal.user_id) if principal.user_id else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Message(Referable):
    """One line in a person's inbox. Its words come from ``topic`` and ``params`` in the language she reads it in."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="inbox")
    topic = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True, default="")
    urgent = models.BooleanField(default=False)
    dedupe = models.CharField(max_length=120, null=True, blank=True)
    created_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "-created_at"])]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "dedupe"], name="message_shown_once")]

    @property
    def words(self) -> topics.Words:
        """Title and body in the active language, times in the reader's zone."""
        return topics.words(self.topic, self.params, zone=self.user.timezone)


class DeliveryPolicy(models.Model):
    """How messages go from one way to the next; one row, changed by an administrator."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    next_after_attempts = models.PositiveSmallIntegerField(_("next way after failures"), default=2)
    unread_minutes = models.PositiveSmallIntegerField(_("urgent and unread: next way after minutes"), default=3)

    class Meta:
        verbose_name = _("rules of delivery")
        verbose_name_plural = _("rules of delivery")
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="delivery_policy_single")]

    def __str__(self) -> str:
        return str(_("Rules of delivery"))

    @classmethod
    def current(cls) -> "DeliveryPolicy":
        """The row, or the defaults before an administrator has saved one."""
        return cls.objects.filter(id=1).first() or cls()


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all rows (never the words), a person her own."""
        if principal.is_staff:
            return self
        return self.filter(message__user_id=principal.user_id) if principal.user_id else self.none()


class Delivery(Numbered):
    """One way of bringing a message to a person outside the inbox; ``place``: its turn in her order, from 0."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    via = models.CharField(max_length=10, choices=Via.choices)
    place = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    reason = models.CharField(max_length=200, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "via"], name="delivery_once_per_channel"),
            state_check(DeliveryState, name="delivery_state"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=models.Q(state="queued"), name="delivery_due"),
        ]


class Preference(models.Model):
    """What one person wants to get outside the inbox, in the order in which it is tried, and when not."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="message_preference")
    vias = ArrayField(models.CharField(max_length=10, choices=Via.choices), default=list)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    @classmethod
    def of(cls, user: User) -> Self:
        """Hers, or what holds until she says otherwise: e-mail and subscribed browsers, at any hour."""
        return cls.objects.filter(user=user).first() or cls(user=user, vias=[Via.EMAIL.value, Via.PUSH.value])

    def as_form(self) -> dict[str, Any]:
        ways = dict(zip(("first", "second", "third", "fourth"), self.vias, strict=False))
        return {**ways, "quiet_from": self.quiet_from, "quiet_until": self.quiet_until}


class PushSubscriptionQuerySet(models.QuerySet["PushSubscription"]):
    def visible_to(self, principal: Principal) -> Self:
        return self.filter(user_id=principal.user_id) if principal.user_id else self.none()


class PushSubscription(Referable):
    """A browser that agreed to Web Push."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.URLField(max_length=600, unique=True)
    p256dh = models.CharField(max_length=200)
    auth = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=now)

    objects = PushSubscriptionQuerySet.as_manager()


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def visible_to(self, principal: Principal) -> Self:
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()

    def with_last_call(self) -> Self:
        """Adds ``last_state``, ``last_reason`` and ``last_at`` of the newest call."""
        newest = WebhookCall.objects.filter(endpoint=models.OuterRef("pk")).order_by("-pk")
        return self.annotate(
            last_state=models.Subquery(newest.values("state")[:1]),
            last_reason=models.Subquery(newest.values("reason")[:1]),
            last_at=models.Subquery(newest.values("created_at")[:1]),
        )


class WebhookEndpoint(Referable):
    """Where a client company hears of events, signed after Standard Webhooks."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=600)
    secret_sealed = models.TextField(default="")
    old_secret_sealed = models.TextField(default="", blank=True)
    rotated_at = models.DateTimeField(null=True, blank=True)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    secret = Sealed("secret_sealed")
    old_secret = Sealed("old_secret_sealed")

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url

    @property
    def topic_words(self) -> list[str]:
        """What it hears of, in the reader's language."""
        return [topic_words(topic) for topic in self.topics]


class WebhookCallQuerySet(models.QuerySet["WebhookCall"]):
    def visible_to(self, principal: Principal) -> Self:
        return self.filter(endpoint__client_id=principal.client_id) if principal.client_id else self.none()


class WebhookCall(Referable):
    """One event for one endpoint; repeated until it is taken or given up."""

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="calls")
    topic = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    reason = models.CharField(max_length=200, blank=True, default="")
    fact = models.CharField(
        max_length=80, null=True, blank=True, help_text=_("What happened; the same fact is announced once.")
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookCallQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            state_check(DeliveryState, name="webhook_call_state"),
            models.UniqueConstraint(fields=["endpoint", "topic", "fact"], name="webhook_fact_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=models.Q(state="queued"), name="webhook_call_due"),
        ]

    @property
    def words(self) -> str:
        """What happened, in the reader's language."""
        return topic_words(self.topic)
