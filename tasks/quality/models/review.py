"""What people say: scorecards, calibration, verdicts on single hits, appeals."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.quality.models.conversation import Conversation
from tasks.quality.models.inspection import Inspection
from tasks.quality.states import AppealState, ProposalState


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


class CalibrationQuerySet(models.QuerySet["CalibrationRound"]):
    def visible_to(self, principal: Principal) -> Self:
        return self if principal.is_staff else self.none()


class CalibrationRound(Referable):
    """Several raters judge the same conversations blind, then look together at what they saw differently."""

    name = models.CharField(max_length=80)
    raters = models.ManyToManyField(User, related_name="calibration_rounds")
    inspections = models.ManyToManyField(Inspection, related_name="calibration_rounds")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)
    agreed = models.TextField(blank=True, default="", help_text=_("What the raters agreed to do alike from now on."))

    objects = CalibrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("calibration round")
        verbose_name_plural = _("calibration rounds")


class HitVerdict(models.Model):
    """A person says whether a hit of a rule, at its place, is right or a false alarm; from this comes precision."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="hit_verdicts")
    rule = models.CharField(max_length=60)
    word = models.CharField(max_length=100)
    turn = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    is_right = models.BooleanField()
    drawn = models.BooleanField(default=True, help_text=_("From a random sample, so that it may count for precision."))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("verdict on a hit")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "rule", "turn", "start", "by"], name="hit_verdict_once")
        ]
        indexes: ClassVar = [models.Index(fields=["rule", "-at"], name="hit_verdict_of_rule")]


class AssistantProposalQuerySet(models.QuerySet["AssistantProposal"]):
    def visible_to(self, principal: Principal) -> Self:
        return self if principal.is_staff else self.none()


class AssistantProposal(Referable):
    """What the language model proposed for a conversation; a person takes it over or leaves it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="proposals")
    model = models.CharField(max_length=120)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    summary = models.TextField(blank=True, default="")
    tags = models.JSONField(default=list)
    marks = models.JSONField(default=dict)
    failure = models.CharField(max_length=60, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)
    looked_at_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssistantProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of the assistant")
        constraints: ClassVar = [
            state_check(ProposalState, name="assistant_proposal_state"),
            models.UniqueConstraint(fields=["inspection", "model"], name="assistant_proposes_once"),
        ]
