"""Campaigns, applications, gates, questions, interviews, formalities."""

from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.agents.states import Kind
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedTextField, Sealed
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from talentpool.screening.states import (
    ApplicationState,
    CampaignState,
    FormalityKind,
    FormalityState,
    GateKind,
)


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, principal: Principal) -> Self:
        """The public sees open campaigns."""
        return self if principal.is_staff else self.filter(state=CampaignState.OPEN)


class Campaign(Referable):
    """A call for applications for one kind of agent, with its own gates."""

    slug = models.SlugField(unique=True)
    title = LocalizedTextField(verbose_name=_("title"))
    text = LocalizedTextField(verbose_name=_("text"))
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=CampaignState.choices, default=CampaignState.DRAFT)
    opens_at = models.DateTimeField(default=now)
    closes_at = models.DateTimeField(null=True, blank=True)
    model_version = models.CharField(
        max_length=20, default="1", help_text=_("Version of the published screening model.")
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        constraints: ClassVar = [state_check(CampaignState, name="campaign_state")]

    def __str__(self) -> str:
        return str(self.title)


class Gate(models.Model):
    """One gate of a campaign, in its place, with its pass mark (0 to 100)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="gates")
    kind = models.CharField(max_length=12, choices=GateKind.choices)
    place = models.PositiveSmallIntegerField()
    pass_mark = models.PositiveSmallIntegerField(default=80)
    weight = models.PositiveSmallIntegerField(default=1)
    max_attempts = models.PositiveSmallIntegerField(default=2)
    retake_after_hours = models.PositiveSmallIntegerField(default=24)
    questions = models.PositiveSmallIntegerField(default=10, help_text=_("How many are drawn, where there are any."))
    settings = models.JSONField(default=dict, help_text=_("Kit limits, time limit in seconds, voice prompts."))

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "kind"], name="gate_once"),
            models.UniqueConstraint(
                fields=["campaign", "place"], name="gate_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=models.Q(pass_mark__lte=100, max_attempts__gte=1), name="gate_marks"),
        ]


class Question(Referable):
    """A bank question. ``options``: [{"key", "text": {..}, "worth": 0 to 1}]; tags name business lines and topics."""

    kind = models.CharField(max_length=12, choices=GateKind.choices)
    text = LocalizedTextField()
    options = models.JSONField(default=list)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=True)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.has_role("recruiter", "trainer"):
            return self
        return self.filter(user_id=principal.user_id) if principal.user_id else self.none()

    def awaiting_decision(self) -> Self:
        return self.filter(state=ApplicationState.DECISION)


@pghistory.track(fields=["state", "decided_by", "reason"])
class Application(Referable):
    """One person's application to one campaign. ``answers``: the form; arrangements are voluntary and never scored."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="applications")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=10, choices=ApplicationState.choices, default=ApplicationState.STARTED)
    answers = models.JSONField(default=dict)
    arrangements_sealed = models.TextField(blank=True, default="")
    started_at = models.DateTimeField(default=now)
    state_since = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True, default="")

    arrangements = Sealed("arrangements_sealed")
    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        indexes: ClassVar = [models.Index(fields=["state", "state_since"])]
        constraints: ClassVar = [
            state_check(ApplicationState, name="application_state"),
            models.UniqueConstraint(
                fields=["campaign", "user"],
                condition=~models.Q(state__in=["stopped", "rejected", "withdrawn"]),
                name="application_open_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["admitted", "rejected"]) | models.Q(decided_by__isnull=False),
                name="application_decided_by_a_person",
            ),
        ]


class GateAttempt(Referable):
    """One try at a gate. Open until ``finished_at``. ``measures``: what was measured or answered, with the draw."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attempts")
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    measures = models.JSONField(default=dict)
    rated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "gate", "number"], name="attempt_numbered"),
            models.UniqueConstraint(
                fields=["application", "gate"],
                condition=models.Q(finished_at__isnull=True),
                name="attempt_open_once",
            ),
        ]


class Recording(Referable):
    """A voice recording, encrypted at rest in the storage under ``path``."""

    attempt = models.ForeignKey(GateAttempt, on_delete=models.CASCADE, related_name="recordings")
    prompt = models.CharField(max_length=40)
    path = models.CharField(max_length=200)
    seconds = models.FloatField()
    measures = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now)


class Interview(Referable):
    """A slot an applicant books."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="interviews"
    )
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="interviews")
    interviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interviews")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=20)
    booked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["interviewer", "starts_at"], name="interviewer_once_at_a_time")
        ]


class Scorecard(Referable):
    """One rater's judgement of an interview or a voice test; hidden from other raters until submitted."""

    attempt = models.ForeignKey(GateAttempt, on_delete=models.CASCADE, related_name="scorecards")
    rater = models.ForeignKey(User, on_delete=models.PROTECT, related_name="scorecards")
    marks = models.JSONField(default=dict, help_text='{"criterion": 1 to 5}')
    note = models.TextField(blank=True, default="")
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["attempt", "rater"], name="scorecard_once")]


class FormalityQuerySet(models.QuerySet["Formality"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.has_role("recruiter", "finance"):
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


@pghistory.track(fields=["state", "confirmed_by"])
class Formality(Referable):
    """One of the five papers before the first shift. ``value`` is encrypted; ``value_index`` finds twins."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="formalities")
    kind = models.CharField(max_length=16, choices=FormalityKind.choices)
    state = models.CharField(max_length=10, choices=FormalityState.choices, default=FormalityState.MISSING)
    value_sealed = models.TextField(blank=True, default="")
    value_index = models.CharField(max_length=64, blank=True, default="")
    document_version = models.CharField(max_length=20, blank=True, default="")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True, default="")

    value = Sealed("value_sealed")
    objects = FormalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("formality")
        verbose_name_plural = _("formalities")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "kind"], name="formality_once"),
            state_check(FormalityState, name="formality_state"),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(confirmed_by__isnull=False),
                name="formality_confirmed_by_a_person",
            ),
        ]
