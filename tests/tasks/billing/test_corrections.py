"""What comes after a statement: corrected hours, standby pay. The past stays as it was posted."""

import pytest
from django.db.models import Sum

from tasks.attendance.models import Attendance
from tasks.billing import actions, jobs
from tasks.billing.actions.invoices import total_of
from tasks.billing.models import Invoice, Posting, Statement, StatementLine
from tasks.billing.states import AccountKind
from tasks.dispatch.models import Standby
from tests.factories import accounts, work

pytestmark = pytest.mark.django_db


def balance(kind: AccountKind) -> int:
    return Posting.objects.filter(account__kind=kind).aggregate(total=Sum("minor"))["total"] or 0


def ledger_sum() -> int:
    return Posting.objects.aggregate(total=Sum("minor"))["total"] or 0


def test_hours_corrected_after_the_statement_post_the_difference_and_leave_the_past_as_it_is() -> None:
    done = work.worked()
    statement = actions.post_statement(assignment=done)
    first = statement.lines.get()
    attendance = Attendance.objects.get(assignment=done)
    Attendance.objects.filter(pk=attendance.pk).update(approved_minutes=225)
    for _delivery in range(3):
        jobs.on_corrected({"attendance": str(attendance.ref)})
    statement.refresh_from_db()
    assert statement.total_minor == 16_875  # 3.75 hours at 45.00
    correction = statement.lines.get(code="correction")
    assert (correction.minutes, correction.minor) == (-15, -1_125)
    assert StatementLine.objects.get(pk=first.pk).minor == 18_000
    assert -balance(AccountKind.AGENT) == 16_875
    assert balance(AccountKind.CLIENT) == total_of(invoice=Invoice.objects.get()) == 27_000
    assert ledger_sum() == 0


def test_a_correction_after_the_invoice_was_sent_goes_to_the_next_one() -> None:
    done = work.worked()
    actions.post_statement(assignment=done)
    sent = actions.send_invoice(invoice=Invoice.objects.get(), by=accounts.staff("finance"))
    Attendance.objects.filter(assignment=done).update(approved_minutes=300)
    jobs.on_corrected({"attendance": str(Attendance.objects.get(assignment=done).ref)})
    assert total_of(invoice=sent) == 28_800
    later = Invoice.objects.exclude(pk=sent.pk).get()
    assert (later.lines.get().code, total_of(invoice=later)) == ("correction", 7_200)


def test_who_stood_by_until_the_end_is_paid_once_and_who_left_is_not() -> None:
    shift = work.shift(work.order(accounts.client_company()))
    waited, left = (
        Standby.objects.create(shift=shift, agent=work.agent(), place=place, pay_minor=3_600, state=state)
        for place, state in ((1, "over"), (2, "left"))
    )
    for place in (waited, waited, left):
        jobs.on_standby_over({"standby": str(place.ref)})
    jobs.sweep_statements()
    paid = Statement.objects.get()
    assert (paid.standby, paid.total_minor, paid.shift) == (waited, 3_600, shift)
    assert paid.lines.get().minutes == 240  # the whole shift at a fifth of 45.00
    assert ledger_sum() == 0
