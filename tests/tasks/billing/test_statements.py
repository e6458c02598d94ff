"""Statements, invoices, cancellations, payouts and disputes: the same hours, paid and billed once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from talentpool.agents.models import PayRule
from talentpool.growth.actions import record
from talentpool.growth.models import Entry
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from tasks.billing import actions, jobs
from tasks.billing.actions.invoices import total_of
from tasks.billing.actions.ledger import Side
from tasks.billing.errors import (
    AlreadyDisputed,
    CreditTooLarge,
    EntryUnbalanced,
    HoursNotApproved,
    InvoiceEmpty,
    NothingPayable,
    SamePerson,
)
from tasks.billing.models import Invoice, InvoiceLine, JournalEntry, Payout, Posting, Statement
from tasks.billing.rules import CancellationStep, Worked, amount, cancellation_share, earned_lines
from tasks.billing.states import AccountKind
from tasks.dispatch.states import AssignmentState
from tests.factories import accounts, work

pytestmark = pytest.mark.django_db
STEPS = [CancellationStep(24, Decimal("0.5")), CancellationStep(2, Decimal(1))]


def balance(kind: AccountKind) -> int:
    return Posting.objects.filter(account__kind=kind).aggregate(total=Sum("minor"))["total"] or 0


def ledger_sum() -> int:
    return Posting.objects.aggregate(total=Sum("minor"))["total"] or 0


@given(
    st.builds(
        Worked,
        approved_minutes=st.integers(0, 1000),
        paid_break_minutes=st.integers(0, 120),
        waiting_minutes=st.integers(0, 600),
        rate_minor=st.integers(0, 100_000),
        bonus_minor=st.integers(0, 20_000),
    )
)
def test_the_lines_add_up_to_the_hours_at_the_offered_rate(worked: Worked) -> None:
    lines = earned_lines(worked)
    assert sum(line.minor for line in lines) == amount(minutes=worked.approved_minutes, rate_minor=worked.rate_minor)
    assert sum(line.minutes for line in lines if line.code != "bonus") == worked.approved_minutes


@pytest.mark.parametrize(
    ("hours", "share"), [(48, "0"), (24, "0"), (23.99, "0.5"), (2, "0.5"), (1.99, "1"), (0, "1"), (-1, "1")]
)
def test_the_later_a_client_cancels_the_more_is_paid(hours: float, share: str) -> None:
    start = now()
    at = start - timedelta(hours=hours)
    assert cancellation_share(cancelled_at=at, starts_at=start, steps=STEPS) == Decimal(share)


def test_a_statement_pays_hours_and_the_invoice_bills_the_same() -> None:
    done = work.worked()
    statement = actions.post_statement(assignment=done)
    assert statement.total_minor == 18_000  # 4 hours at 45.00
    line = InvoiceLine.objects.get()
    assert (line.minutes, line.minor) == (240, 28_800)  # 4 hours at 72.00
    assert balance(AccountKind.AGENT) == -18_000
    assert balance(AccountKind.CLIENT) == 28_800
    assert ledger_sum() == 0
    assert Entry.objects.get(subject=done.agent.user, kind="earned").payload == {"minor": 18_000, "currency": "CNY"}
    connection.check_constraints()


def test_breaks_waiting_and_bonus_are_lines_of_their_own() -> None:
    done = work.worked()
    order = done.shift.order
    order.bonus_minor = 500
    order.save(update_fields=["bonus_minor"])
    done.shift.activities.create(
        kind="break", paid=True, starts_at=done.shift.starts_at, ends_at=done.shift.starts_at + timedelta(minutes=15)
    )
    done.attendance.break_minutes, done.attendance.fault_minutes = 20, 30
    done.attendance.save(update_fields=["break_minutes", "fault_minutes"])
    statement = actions.post_statement(assignment=done)
    lines = {line.code: (line.minutes, line.rate_minor, line.minor) for line in statement.lines.all()}
    assert lines == {
        "worked": (195, 4000, 13_000),
        "paid_break": (15, 4000, 1_000),
        "waiting": (30, 4000, 2_000),
        "bonus": (240, 500, 2_000),
    }


def test_checking_out_twice_pays_once() -> None:
    done = work.worked()
    for _ in range(3):
        jobs.on_checked_out({"attendance": str(done.attendance.ref)})
    jobs.sweep_statements()
    assert Statement.objects.count() == 1
    assert JournalEntry.objects.filter(kind="statement").count() == 1


def test_without_approved_hours_nothing_is_paid_and_the_sweep_pays_later() -> None:
    done = work.worked()
    done.attendance.approved_minutes = None
    done.attendance.save(update_fields=["approved_minutes"])
    with pytest.raises(HoursNotApproved):
        actions.post_statement(assignment=done)
    jobs.on_checked_out({"attendance": str(done.attendance.ref)})
    assert not Statement.objects.exists()
    done.attendance.approved_minutes = 60
    done.attendance.save(update_fields=["approved_minutes"])
    assert jobs.sweep_statements() == 1


def test_learning_time_is_paid_once() -> None:
    done = work.worked()
    PayRule.objects.create(kind="shared", level=1, minor_per_hour=3000, effective_from=now() - timedelta(days=9))
    user = done.agent.user
    record(
        subject=user,
        kind="lesson",
        source=uuid4(),
        occurred_at=now(),
        payload={"course": "basic", "lesson": "hello", "minutes": 20},
    )
    first = actions.post_statement(assignment=done)
    assert first.lines.get(code="training").minor == 1_000
    second = actions.post_statement(assignment=work.worked(client=done.shift.order.client, person=done.agent))
    assert not second.lines.filter(code="training").exists()


@pytest.mark.parametrize(("notice", "paid"), [(30, None), (10, 9_000), (1, 18_000)])
def test_a_late_cancellation_is_paid_and_billed(notice: float, paid: int | None) -> None:
    client = accounts.client_company()
    shift = work.shift(work.order(client), starts_at=now() + timedelta(hours=notice))
    held = work.assignment(work.agent(), shift)
    held.state, held.ended_at = AssignmentState.CANCELLED, now()
    held.save(update_fields=["state", "ended_at"])
    for _ in range(2):
        jobs.on_shift_cancelled({"shift": str(shift.ref)})
    totals = list(Statement.objects.values_list("total_minor", flat=True))
    assert totals == ([] if paid is None else [paid])
    assert InvoiceLine.objects.count() == (0 if paid is None else 1)
    assert ledger_sum() == 0


def test_a_released_seat_is_not_paid_for() -> None:
    shift = work.shift(work.order(accounts.client_company()), starts_at=now() + timedelta(hours=1))
    work.assignment(work.agent(), shift, state=AssignmentState.RELEASED)
    jobs.on_shift_cancelled({"shift": str(shift.ref)})
    assert not Statement.objects.exists()


def test_a_payout_needs_two_people_and_pays_what_is_due() -> None:
    done = work.worked()
    statement = actions.post_statement(assignment=done)
    first, second = accounts.staff("finance"), accounts.staff("finance")
    with pytest.raises(NothingPayable):
        actions.propose_payouts(by=first)
    Statement.objects.update(payable_at=now() - timedelta(minutes=1))
    (payout,) = actions.propose_payouts(by=first)
    assert payout.minor == 18_000
    with pytest.raises(NothingPayable):
        actions.propose_payouts(by=second)
    with pytest.raises(SamePerson):
        actions.approve_payout(payout=payout, by=first)
    actions.approve_payout(payout=payout, by=second)
    statement.refresh_from_db()
    assert statement.state == "paid"
    assert balance(AccountKind.AGENT) == 0
    assert balance(AccountKind.BANK) == -18_000
    with pytest.raises(WrongState):
        actions.approve_payout(payout=payout, by=accounts.staff("finance"))


def test_the_database_refuses_one_person_doing_both() -> None:
    payout = Payout.objects.create(agent=work.agent(), minor=1, currency="CNY", proposed_by=accounts.staff("finance"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(approved_by_id=payout.proposed_by_id)


def test_a_refused_payout_frees_its_statements() -> None:
    actions.post_statement(assignment=work.worked())
    Statement.objects.update(payable_at=now() - timedelta(minutes=1))
    (payout,) = actions.propose_payouts(by=accounts.staff("finance"))
    actions.refuse_payout(payout=payout, reason="账号待核", by=accounts.staff("finance"))
    assert len(actions.propose_payouts(by=accounts.staff("finance"))) == 1


def test_a_dispute_is_answered_with_an_adjustment_that_is_paid_too() -> None:
    done = work.worked()
    statement = actions.post_statement(assignment=done)
    line = statement.lines.get(code="worked")
    actions.dispute_line(line=line, reason="少算十分钟", by=done.agent.user)
    with pytest.raises(AlreadyDisputed):
        actions.dispute_line(line=line, reason="again", by=done.agent.user)
    actions.answer_dispute(line=line, minor=750, answer="补十分钟", by=accounts.staff("finance"))
    statement.refresh_from_db()
    assert (statement.total_minor, statement.state) == (18_750, "posted")
    assert balance(AccountKind.AGENT) == -18_750
    with pytest.raises(SamePerson):
        actions.dispute_line(line=line, reason="not hers", by=accounts.user())


def test_an_invoice_is_sent_credited_and_paid() -> None:
    actions.post_statement(assignment=work.worked())
    invoice = Invoice.objects.get()
    finance = accounts.staff("finance")
    with pytest.raises(CreditTooLarge):
        actions.give_credit(invoice=invoice, minor=28_801, reason="x", by=finance)
    actions.give_credit(invoice=invoice, minor=800, reason="迟到十分钟", by=finance)
    actions.send_invoice(invoice=invoice, by=finance)
    assert total_of(invoice=invoice) == 28_000
    actions.receive_payment(invoice=invoice, by=finance)
    assert balance(AccountKind.CLIENT) == 0
    assert balance(AccountKind.BANK) == 28_000
    empty = Invoice.objects.create(client=invoice.client, number="x", month=invoice.month, currency="CNY")
    with pytest.raises(InvoiceEmpty):
        actions.send_invoice(invoice=empty, by=finance)


def test_hours_after_the_invoice_was_sent_open_another() -> None:
    done = work.worked()
    actions.post_statement(assignment=done)
    actions.send_invoice(invoice=Invoice.objects.get(), by=accounts.staff("finance"))
    actions.post_statement(assignment=work.worked(client=done.shift.order.client))
    assert Invoice.objects.filter(client=done.shift.order.client).count() == 2


def test_what_does_not_balance_is_refused_twice_over() -> None:
    client: Any = accounts.client_company()
    with pytest.raises(EntryUnbalanced):
        actions.post(
            kind="x",
            source=uuid4(),
            text="",
            currency="CNY",
            sides=[Side(AccountKind.BANK, 5), Side(AccountKind.CLIENT, -4, client=client)],
        )
    done = work.worked()
    actions.post_statement(assignment=done)
    posting = Posting.objects.first()
    assert posting is not None
    with pytest.raises(IntegrityError):
        _commit_posting(posting)
    with pytest.raises(IntegrityError):
        _commit_empty_entry()


@transaction.atomic
def _commit_posting(like: Posting) -> None:
    Posting.objects.create(entry=like.entry, account=like.account, minor=5, currency="CNY")
    connection.check_constraints()


@transaction.atomic
def _commit_empty_entry() -> None:
    JournalEntry.objects.create(kind="empty", source=uuid4(), at=now(), text="")
    connection.check_constraints()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE billing_posting SET minor = 1",
        "DELETE FROM billing_posting",
        "UPDATE billing_journalentry SET text = ''",
        "DELETE FROM billing_journalentry",
    ],
)
def test_nothing_written_in_the_ledger_can_be_changed(change: str) -> None:
    actions.post_statement(assignment=work.worked())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_reversal_mirrors_its_entry_once() -> None:
    actions.post_statement(assignment=work.worked())
    entry = JournalEntry.objects.get(kind="statement")
    first = actions.reverse(entry=entry, text="mistake", by=None)
    assert actions.reverse(entry=entry, text="again", by=None) == first
    assert balance(AccountKind.AGENT) == 0
