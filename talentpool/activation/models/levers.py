"""What can raise a task rate, and what it costs: rows that an administrator changes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talentpool.activation.states import LeverCode


class Lever(models.Model):
    """One way to raise a task rate. ``cost_minor`` is for one unit of it.

    The unit: a person asked (wake), refreshed, trained, recruited; a seat whose hours move. A bonus costs itself.
    """

    code = models.CharField(_("lever"), max_length=12, choices=LeverCode.choices, unique=True)
    cost_minor = models.PositiveIntegerField(_("cost of one unit, minor units"), default=0)
    days = models.FloatField(_("days until it works"), default=0)
    share = models.FloatField(_("share of people with whom it works"), default=1)
    amount = models.PositiveIntegerField(
        _("size of a step"), default=0, help_text=_("Bonus: minor units an hour. Hours: minutes earlier or later.")
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("lever")
        verbose_name_plural = _("levers")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(share__gt=0, share__lte=1, days__gte=0), name="activation_lever_sane"
            )
        ]

    def __str__(self) -> str:
        return str(LeverCode(self.code).label)
