"""Plans for a coming season: which peak each segment must work, and what it takes, as computed last."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable


class SeasonPlanQuerySet(models.QuerySet["SeasonPlan"]):
    def visible_to(self, principal: Principal) -> Self:
        return self if principal.is_staff else self.none()

    def coming(self) -> Self:
        """Not over yet."""
        return self.filter(ends_on__gte=now().date())


class SeasonPlan(Referable):
    """A season with its peaks. ``target``: the probability with which every peak is to be worked."""

    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    target = models.FloatField(_("target"), default=0.95)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now)
    computed_at = models.DateTimeField(null=True, blank=True)

    objects = SeasonPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("season plan")
        verbose_name_plural = _("season plans")
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="season_days"),
            models.CheckConstraint(condition=models.Q(target__gt=0, target__lt=1), name="season_target"),
        ]

    def __str__(self) -> str:
        return self.name


class SeasonNeed(models.Model):
    """The peak of one segment in a season. ``outcome``: what was computed last; empty before, or where unknown."""

    plan = models.ForeignKey(SeasonPlan, on_delete=models.CASCADE, related_name="needs")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    peak = models.PositiveIntegerField(_("seats at the peak"))
    outcome = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "skill", "channel", "language", "kind"], name="season_need_once"),
            models.CheckConstraint(condition=models.Q(peak__gte=1), name="season_peak"),
        ]
