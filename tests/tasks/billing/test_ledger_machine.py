"""Whatever happens in whatever order, the ledger sums to zero at every step and owes what it says it owes."""

import contextlib
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from talentpool.kernel.clock import now
from talentpool.kernel.errors import Refusal
from tasks.attendance.models import Attendance
from tasks.billing import actions, jobs
from tasks.billing.actions.invoices import total_of
from tasks.billing.models import Invoice, Payout, Posting, Statement, StatementLine
from tasks.billing.rules import amount
from tasks.billing.states import AccountKind, InvoiceState, PayoutState
from tasks.dispatch.models import Assignment, Standby
from tasks.dispatch.states import AssignmentState
from tests.factories import accounts, work
from tests.factories.activation import drilled

pytestmark = pytest.mark.django_db


class LedgerMachine(RuleBasedStateMachine):
    """Claims, work, cancellations, disputes, invoices and payouts, as they come."""

    held = Bundle("held")
    done = Bundle("done")

    def __init__(self) -> None:
        super().__init__()
        self.step = transaction.atomic()
        self.step.__enter__()
        self.client = accounts.client_company()
        self.agents = [work.agent(), work.agent()]
        self.finance = [accounts.staff("finance"), accounts.staff("finance")]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.step.__exit__(None, None, None)

    @rule(target=held, who=st.integers(0, 1), pay=st.integers(1, 90_000), notice=st.integers(-5, 40))
    def claim(self, who: int, pay: int, notice: int) -> Assignment:
        starts = now() + timedelta(hours=notice)
        shift = work.shift(work.order(self.client), starts_at=starts, minutes=125, pay_minor=pay, price_minor=pay + 7)
        return work.assignment(self.agents[who], shift)

    @rule(target=done, seat=consumes(held), minutes=st.integers(0, 300))
    def check_out(self, seat: Assignment, minutes: int) -> Assignment:
        attendance = work.attended(seat, minutes=minutes)
        for _ in range(2):
            jobs.on_checked_out({"attendance": str(attendance.ref)})
        return seat

    @rule(target=done, seat=consumes(held))
    def cancel(self, seat: Assignment) -> object:
        Assignment.objects.filter(pk=seat.pk).update(state=AssignmentState.CANCELLED, ended_at=now())
        jobs.on_shift_cancelled({"shift": str(seat.shift.ref)})
        return seat if Statement.objects.filter(assignment=seat).exists() else multiple()

    @rule(seat=done, minutes=st.integers(0, 300))
    def correct(self, seat: Assignment, minutes: int) -> None:
        """Attendance was corrected; the news comes twice."""
        if Attendance.objects.filter(assignment=seat).update(approved_minutes=minutes):
            for _ in range(2):
                jobs.on_corrected({"attendance": str(Attendance.objects.get(assignment=seat).ref)})
            worked = StatementLine.objects.filter(statement__assignment=seat).exclude(
                code__in=["adjustment", "training"]
            )
            assert worked.aggregate(t=Sum("minor"))["t"] == amount(minutes=minutes, rate_minor=seat.pay_minor)

    @rule(who=st.integers(0, 1), pay=st.integers(0, 9_000))
    def wait_in_vain(self, who: int, pay: int) -> None:
        """A place in a queue whose shift is over; the news comes twice."""
        shift = work.shift(work.order(self.client))
        place = Standby.objects.create(shift=shift, agent=self.agents[who], place=1, pay_minor=pay, state="over")
        for _ in range(2):
            jobs.on_standby_over({"standby": str(place.ref)})

    @rule(who=st.integers(0, 1), thanks=st.integers(0, 900), deep=st.booleans())
    def take_part_in_a_drill(self, who: int, thanks: int, deep: bool) -> None:
        """She says yes to a drill and goes to its depth, or stops before; the news comes twice."""
        drill = drilled(self.agents[who], thanks_minor=thanks, reached="ready" if deep else "answered")
        for _ in range(2):
            jobs.on_drill_taken({"drill": str(drill.ref), "agent": str(self.agents[who].ref)})
        assert drill.statements.count() == bool(thanks and deep)

    @rule(seat=done, minor=st.integers(-500, 5_000))
    def dispute(self, seat: Assignment, minor: int) -> None:
        line = StatementLine.objects.filter(statement__assignment=seat, disputed_at=None).first()
        if line is not None and line.code not in ("adjustment", "correction"):
            actions.dispute_line(line=line, reason="too little", by=seat.agent.user)
            actions.answer_dispute(line=line, minor=minor, answer="seen", by=self.finance[0])

    @rule(one=st.booleans())
    def pay(self, one: bool) -> None:
        Statement.objects.update(payable_at=now() - timedelta(seconds=1))
        with contextlib.suppress(Refusal):
            actions.propose_payouts(by=self.finance[one])
        for payout in Payout.objects.filter(state=PayoutState.PROPOSED):
            actions.approve_payout(payout=payout, by=self.finance[payout.proposed_by_id == self.finance[0].pk])

    @rule(minor=st.integers(1, 400))
    def bill(self, minor: int) -> None:
        for invoice in Invoice.objects.filter(state=InvoiceState.OPEN):
            with contextlib.suppress(Refusal):
                actions.give_credit(invoice=invoice, minor=minor, reason="late", by=self.finance[0])
                actions.receive_payment(
                    invoice=actions.send_invoice(invoice=invoice, by=self.finance[0]), by=self.finance[0]
                )

    @invariant()
    def every_entry_and_the_whole_sum_to_zero(self) -> None:
        connection.check_constraints()
        assert (Posting.objects.aggregate(total=Sum("minor"))["total"] or 0) == 0

    @invariant()
    def what_is_owed_is_earned_less_paid(self) -> None:
        owed = -(Posting.objects.filter(account__kind=AccountKind.AGENT).aggregate(t=Sum("minor"))["t"] or 0)
        earned = StatementLine.objects.aggregate(t=Sum("minor"))["t"] or 0
        paid = Payout.objects.filter(state=PayoutState.APPROVED).aggregate(t=Sum("minor"))["t"] or 0
        assert owed == earned - paid
        assert earned == (Statement.objects.aggregate(t=Sum("total_minor"))["t"] or 0)

    @invariant()
    def what_clients_owe_is_billed_less_paid(self) -> None:
        owed = Posting.objects.filter(account__kind=AccountKind.CLIENT).aggregate(t=Sum("minor"))["t"] or 0
        unpaid = sum(total_of(invoice=i) for i in Invoice.objects.exclude(state=InvoiceState.PAID))
        assert owed == unpaid


TestLedger = LedgerMachine.TestCase
TestLedger.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
