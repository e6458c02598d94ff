"""Rule sets, conversations, inspections, alerts, people's reviews, appeals."""

from typing import ClassVar, Self, TypeVar

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

M = TypeVar("M", bound=models.Model)


class OfConversationQuerySet(models.QuerySet[M]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all; a client its own conversations; an agent hers."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(client_id=principal.client_id)
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class InspectionPractice(models.Model):
    """How inspection is done here: one row, changed by an administrator."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sample_percent = models.FloatField(default=5, help_text=_("Share that people inspect, per client and agent."))
    appeal_within_days = models.PositiveSmallIntegerField(default=14)
    answer_within_days = models.PositiveSmallIntegerField(default=14)
    match_margin_minutes = models.PositiveSmallIntegerField(
        default=30, help_text=_("How far outside the shift a conversation may start.")
    )

    class Meta:
        verbose_name = _("inspection practice")
        verbose_name_plural = _("inspection practice")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="inspection_practice_single"),
            models.CheckConstraint(condition=models.Q(sample_percent__range=(0, 100)), name="sample_percent_range"),
        ]

    def __str__(self) -> str:
        return str(_("Inspection practice"))

    @classmethod
    def current(cls) -> "InspectionPractice":
        """The row, or the defaults while nobody has changed them."""
        return cls.objects.filter(id=1).first() or cls()


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff all; a client its own and the starter sets; nobody else any."""
        if principal.is_staff:
            return self
        if principal.client_id:
            return self.filter(models.Q(client_id=principal.client_id) | models.Q(client=None))
        return self.none()

    def in_force(self, *, client: Client, channel: str) -> Self:
        """The published sets that fit, the most particular first."""
        fits = models.Q(client=client) | models.Q(client=None)
        return self.filter(fits, channel__in=[channel, ""], state=RuleSetState.PUBLISHED).order_by(
            models.F("client").asc(nulls_last=True), "-channel"
        )


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

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
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

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


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


class InspectionQuerySet(OfConversationQuerySet["Inspection"]):
    def for_people(self) -> Self:
        """Drawn for a person's scorecard and not her own work."""
        return self.filter(for_people=True)

    def of_shifts(self) -> Self:
        """Matched to an assignment: only these count for a person."""
        return self.filter(conversation__assignment__isnull=False)


@pghistory.track(fields=["score", "red_line_confirmed"])
class Inspection(Referable):
    """The judgement of one conversation by one rule set version; ``findings`` writes and reads its JSON.

    hits: [{"rule", "severity", "group", "word", "turn", "start", "end", "state": found | confirmed | dismissed}].
    ``score`` and the groups are recomputed from hits, steps and timing whenever a person decides about a hit.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="inspections")
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="inspections")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="inspections")
    hits = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    timing = models.JSONField(default=list)
    truncated = models.BooleanField(default=False, help_text=_("More hits than are kept."))
    service = models.FloatField(null=True)
    sales = models.FloatField(null=True)
    other = models.FloatField(null=True)
    score = models.FloatField(null=True)
    capabilities = models.JSONField(default=dict)
    red_line_confirmed = models.BooleanField(default=False)
    under_appeal = models.BooleanField(default=False)
    for_people = models.BooleanField(default=False, help_text=_("Drawn for inspection by a person."))
    inspected_at = models.DateTimeField(default=now)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "rule_set"], name="inspected_once"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 100)),
                name="inspection_score",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-inspected_at"]),
            models.Index(fields=["agent", "-inspected_at"]),
            models.Index(fields=["-inspected_at"], condition=models.Q(for_people=True), name="inspection_for_people"),
        ]


class AlertQuerySet(OfConversationQuerySet["Alert"]):
    def waiting(self) -> Self:
        """Open or taken: somebody still has to decide."""
        return self.filter(state__in=[AlertState.OPEN, AlertState.TAKEN])


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

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
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


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, principal: Principal) -> Self:
        """A reviewer sees her own until she has submitted; then staff see all that are submitted."""
        if not principal.is_staff:
            return self.none()
        return self.filter(models.Q(submitted_at__isnull=False) | models.Q(reviewer_id=principal.user_id))


class Review(Referable):
    """A person's blind judgement of a conversation. ``marks``: {"item": 0 to 1}."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reviews")
    marks = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")
    score = models.FloatField(null=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
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
        verbose_name_plural = _("appeals")
        constraints: ClassVar = [
            state_check(AppealState, name="appeal_state"),
            models.UniqueConstraint(fields=["inspection"], condition=models.Q(state="open"), name="appeal_open_once"),
        ]
