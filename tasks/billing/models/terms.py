"""What statements, cancellations and invoices go by."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PayTerms(models.Model):
    """What statements, cancellations and invoices go by: one row, changed by an administrator."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    payable_after_days = models.PositiveSmallIntegerField(default=1)
    cancel_early_hours = models.FloatField(default=24)
    cancel_early_percent = models.PositiveSmallIntegerField(default=50)
    cancel_late_hours = models.FloatField(default=2)
    cancel_late_percent = models.PositiveSmallIntegerField(default=100)
    training_paid = models.BooleanField(default=True)
    invoice_due_days = models.PositiveSmallIntegerField(default=30)

    class Meta:
        verbose_name = _("pay terms")
        verbose_name_plural = _("pay terms")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="pay_terms_single"),
            models.CheckConstraint(
                condition=models.Q(cancel_early_percent__lte=100, cancel_late_percent__lte=100),
                name="cancellation_shares",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Pay terms"))

    @classmethod
    def current(cls) -> "PayTerms":
        """The row, or the defaults while nobody has changed them."""
        return cls.objects.filter(id=1).first() or cls()
