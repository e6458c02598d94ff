"""What agents earned, line by line, and what was paid out of it."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.principals import Principal
from talentpool.activation.models import Drill
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.models import Referable
from talentpool.kernel.transitions import state_check
from tasks.billing.models.ledger import JournalEntry
from tasks.billing.states import PayoutState, StatementState
from tasks.dispatch.models import Assignment, Standby
from tasks.orders.models import Shift


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
    """What one assignment earned, at check-out; one place in a queue, once its shift was over; or one part in a drill."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="statement"
    )
    standby = models.OneToOneField(Standby, on_delete=models.PROTECT, null=True, blank=True, related_name="statement")
    drill = models.ForeignKey(Drill, on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
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
                condition=models.Q(assignment__isnull=False, standby=None, drill=None)
                | models.Q(assignment=None, standby__isnull=False, drill=None)
                | models.Q(assignment=None, standby=None, drill__isnull=False),
                name="statement_of_one",
            ),
            models.UniqueConstraint(fields=["drill", "agent"], name="drill_thanked_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["agent", "-posted_at"]), models.Index(fields=["payable_at"])]

    @property
    def shift(self) -> Shift | None:
        """The shift it pays for; None for a drill."""
        if self.assignment is not None:
            return self.assignment.shift
        return self.standby.shift if self.standby is not None else None

    @property
    def title(self) -> str | LocalizedText:
        """What it pays for: the order's title, or the skill that was drilled."""
        return self.shift.order.title if self.shift is not None else self._drill.skill.name

    @property
    def number(self) -> str:
        """How the ledger names it: the order's number, or the drill's skill and day."""
        if self.shift is not None:
            return str(self.shift.order.number)
        return f"{self._drill.skill.code} {self._drill.starts_at:%Y-%m-%d}"

    @property
    def began_at(self) -> datetime | None:
        return self.shift.starts_at if self.shift is not None else self._drill.starts_at

    @property
    def _drill(self) -> Drill:
        if self.drill is None:
            raise LookupError("a statement pays for one thing")  # the constraint statement_of_one
        return self.drill


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
