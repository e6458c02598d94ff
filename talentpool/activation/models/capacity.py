"""Capacity holds, acceptance models, rates of segments, the room's settings, pool review."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.activation.states import HoldState, Purpose, ReviewProposal
from talentpool.agents.models import Agent, Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now
from talentpool.kernel.formats import moment_words
from talentpool.kernel.models import Referable


class Hold(Referable):
    """Capacity a submitted order keeps, so that nobody is promised twice: ``people`` of a segment during a
    range.

    ``owner``: the ref of the order.
    """

    owner = models.UUIDField(db_index=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="holds")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="holds")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="holds")
    during = DateTimeRangeField()
    people = models.FloatField(help_text=_("Expected people bound, counting refusals."))
    state = models.CharField(max_length=10, choices=HoldState.choices, default=HoldState.HELD)
    created_at = models.DateTimeField(default=now)


class SegmentRate(models.Model):
    """Rates of a segment as of the last refresh; derived from the ledger, recomputable."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="rates")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.CASCADE, related_name="rates")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    days = models.PositiveSmallIntegerField()
    horizon_hours = models.PositiveSmallIntegerField(default=24)
    asked = models.PositiveIntegerField()
    reached = models.PositiveIntegerField()
    newest_at = models.DateTimeField(null=True)
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["skill", "channel", "language", "kind", "purpose", "days", "horizon_hours"],
                name="segment_rate_once",
            ),
            models.CheckConstraint(condition=models.Q(reached__lte=models.F("asked")), name="segment_rate_share"),
        ]


class AcceptanceModelQuerySet(models.QuerySet["AcceptanceModel"]):
    def visible_to(self, principal: Principal) -> Self:
        return self if principal.is_staff else self.none()


class AcceptanceModel(models.Model):
    """A trained acceptance model: plain coefficients, its calibration, and whether it is in use."""

    version = models.PositiveIntegerField(unique=True)
    coefficients = models.JSONField(default=dict)
    calibration = models.JSONField(default=dict)
    trained_on = models.PositiveIntegerField(default=0)
    trained_at = models.DateTimeField(default=now)
    in_use = models.BooleanField(default=False)
    guarded = models.BooleanField(default=False, help_text=_("Calibration failed: the segment's rate is used instead."))

    objects = AcceptanceModelQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["in_use"], condition=models.Q(in_use=True), name="one_model_in_use")
        ]

    def __str__(self) -> str:
        return f"v{self.version}"


class AcceptanceEffect(models.Model):
    """What one agent's own answers say beyond her segment's, in one version of the model."""

    model = models.ForeignKey(AcceptanceModel, on_delete=models.CASCADE, related_name="effects")
    agent_id = models.BigIntegerField()
    effect = models.FloatField()
    variance = models.FloatField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["model", "agent_id"], name="effect_once")]


class Settings(models.Model):
    """The room's numbers, one row; an administrator changes them in the admin."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    kit_days = models.PositiveSmallIntegerField(_("kit check is valid for (days)"), default=90)
    stale_days = models.PositiveSmallIntegerField(_("a rate is stale after (days)"), default=90)
    unknown_below = models.PositiveSmallIntegerField(_("unknown below a sample of"), default=10)
    precision = models.FloatField(_("precision of a drill"), default=0.05)
    precision_small = models.FloatField(_("precision in small segments"), default=0.10)
    small_segment = models.PositiveIntegerField(_("a segment is small below"), default=400)
    drills_per_month = models.PositiveSmallIntegerField(_("drills per agent and 30 days, at most"), default=2)
    cost_minor = models.PositiveIntegerField(_("cost of one call in a drill, minor units"), default=50)
    fill_target = models.FloatField(_("target of promised fill"), default=0.95)
    standby_target = models.FloatField(_("standby makes up for no-shows with probability"), default=0.97)
    show_up = models.FloatField(_("show-up assumed without history"), default=0.92)
    acceptance = models.FloatField(_("acceptance assumed without history"), default=0.2)
    fresh_below = models.FloatField(_("a skill is stale below a freshness of"), default=0.30)
    review_days = models.PositiveSmallIntegerField(_("proposed for rest after (days) without work"), default=120)
    notice_days = models.PositiveSmallIntegerField(_("notice before a review decision takes effect (days)"), default=14)

    class Meta:
        verbose_name = _("activation settings")
        verbose_name_plural = _("activation settings")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="activation_settings_single"),
            models.CheckConstraint(
                condition=models.Q(precision__gt=0, precision__lt=1, show_up__gt=0, show_up__lte=1),
                name="activation_settings_sane",
            ),
        ]

    def __str__(self) -> str:
        return str(_("activation settings"))

    @classmethod
    def current(cls) -> Self:
        """The row, or the defaults where nobody changed anything."""
        return cls.objects.filter(id=1).first() or cls()


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
