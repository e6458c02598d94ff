"""Inspections and the alerts they raise."""

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.quality.models.conversation import Conversation, OfConversationQuerySet
from tasks.quality.models.ruleset import RuleSet
from tasks.quality.states import AlertState, DrawnFor, Severity


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
    drawn_for = models.CharField(max_length=14, choices=DrawnFor.choices, blank=True, default="")
    signals = ArrayField(models.CharField(max_length=14), default=list, help_text=_("What the customer let show."))
    topic = models.CharField(max_length=60, blank=True, default="", help_text=_("What the customer came about."))
    standard = models.FloatField(null=True, help_text=_("Score standardised within the rule set: 50 is its mean."))
    changed_at = models.DateTimeField(default=now)
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
            models.Index(fields=["changed_at"], name="inspection_changed"),
            models.Index(fields=["rule_set", "-inspected_at"], name="inspection_of_set"),
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

    @property
    def open_seconds(self) -> float:
        """From raised to closed; still open: so far."""
        return ((self.closed_at or now()) - self.raised_at).total_seconds()

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
