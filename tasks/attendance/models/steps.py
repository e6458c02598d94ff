"""What dispatchers do about gaps."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from tasks.attendance.states import StepKind
from tasks.dispatch.models import Wave
from tasks.orders.models import Order


class InterventionQuerySet(models.QuerySet["Intervention"]):
    def visible_to(self, principal: Principal) -> Self:
        """Nobody outside staff."""
        return self if principal.is_staff else self.none()


class Intervention(Referable):
    """One step of a dispatcher, and what she was shown it would do; append-only.

    expected: {"offers", "expected_yes", "probability" (0 to 1), "seats"} as shown. minor: a bonus an hour.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="interventions")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    expected = models.JSONField(default=dict)
    minor = models.PositiveIntegerField(default=0)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, null=True, blank=True, related_name="interventions")

    objects = InterventionQuerySet.as_manager()

    class Meta:
        verbose_name = _("intervention")
        verbose_name_plural = _("interventions")
        indexes: ClassVar = [models.Index(fields=["-at"])]
