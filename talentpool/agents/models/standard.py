"""The house's numbers for the pool; an administrator changes them."""

from datetime import timedelta
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.agents.models.agent import Agent
from talentpool.agents.rules.kit import LIMITS


@pghistory.track()
class PoolStandard(models.Model):
    """One row. Caps in minutes; ``kit_limits`` overrides the kit's limits by key, 0 switches one off."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    most_daily_minutes = models.PositiveIntegerField(_("most minutes a day"), default=10 * 60)
    most_weekly_minutes = models.PositiveIntegerField(_("most minutes a week"), default=48 * 60)
    kit_valid_days = models.PositiveIntegerField(_("a kit check counts for days"), default=30)
    kit_limits = models.JSONField(_("limits of the kit check"), default=dict, blank=True)

    class Meta:
        verbose_name = _("standard of the pool")
        verbose_name_plural = _("standards of the pool")
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="pool_standard_single")]

    def __str__(self) -> str:
        return str(_("Standards of the pool"))

    @classmethod
    def current(cls) -> Self:
        """The row, or the defaults before an administrator has saved one."""
        return cls.objects.filter(id=1).first() or cls()

    def most_minutes(self, agent: Agent) -> tuple[int, int]:
        """The most she may set for a day and a week: the house's, or less where the rules of her region allow less."""
        daily, weekly = agent.daily_limit_minutes, agent.weekly_limit_minutes
        return (
            self.most_daily_minutes if daily is None else min(self.most_daily_minutes, daily),
            self.most_weekly_minutes if weekly is None else min(self.most_weekly_minutes, weekly),
        )

    @property
    def limits(self) -> dict[str, float]:
        return {**LIMITS, **self.kit_limits}

    @property
    def kit_validity(self) -> timedelta:
        return timedelta(days=self.kit_valid_days)
