"""Capacity holds, acceptance models, rates of segments."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client
from accounts.principals import Principal
from talentpool.activation.models.drills import Drill
from talentpool.activation.states import HoldState, Purpose
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now
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

    class Meta:
        verbose_name = _("held capacity")
        verbose_name_plural = _("held capacities")


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


class DrillShare(models.Model):
    """What one finished drill found in one segment: counted once, when it is over, so that trends cost nothing."""

    drill = models.ForeignKey(Drill, on_delete=models.CASCADE, related_name="shares")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    asked = models.PositiveIntegerField()
    reached = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("result of a drill")
        verbose_name_plural = _("results of drills")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["drill", "skill", "channel", "language", "kind"], name="drill_share_once"),
            models.CheckConstraint(condition=models.Q(reached__lte=models.F("asked")), name="drill_share_share"),
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
        verbose_name = _("acceptance model")
        verbose_name_plural = _("acceptance models")
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
