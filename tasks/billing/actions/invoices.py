"""Invoices: one open a month per client and currency; lines from the hours the agents are paid for."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Sum

from accounts.models import Client, User
from talentpool.kernel.clock import now
from talentpool.messaging.actions import publish
from tasks.billing.actions.ledger import Side, post
from tasks.billing.errors import CreditTooLarge, InvoiceEmpty, ReasonMissing
from tasks.billing.models import Invoice, InvoiceCredit, InvoiceLine, PayTerms
from tasks.billing.rules import amount
from tasks.billing.states import INVOICE, AccountKind, InvoiceState
from tasks.dispatch.models import Assignment
from tasks.orders.models import Order
from tasks.quality.models import Conversation

CONTACTS = "contacts"


@transaction.atomic
def add_invoice_line(*, assignment: Assignment, minutes: int, code: str, share: Decimal) -> InvoiceLine | None:
    """Bill one assignment at its shift's price; once, and never a line of nothing."""
    known = InvoiceLine.objects.filter(assignment=assignment).exclude(code=CONTACTS).order_by("pk").first()
    minor = amount(minutes=minutes, rate_minor=assignment.shift.price_minor, share=share)
    if known is not None or not minor:
        return known
    return _bill(assignment, ref=assignment.ref, code=code, minutes=minutes, minor=minor)


@transaction.atomic
def correct_invoice(*, assignment: Assignment, minutes: int) -> InvoiceLine | None:
    """Bill what ``minutes`` approved hours now cost more or less than was billed; on the open invoice, since one that
    was sent stays as it is. None where nothing changes; a second call changes nothing."""
    billed = InvoiceLine.objects.filter(assignment=assignment).exclude(code=CONTACTS)
    sums = billed.aggregate(minor=Sum("minor"), minutes=Sum("minutes"))
    if sums["minor"] is None:
        return add_invoice_line(assignment=assignment, minutes=minutes, code="worked", share=Decimal(1))
    minor = amount(minutes=minutes, rate_minor=assignment.shift.price_minor) - sums["minor"]
    if not minor:
        return None
    return _bill(assignment, ref=uuid4(), code="correction", minutes=minutes - sums["minutes"], minor=minor)


@transaction.atomic
def bill_contacts(*, assignment: Assignment) -> InvoiceLine | None:
    """Bill the contacts she handled in her shift that are not billed yet, at the price that the accepted quote agreed.

    Contacts are the conversations that came in and were matched to her shift; later ones come on the open invoice of
    the month. None where hours alone are paid, or nothing is new.
    """
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("shift__order__client").get(
        pk=assignment.pk
    )  # fmt: skip
    prices = _contact_prices(locked.shift.order)
    billed = InvoiceLine.objects.filter(assignment=locked, code=CONTACTS).aggregate(n=Sum("contacts"))["n"] or 0
    came = (
        Conversation.objects.filter(assignment=locked).order_by("received_at", "pk").values_list("channel", flat=True)
    )
    fresh = [prices.get(channel, prices[""]) for channel in came[billed:]]
    if not sum(fresh):
        return None
    each = round(sum(fresh) / len(fresh))
    return _bill(locked, ref=uuid4(), code=CONTACTS, minutes=0, minor=sum(fresh), contacts=len(fresh), price_minor=each)


def _contact_prices(order: Order) -> dict[str, int]:
    """A contact's price in minor units by channel, "" for any other: as the accepted quote says, whatever the rate card
    says by now."""
    terms = order.quotes.filter(accepted_at__isnull=False).order_by("-version").values_list("terms", flat=True).first()
    agreed = terms or {}
    return {"": int(agreed.get("contact_minor", 0)), **agreed.get("contact_minors", {})}


def _bill(
    assignment: Assignment, *, ref: UUID, code: str, minutes: int, minor: int, contacts: int = 0,
    price_minor: int | None = None,
) -> InvoiceLine:  # fmt: skip
    """Post ``minor`` (negative: less to pay) as the fact ``ref`` and put it on the month's open invoice."""
    shift = assignment.shift
    client = shift.order.client
    entry = post(
        kind="invoice_line",
        source=ref,
        text=shift.order.number,
        sides=[Side(AccountKind.CLIENT, minor, client=client), Side(AccountKind.REVENUE, -minor)],
        currency=shift.currency,
    )
    month = shift.starts_at.astimezone(ZoneInfo(client.timezone)).date().replace(day=1)
    return InvoiceLine.objects.create(
        invoice=_open_invoice(client, month, shift.currency),
        assignment=assignment,
        entry=entry,
        code=code,
        minutes=minutes,
        contacts=contacts,
        price_minor=shift.price_minor if price_minor is None else price_minor,
        minor=minor,
    )


def _open_invoice(client: Client, month: date, currency: str) -> Invoice:
    """The month's open invoice; the client's row is locked, so that numbers follow each other."""
    key = {"client": client, "month": month, "currency": currency, "state": InvoiceState.OPEN}
    found = Invoice.objects.filter(**key).first()
    if found is not None:
        return found
    Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    try:
        with transaction.atomic():
            return Invoice.objects.filter(**key).first() or Invoice.objects.create(**key, number=_number(client, month))
    except IntegrityError:
        return Invoice.objects.get(**key)


def _number(client: Client, month: date) -> str:
    """Month, client, and how many it is: 2611-0007-2."""
    count = Invoice.objects.filter(client=client, month=month).count() + 1
    return f"{month:%y%m}-{client.pk:04d}-{count}"


@transaction.atomic
def send_invoice(*, invoice: Invoice, by: User) -> Invoice:
    """Close the month: the invoice is sent, later hours open another one. Raises InvoiceEmpty, WrongState."""
    del by
    if not invoice.lines.exists():
        raise InvoiceEmpty
    due = now().astimezone(ZoneInfo(invoice.client.timezone)).date() + timedelta(
        days=PayTerms.current().invoice_due_days
    )
    INVOICE.move(invoice, InvoiceState.SENT, sent_at=now(), due_on=due)
    publish(topic="invoice.sent", invoice=invoice.ref)
    return invoice


@transaction.atomic
def give_credit(*, invoice: Invoice, minor: int, reason: str, by: User) -> InvoiceCredit:
    """A service credit: less to pay, posted and explained. Raises CreditTooLarge, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    locked = Invoice.objects.select_for_update().select_related("client").get(pk=invoice.pk)
    if not 0 < minor <= total_of(invoice=locked):
        raise CreditTooLarge
    ref = uuid4()
    entry = post(
        kind="credit",
        source=ref,
        text=locked.number,
        sides=[Side(AccountKind.REVENUE, minor), Side(AccountKind.CLIENT, -minor, client=locked.client)],
        currency=locked.currency,
        by=by,
    )
    return InvoiceCredit.objects.create(
        ref=ref, invoice=locked, entry=entry, minor=minor, reason=reason.strip(), given_by=by
    )


@transaction.atomic
def receive_payment(*, invoice: Invoice, by: User) -> Invoice:
    """The client paid the whole of a sent invoice. Raises WrongState."""
    INVOICE.move(invoice, InvoiceState.PAID, paid_at=now())
    total = total_of(invoice=invoice)
    if total:
        post(
            kind="payment",
            source=invoice.ref,
            text=invoice.number,
            sides=[Side(AccountKind.BANK, total), Side(AccountKind.CLIENT, -total, client=invoice.client)],
            currency=invoice.currency,
            by=by,
        )
    return invoice


def total_of(*, invoice: Invoice) -> int:
    """Lines less credits, minor units."""
    lines = invoice.lines.aggregate(total=Sum("minor"))["total"] or 0
    credits = invoice.credits.aggregate(total=Sum("minor"))["total"] or 0
    return int(lines - credits)
