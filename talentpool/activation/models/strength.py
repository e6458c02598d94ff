"""How strong each segment is: a roll-up of the matching index, for pools too large to count while a page waits."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel, Kind


class SegmentStrength(models.Model):
    """A segment as of the last refresh. ``free``: people ready and free at each of the 168 hours of their own week."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reserve = models.PositiveIntegerField()
    ready = models.PositiveIntegerField()
    paused = models.PositiveIntegerField()
    expiring = models.PositiveIntegerField()
    free = ArrayField(models.PositiveIntegerField(), size=168)
    refreshed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("strength of a segment")
        verbose_name_plural = _("strengths of segments")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["skill", "channel", "language", "kind"], name="segment_strength_once")
        ]
