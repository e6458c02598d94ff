"""The double-entry ledger, statements, invoices, payouts. Integer minor units; append-only; balanced per currency."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Client, User
from accounts.principals import Principal
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.labels import value_word
from talentpool.kernel.models import Numbered, Referable
from talentpool.kernel.transitions import state_check
from tasks.billing.states import AccountKind, InvoiceState, PayoutState, StatementState
from tasks.dispatch.models import Assignment, Standby
from tasks.orders.models import Shift


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


class Account(Numbered):
    """One account per kind, owner and currency."""

    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    currency = models.CharField(max_length=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "client", "agent", "currency"], nulls_distinct=False, name="account_once"
            )
        ]


class JournalEntry(Referable):
    """One fact posted once: ``kind`` and ``source`` (the ref of the assignment, invoice, payout) make it idempotent."""

    kind = models.CharField(max_length=30)
    source = models.UUIDField()
    at = models.DateTimeField()
    text = models.CharField(max_length=200)
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by")

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "source"], name="posted_once")]
        indexes: ClassVar = [models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{value_word(self.kind)} {self.at:%Y-%m-%d}"


class Posting(Numbered):
    """A side of an entry: positive debits, negative credits, in minor units. Each entry sums to 0 per currency."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(minor=0), name="posting_not_zero")]


class PayoutQuerySet(models.QuerySet["Payout"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class Payout(Referable):
    """Money to an agent; who proposes can't approve."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="payouts")
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=PayoutState.choices, default=PayoutState.PROPOSED)
    entry = models.OneToOneField(JournalEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="payout")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=now)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True, default="")

    objects = PayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        constraints: ClassVar = [
            state_check(PayoutState, name="payout_state"),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("proposed_by")),
                name="payout_two_people",
            ),
            models.CheckConstraint(condition=models.Q(minor__gt=0), name="payout_positive"),
            models.UniqueConstraint(
                fields=["agent", "currency"], condition=models.Q(state="proposed"), name="payout_proposed_once"
            ),
        ]


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(agent_id=principal.agent_id) if principal.agent_id else self.none()


class Statement(Referable):
    """What one assignment earned, at check-out; or one place in a queue, once its shift was over."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="statement"
    )
    standby = models.OneToOneField(Standby, on_delete=models.PROTECT, null=True, blank=True, related_name="statement")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="statements")
    entry = models.OneToOneField(
        JournalEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="statement"
    )
    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    state = models.CharField(max_length=10, choices=StatementState.choices, default=StatementState.POSTED)
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    payable_at = models.DateTimeField()
    posted_at = models.DateTimeField(default=now)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints: ClassVar = [
            state_check(StatementState, name="statement_state"),
            models.CheckConstraint(
                condition=models.Q(assignment__isnull=False) ^ models.Q(standby__isnull=False), name="statement_of_one"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agent", "-posted_at"]), models.Index(fields=["payable_at"])]

    @property
    def shift(self) -> Shift:
        """The shift it pays for."""
        if self.assignment is not None:
            return self.assignment.shift
        return self.standby.shift  # type: ignore[union-attr]  # the constraint statement_of_one


class StatementLineQuerySet(models.QuerySet["StatementLine"]):
    def visible_to(self, principal: Principal) -> Self:
        if principal.is_staff:
            return self
        return self.filter(statement__agent_id=principal.agent_id) if principal.agent_id else self.none()

    def in_dispute(self) -> Self:
        """Disputed and not yet answered."""
        return self.filter(disputed_at__isnull=False, answered_at__isnull=True)


class StatementLine(Referable):
    """hours × rate ± adjustments, explained. ``code``: worked, break, training, bonus, cancellation, ...

    ``minutes`` and ``minor`` of a correction can be negative: it is the difference to what was posted before.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField(max_length=20)
    minutes = models.IntegerField(default=0)
    rate_minor = models.BigIntegerField(default=0)
    minor = models.BigIntegerField()
    why = models.JSONField(default=dict)
    source = models.UUIDField(
        null=True, blank=True, unique=True, help_text=_("The fact this line pays, which is paid at most once.")
    )
    disputed_at = models.DateTimeField(null=True, blank=True)
    dispute_reason = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True, default="")

    objects = StatementLineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("statement line")
        verbose_name_plural = _("statement lines")


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
