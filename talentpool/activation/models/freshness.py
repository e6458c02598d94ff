"""Keeping skills fresh: one proposal per drop, and practice tasks."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.principals import Principal
from talentpool.activation.states import FreshAction
from talentpool.agents.models import Agent, Skill
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable


class FreshProposalQuerySet(models.QuerySet["FreshProposal"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all; an agent her own."""
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class FreshProposal(Referable):
    """One action proposed when a skill of an agent fell below the line; open until it is fresh again."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="fresh_proposals")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="fresh_proposals")
    action = models.CharField(max_length=10, choices=FreshAction.choices)
    freshness = models.FloatField(help_text=_("When it was proposed, 0 to 1."))
    gain = models.FloatField(help_text=_("Freshness it adds when done, 0 to 1."))
    cost_minor = models.PositiveIntegerField(default=0)
    proposed_at = models.DateTimeField(default=now)
    told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = FreshProposalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agent", "skill"], condition=models.Q(closed_at=None), name="one_fresh_proposal"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["action"], condition=models.Q(closed_at=None), name="fresh_open")]


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all; an agent her own."""
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class Practice(Referable):
    """A practice task: a few test contacts of one skill, one after another. ``contacts`` are drawn when it starts."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="practices")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="practices")
    contacts = models.JSONField(default=list, help_text=_("Primary keys of the test contacts."))
    choices = models.JSONField(default=list, help_text=_("What she chose, in the same order."))
    right = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)
    passed = models.BooleanField(default=False)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agent", "skill"], condition=models.Q(finished_at=None), name="one_open_practice"
            )
        ]
