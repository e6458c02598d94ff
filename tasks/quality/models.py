"""Rule sets, conversations, inspections, alerts, people's reviews, appeals."""

from typing import ClassVar, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.dispatch.models import Assignment
from tasks.quality.states import AlertState, AppealState, RuleSetState, Severity


class _OfConversation(models.QuerySet[models.Model]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all; a client its own conversations; an agent hers."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(client_id=principal.client_id)
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class RuleSet(Referable):
    """A client's rules for a channel, by version. ``rules``: the engine's format; no ``client``: the starter set."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="rule_sets")
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True, default="")
    name = LocalizedTextField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RuleSetState.choices, default=RuleSetState.DRAFT)
    rules = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("rule set")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "channel", "version"], nulls_distinct=False, name="rule_set_version"
            ),
            models.UniqueConstraint(
                fields=["client", "channel"],
                condition=models.Q(state="published"),
                nulls_distinct=False,
                name="one_rule_set_published",
            ),
            state_check(RuleSetState, name="rule_set_state"),
        ]


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
    turns = models.JSONField(default=list)
    masked = models.JSONField(default=dict, help_text='{"phone": how many, ...}')
    started_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=now)

    objects = _OfConversation.as_manager()

    class Meta:
        verbose_name = _("conversation")
        constraints: ClassVar = [models.UniqueConstraint(fields=["client", "external_id"], name="conversation_once")]
        indexes: ClassVar = [
            models.Index(fields=["client", "-received_at"]),
            models.Index(fields=["agent", "-received_at"]),
        ]


@pghistory.track(fields=["score", "red_line_confirmed"])
class Inspection(Referable):
    """The judgement of one conversation by one rule set version. ``hits``: what was found, with its place."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="inspections")
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="inspections")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="inspections")
    hits = models.JSONField(default=list)
    steps = models.JSONField(default=dict)
    timing = models.JSONField(default=dict)
    service = models.FloatField(null=True)
    sales = models.FloatField(null=True)
    other = models.FloatField(null=True)
    score = models.FloatField(null=True)
    capabilities = models.JSONField(default=dict)
    red_line_confirmed = models.BooleanField(default=False)
    under_appeal = models.BooleanField(default=False)
    for_people = models.BooleanField(default=False, help_text=_("Drawn for inspection by a person."))
    inspected_at = models.DateTimeField(default=now)

    objects = _OfConversation.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "rule_set"], name="inspected_once"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 100)),
                name="inspection_score",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["client", "-inspected_at"])]


class Alert(Referable):
    """A hit that somebody must see now. The same cause raises one alert with a count."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="alerts")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="alerts")
    cause = models.CharField(max_length=120)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    count = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=AlertState.choices, default=AlertState.OPEN)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="alerts")
    note = models.TextField(blank=True, default="")
    raised_at = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = _OfConversation.as_manager()

    class Meta:
        verbose_name = _("alert")
        constraints: ClassVar = [
            state_check(AlertState, name="alert_state"),
            models.UniqueConstraint(
                fields=["client", "agent", "cause"],
                condition=models.Q(state__in=["open", "taken"]),
                nulls_distinct=False,
                name="alert_open_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-last_at"])]


class Review(Referable):
    """A person's blind judgement of a conversation. ``marks``: {"item": 0 to 1}."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reviews")
    marks = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")
    score = models.FloatField(null=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["inspection", "reviewer"], name="review_once")]


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class Appeal(Referable):
    """An agent objects to a score; a named person answers by a deadline."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="appeals")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="appeals")
    reason = models.TextField()
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appeals_to_answer")
    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.OPEN)
    opened_at = models.DateTimeField(default=now)
    answer_by = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        constraints: ClassVar = [
            state_check(AppealState, name="appeal_state"),
            models.UniqueConstraint(fields=["inspection"], condition=models.Q(state="open"), name="appeal_open_once"),
        ]
