"""Conversations, how they come in, and how they are found again."""

from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from talentpool.kernel.fields import Sealed
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.dispatch.models import Assignment
from tasks.quality.states import BatchHolds, RunState

M = TypeVar("M", bound=models.Model)


class OfConversationQuerySet(models.QuerySet[M]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all; a client its own conversations; an agent hers."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(client_id=principal.client_id)
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class BatchQuerySet(models.QuerySet["ConversationBatch"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()


class HookQuerySet(models.QuerySet["InboundHook"]):
    def visible_to(self, principal: Principal) -> Self:
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()

    def for_caller(self) -> Self:
        """Who posts proves herself by the signature, not by a log-in."""
        return self.filter(active=True).select_related("client")


class ConversationBatch(Referable):
    """A file of conversations: how its reading goes, and the rows that could not be used.

    ``row_errors``: [{"row", "code", "where"}], the first 1,000; ``rows_bad`` counts all. ``masked``: {"phone": how many}.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="conversation_batches")
    name = models.CharField(max_length=120)
    holds = models.CharField(max_length=14, choices=BatchHolds.choices, default=BatchHolds.CONVERSATIONS)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CHAT)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    file = models.FileField(upload_to="conversations/", null=True, blank=True)
    bytes_total = models.BigIntegerField(default=0)
    bytes_read = models.BigIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    row_errors = models.JSONField(default=list)
    masked = models.JSONField(default=dict)
    failure = models.CharField(max_length=40, blank=True, default="")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now)
    progress_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of conversations")
        verbose_name_plural = _("files of conversations")
        constraints: ClassVar = [state_check(RunState, name="conversation_batch_state")]
        indexes: ClassVar = [models.Index(fields=["client", "-created_at"])]

    @property
    def percent_read(self) -> int:
        """How far the reading is, in bytes of the file."""
        return min(100, round(100 * self.bytes_read / self.bytes_total)) if self.bytes_total else 0

    @property
    def is_moving(self) -> bool:
        return self.state in (RunState.WAITING, RunState.RUNNING)


class InboundHook(Referable):
    """An address a client's own system posts conversations to, signed with a secret of its own."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="inbound_hooks")
    name = models.CharField(max_length=60)
    secret_sealed = models.TextField()
    secret = Sealed("secret_sealed")
    active = models.BooleanField(default=True)
    received = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now)

    objects = HookQuerySet.as_manager()

    class Meta:
        verbose_name = _("address for conversations")
        verbose_name_plural = _("addresses for conversations")


class ConversationQuerySet(OfConversationQuerySet["Conversation"]):
    pass


class Conversation(Referable):
    """One conversation, personal data masked before it is stored. ``turns``: [{"role", "text", "at"?}]."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="conversations")
    external_id = models.CharField(max_length=120)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.CHAT)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="conversations")
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    alias = models.CharField(max_length=20, blank=True, default="")
    queue = models.CharField(max_length=60, blank=True, default="", help_text=_("The client's shop or queue."))
    batch = models.ForeignKey(
        ConversationBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    turns = models.JSONField(default=list)
    masked = models.JSONField(default=dict, help_text='{"phone": how many, ...}')
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    started_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=now)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints: ClassVar = [models.UniqueConstraint(fields=["client", "external_id"], name="conversation_once")]
        indexes: ClassVar = [
            models.Index(fields=["client", "-received_at"]),
            models.Index(fields=["agent", "-received_at"]),
        ]


class ConversationSearch(models.Model):
    """What a conversation is found by: every two neighbouring characters of its folded words, each as one number.

    Kept beside the conversation so that a search reads narrow rows; see ``rules.grams``.
    """

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, primary_key=True, related_name="search")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    grams = ArrayField(models.IntegerField())

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["grams"], name="conversation_grams", fastupdate=False),
            models.Index(fields=["client", "conversation"], name="conversation_of_client"),
        ]


class SatisfactionQuerySet(models.QuerySet["Satisfaction"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()


class Satisfaction(models.Model):
    """What a customer answered about a conversation, on the client's own scale made 0 to 1."""

    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="satisfaction")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    share = models.FloatField()
    batch = models.ForeignKey(ConversationBatch, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(default=now)

    objects = SatisfactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer satisfaction")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(share__range=(0, 1)), name="satisfaction_share")
        ]
