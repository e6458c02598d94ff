"""A price for each handled contact, as the accepted quote agreed it."""

from datetime import timedelta

import pytest
from django.db.models import Sum

from talentpool.kernel.clock import now
from tasks.billing import actions, jobs
from tasks.billing.actions.invoices import total_of
from tasks.billing.display import invoice_sheet
from tasks.billing.models import Invoice, InvoiceLine, Posting
from tasks.dispatch.models import Assignment
from tasks.orders.models import Quote
from tasks.quality.models import Conversation
from tests.factories import accounts, work

pytestmark = pytest.mark.django_db


def agreed(done: Assignment, minor: int) -> None:
    at = now()
    Quote.objects.create(
        order=done.shift.order, version=1, seats=1, seat_minutes=240, promised_fill=1, probability=1, price_minor=0,
        currency="CNY", lead_hours=1, terms={"contact_minor": minor}, valid_until=at + timedelta(days=1), accepted_at=at,
    )  # fmt: skip


def came(done: Assignment, number: int) -> None:
    client = done.shift.order.client
    first = Conversation.objects.count()
    for one in range(first, first + number):
        Conversation.objects.create(client=client, external_id=f"c{one}", assignment=done, agent=done.agent)


def test_contacts_are_billed_once_and_later_ones_when_they_come() -> None:
    done = work.worked()
    agreed(done, 50)
    actions.post_statement(assignment=done)
    hours = total_of(invoice=Invoice.objects.get())
    came(done, 3)
    for _twice in range(2):
        jobs.sweep_contacts()
    assert total_of(invoice=Invoice.objects.get()) == hours + 150
    came(done, 2)
    jobs.sweep_contacts()
    lines = InvoiceLine.objects.filter(code="contacts").order_by("pk")
    assert [(line.contacts, line.price_minor, line.minor) for line in lines] == [(3, 50, 150), (2, 50, 100)]
    assert any("× 3" in str(row.what) for row in invoice_sheet(Invoice.objects.get()).rows)
    assert Posting.objects.aggregate(total=Sum("minor"))["total"] == 0


def test_corrected_hours_leave_the_contacts_alone_and_a_sent_invoice_stays_as_it_is() -> None:
    done = work.worked()
    agreed(done, 50)
    came(done, 3)
    jobs.sweep_contacts()  # before the hours: their line comes all the same
    actions.post_statement(assignment=done)
    assert set(InvoiceLine.objects.values_list("code", flat=True)) == {"contacts", "worked"}
    sent = actions.send_invoice(invoice=Invoice.objects.get(), by=accounts.staff("finance"))
    total = total_of(invoice=sent)
    assert actions.correct_statement(assignment=done) is None
    came(done, 1)
    jobs.sweep_contacts()
    assert total_of(invoice=sent) == total
    assert Invoice.objects.exclude(pk=sent.pk).get().lines.get().contacts == 1


def test_where_hours_alone_are_paid_contacts_cost_nothing() -> None:
    done = work.worked()
    came(done, 3)
    assert jobs.sweep_contacts() == 0
    assert actions.bill_contacts(assignment=done) is None
    agreed(done, 0)
    assert actions.bill_contacts(assignment=done) is None
