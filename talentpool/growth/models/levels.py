"""Proposals to step down, which only a person decides, and the leader board of those who want to be on it."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.growth.models.log import Rulebook
from talentpool.growth.states import StepDownState
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check


class StepDownQuerySet(models.QuerySet["StepDown"]):
    def visible_to(self, principal: Principal) -> Self:
        """Those who decide; the agent hears of a decision, not of a proposal."""
        return self if principal.has_role("trainer") else self.none()

    def waiting(self) -> Self:
        return self.filter(state=StepDownState.PROPOSED)


class StepDown(Referable):
    """By rule an agent no longer meets what her level asks for; a person keeps her or steps her down, with a reason."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="step_downs")
    rulebook = models.ForeignKey(Rulebook, on_delete=models.PROTECT, related_name="step_downs")
    from_level = models.PositiveSmallIntegerField()
    to_level = models.PositiveSmallIntegerField()
    missing = models.JSONField(default=list, help_text='[{"name", "have", "need"}]')
    state = models.CharField(max_length=10, choices=StepDownState.choices, default=StepDownState.PROPOSED)
    proposed_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True, default="")

    objects = StepDownQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal to step down")
        verbose_name_plural = _("proposals to step down")
        constraints: ClassVar = [
            state_check(StepDownState, name="step_down_state"),
            models.UniqueConstraint(
                fields=["agent"], condition=models.Q(state="proposed"), name="step_down_proposed_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed") | models.Q(decided_by__isnull=False), name="step_down_by_person"
            ),
        ]


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def visible_to(self, principal: Principal) -> Self:
        """Everybody in the pool sees who wants to be seen."""
        return self.filter(left_at__isnull=True) if principal.is_staff or principal.agent_id else self.none()


class Recognition(models.Model):
    """An agent who wants to be on the leader board, under the name she chose. Leaving takes her off at once."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, related_name="recognition")
    shown_as = models.CharField(_("shown as"), max_length=20)
    joined_at = models.DateTimeField(default=now)
    left_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the leader board")
        verbose_name_plural = _("places on the leader board")
