"""A client's invoices of a month and the credits given on them."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.billing.models.ledger import JournalEntry
from tasks.billing.states import InvoiceState
from tasks.dispatch.models import Assignment


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(client_id=principal.client_id) if principal.client_id else self.none()


class Invoice(Referable):
    """A client's invoice of one month; lines come from approved hours."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=20, unique=True)
    month = models.DateField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=InvoiceState.choices, default=InvoiceState.OPEN)
    created_at = models.DateTimeField(default=now)
    due_on = models.DateField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "month", "currency"],
                condition=models.Q(state="open"),
                name="invoice_open_once",
            ),
            state_check(InvoiceState, name="invoice_state"),
        ]

    def __str__(self) -> str:
        return self.number


OFTEN = ["correction", "contacts"]  # may stand more than once on the bills of one assignment


class InvoiceLine(Referable):
    """One assignment on an invoice: minutes × price. ``code``: worked, cancellation, correction (the difference to what
    was billed before, which can be negative), or contacts: ``contacts`` handled × the price of one."""

    code = models.CharField(max_length=20, default="worked")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="invoice_lines")
    entry = models.OneToOneField(JournalEntry, on_delete=models.PROTECT, related_name="invoice_line")
    minutes = models.IntegerField()
    contacts = models.PositiveIntegerField(default=0)
    price_minor = models.BigIntegerField()
    minor = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment"], condition=~models.Q(code__in=OFTEN), name="assignment_billed_once"
            )
        ]


class InvoiceCredit(Referable):
    """A service credit: less to pay, with its reason."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="credits")
    entry = models.OneToOneField(JournalEntry, on_delete=models.PROTECT, related_name="invoice_credit")
    minor = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("service credit")
        verbose_name_plural = _("service credits")
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(minor__gt=0), name="credit_positive")]
