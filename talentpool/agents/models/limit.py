"""How long anybody may work where she lives: rows that an administrator changes."""

from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.agents.models.reference import Region
from talentpool.agents.states import Kind
from talentpool.kernel.fields import LocalizedTextField
from talentpool.kernel.models import Numbered


@pghistory.track()
class WorkLimit(Numbered):
    """The most minutes a day and a week for one kind of agent, in a region and its places; ``region`` empty: everywhere.

    The nearest row counts: the agent's own region, its province, everywhere. Triggers keep the result on each agent
    (``daily_limit_minutes``, ``weekly_limit_minutes``), so that the claim and the matching index read it there.
    """

    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="work_limits",
        verbose_name=_("region"),
        help_text=_("Empty: everywhere that has no row of its own."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    daily_minutes = models.PositiveIntegerField(_("most minutes a day"))
    weekly_minutes = models.PositiveIntegerField(_("most minutes a week"))
    source = LocalizedTextField(verbose_name=_("where it comes from"), blank=True)

    class Meta:
        verbose_name = _("limit of hours")
        verbose_name_plural = _("limits of hours")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "kind"], nulls_distinct=False, name="work_limit_once"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="work_limit_kind"),
            models.CheckConstraint(
                condition=models.Q(daily_minutes__lte=24 * 60, weekly_minutes__lte=7 * 24 * 60), name="work_limit_sane"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region or _('Everywhere')} · {self.get_kind_display()}"
