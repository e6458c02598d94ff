"""Pool review: rounds of proposals, a person's decisions, appeals to another person."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.activation.states import AppealAnswer, ReviewProposal
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.formats import moment_words
from talentpool.kernel.models import Numbered, Referable


class ReviewRound(Numbered):
    """One month's review: the rule with its numbers, how many were looked at, how many were proposed."""

    month = models.DateField(unique=True, help_text=_("The first day of the month."))
    rule_version = models.CharField(max_length=20)
    numbers = models.JSONField(default=dict)
    looked_at = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=now)


class ReviewItemQuerySet(models.QuerySet["ReviewItem"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all; an agent what was decided about her, or proposed."""
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()

    def waiting(self) -> Self:
        return self.filter(decision="")


class ReviewItem(Referable):
    """A proposal of the regular pool review about one agent, and a person's decision on it."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="reviews")
    proposal = models.CharField(max_length=10, choices=ReviewProposal.choices)
    rule_version = models.CharField(max_length=20)
    reasons = models.JSONField(default=list)
    proposed_at = models.DateTimeField(default=now)
    decision = models.CharField(max_length=10, choices=ReviewProposal.choices, blank=True, default="")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    effective_at = models.DateTimeField(null=True, blank=True)
    carried_out_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True, help_text=_("She took the way back."))
    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, null=True, blank=True, related_name="items")

    objects = ReviewItemQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(decision="") | models.Q(decided_by__isnull=False),
                name="review_decided_by_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_proposal_display()} · {moment_words(self.proposed_at)}"


class ReviewAppealQuerySet(models.QuerySet["ReviewAppeal"]):
    def visible_to(self, principal: Principal) -> Self:
        """Staff see all; an agent her own."""
        if principal.is_staff:
            return self
        return self.filter(item__agent_id=principal.agent_id) if principal.agent_id else self.none()

    def waiting(self) -> Self:
        return self.filter(answer="")


class ReviewAppeal(Referable):
    """An agent's objection to a decision of the review; somebody else than the decider answers, by ``due_at``.

    While it is open, the decision does not take effect.
    """

    item = models.OneToOneField(ReviewItem, on_delete=models.PROTECT, related_name="appeal")
    text = models.TextField()
    made_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", help_text=_("Who decided, and so can't answer.")
    )
    answer = models.CharField(max_length=10, choices=AppealAnswer.choices, blank=True, default="")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")

    objects = ReviewAppealQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by__isnull=True)
                | (models.Q(answered_by__isnull=False) & ~models.Q(answered_by=models.F("decided_by"))),
                name="appeal_answered_by_another",
            )
        ]
