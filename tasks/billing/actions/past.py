"""Writing the books for shifts that were worked before there were books: many at once, the same lines and sums.

Used when a history is brought in. What the daily way does one by one (``post_statement``) is done here in bulk: no
messages are sent, nothing is written to the growth log, and what fell due long ago is taken as paid out.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import Client, User
from talentpool.activation.models import Approach, Drill
from talentpool.agents.models import Agent
from tasks.attendance.models import Attendance
from tasks.attendance.states import AttendanceState
from tasks.billing.actions.drills import CURRENCY, thanks, unthanked
from tasks.billing.actions.earning import Earning
from tasks.billing.actions.statements import line_of, work_lines
from tasks.billing.models import (
    Account,
    Invoice,
    InvoiceLine,
    JournalEntry,
    Payout,
    PayTerms,
    Posting,
    Statement,
    StatementLine,
)
from tasks.billing.rules import amount
from tasks.billing.states import AccountKind, InvoiceState, PayoutState, StatementState

_AT_ONCE = 2_000
YEAR = timedelta(days=365)


class _Books:
    """Rows to be written, with accounts looked up once."""

    def __init__(self) -> None:
        self.terms = PayTerms.current()
        self.accounts = self._known()
        self.entries: list[JournalEntry] = []
        self.postings: list[Posting] = []

    @staticmethod
    def _known() -> dict[tuple[str, int | None, int | None, str], Account]:
        return {(a.kind, a.client_id, a.agent_id, a.currency): a for a in Account.objects.all()}

    def open_for(self, agents: Iterable[tuple[int, str]]) -> None:
        """Accounts of many agents at once; (agent's key, currency)."""
        kind = AccountKind.AGENT
        lacking = {pair for pair in agents if (kind.value, None, *pair) not in self.accounts}
        rows = [Account(kind=kind, agent_id=agent, currency=currency) for agent, currency in sorted(lacking)]
        Account.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)
        self.accounts = self._known()

    def post(
        self, kind: str, source: uuid.UUID, text: str, at: datetime, currency: str, sides: dict[Account, int]
    ) -> JournalEntry:
        entry = JournalEntry(kind=kind, source=source, at=at, text=text)
        self.entries.append(entry)
        self.postings += [Posting(entry=entry, account=a, minor=m, currency=currency) for a, m in sides.items()]
        return entry

    def account(
        self, kind: AccountKind, currency: str, *, client: Client | None = None, agent: Agent | None = None
    ) -> Account:
        key = (kind.value, client.pk if client else None, agent.pk if agent else None, currency)
        if key not in self.accounts:
            self.accounts[key], _ = Account.objects.get_or_create(
                kind=kind, client=client, agent=agent, currency=currency
            )
        return self.accounts[key]

    def save(self) -> None:
        JournalEntry.objects.bulk_create(self.entries, batch_size=_AT_ONCE)
        Posting.objects.bulk_create(self.postings, batch_size=_AT_ONCE)


@transaction.atomic
def post_past(*, before: datetime, paid_by: tuple[User, User] | None = None) -> int:
    """Statements and invoice lines of every checked-out shift that ended before ``before`` and has none yet, and
    statements of the paid drills before it.

    ``paid_by`` (who proposed, who approved): what was payable a week before ``before`` counts as paid out; without it
    everything waits for a payout. Months before the present one are sent invoices. Returns how many statements.
    """
    due = Attendance.objects.filter(
        state=AttendanceState.CHECKED_OUT,
        approved_minutes__gt=0,
        assignment__statement=None,
        assignment__shift__ends_at__lt=before,
    ).select_related("assignment__shift__order__client", "assignment__agent")
    rows = list(due.prefetch_related("assignment__shift__activities").order_by("assignment__shift__ends_at", "pk"))
    drilled = list(unthanked(since=before - YEAR, until=before))
    books = _Books()
    books.open_for((row.assignment.agent_id, row.assignment.currency) for row in rows)
    books.open_for((row.agent_id, CURRENCY) for _drill, row in drilled)
    statements = [_statement(books, attendance) for attendance in rows]
    statements += [_thanked(books, drill, row) for drill, row in drilled]
    lines = _invoice_lines(books, rows, before)
    payouts = _payouts(books, [s for s, _ in statements], before - timedelta(days=7), paid_by) if paid_by else []
    books.save()
    Payout.objects.bulk_create(payouts, batch_size=_AT_ONCE)
    Statement.objects.bulk_create((s for s, _ in statements), batch_size=_AT_ONCE)
    StatementLine.objects.bulk_create(_statement_lines(statements), batch_size=_AT_ONCE)
    InvoiceLine.objects.bulk_create(lines, batch_size=_AT_ONCE)
    return len(statements)


def _statement(books: _Books, attendance: Attendance) -> tuple[Statement, list[Earning]]:
    assignment = attendance.assignment
    earnings = work_lines(assignment=assignment, attendance=attendance)
    statement = Statement(assignment=assignment, agent=assignment.agent, currency=assignment.currency)
    at = attendance.checked_out_at or assignment.shift.ends_at
    return _booked(books, statement, earnings, "statement", assignment.ref, at), earnings


def _thanked(books: _Books, drill: Drill, row: Approach) -> tuple[Statement, list[Earning]]:
    earnings = [thanks(drill=drill, row=row)]
    statement = Statement(drill=drill, agent=row.agent, currency=CURRENCY)
    at = row.worked_at or row.ready_at or row.answered_at or row.asked_at
    return _booked(books, statement, earnings, "drill", statement.ref, at), earnings


def _booked(
    books: _Books, statement: Statement, earnings: list[Earning], kind: str, source: uuid.UUID, at: datetime
) -> Statement:
    total, currency = sum(e.minor for e in earnings), statement.currency
    sides = {
        books.account(AccountKind.PAY, currency): total,
        books.account(AccountKind.AGENT, currency, agent=statement.agent): -total,
    }
    statement.entry = books.post(kind, source, statement.number, at, currency, sides) if total else None
    statement.total_minor, statement.posted_at = total, at
    statement.payable_at = at + timedelta(days=books.terms.payable_after_days)
    return statement


def _statement_lines(statements: Iterable[tuple[Statement, list[Earning]]]) -> list[StatementLine]:
    return [line_of(statement=statement, earning=one) for statement, earnings in statements for one in earnings]


def _invoice_lines(books: _Books, rows: Iterable[Attendance], before: datetime) -> list[InvoiceLine]:
    invoices: dict[tuple[int, date, str], Invoice] = {}
    lines = []
    for attendance in rows:
        assignment = attendance.assignment
        shift, minutes = assignment.shift, attendance.approved_minutes or 0
        minor, client = amount(minutes=minutes, rate_minor=shift.price_minor), shift.order.client
        if not minor:
            continue
        month = shift.starts_at.astimezone(ZoneInfo(client.timezone)).date().replace(day=1)
        key = (client.pk, month, shift.currency)
        if key not in invoices:
            invoices[key] = _invoice(client, month, shift.currency, before)
        sides = {
            books.account(AccountKind.CLIENT, shift.currency, client=client): minor,
            books.account(AccountKind.REVENUE, shift.currency): -minor,
        }
        entry = books.post("invoice_line", assignment.ref, shift.order.number, shift.ends_at, shift.currency, sides)
        lines.append(
            InvoiceLine(
                invoice=invoices[key],
                assignment=assignment,
                entry=entry,
                minutes=minutes,
                price_minor=shift.price_minor,
                minor=minor,
            )
        )
    return lines


def _invoice(client: Client, month: date, currency: str, before: datetime) -> Invoice:
    """The month's invoice: sent if the month is over, open otherwise."""
    here = before.astimezone(ZoneInfo(client.timezone))
    found = Invoice.objects.filter(client=client, month=month, currency=currency, state=InvoiceState.OPEN).first()
    if found is not None:
        return found
    invoice = Invoice(client=client, month=month, currency=currency, created_at=before)
    invoice.number = f"{month:%y%m}-{client.pk:04d}-{Invoice.objects.filter(client=client, month=month).count() + 1}"
    if month < here.date().replace(day=1):
        invoice.state, invoice.sent_at = InvoiceState.SENT, before
        invoice.due_on = here.date() + timedelta(days=PayTerms.current().invoice_due_days)
    invoice.save()
    return invoice


def _payouts(
    books: _Books, statements: Iterable[Statement], until: datetime, paid_by: tuple[User, User]
) -> list[Payout]:
    """One payout per agent and currency over what was payable by then."""
    per_agent: dict[tuple[int, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.total_minor and statement.payable_at <= until:
            per_agent[statement.agent_id, statement.currency].append(statement)
    payouts = []
    for (_, currency), own in per_agent.items():
        agent, minor = own[0].agent, sum(s.total_minor for s in own)
        payout = Payout(
            agent=agent, minor=minor, currency=currency, state=PayoutState.APPROVED, proposed_by=paid_by[0],
            proposed_at=until, approved_by=paid_by[1], approved_at=until,
        )  # fmt: skip
        sides = {
            books.account(AccountKind.AGENT, currency, agent=agent): minor,
            books.account(AccountKind.BANK, currency): -minor,
        }
        payout.entry = books.post("payout", payout.ref, agent.number, until, currency, sides)
        for statement in own:
            statement.payout, statement.state = payout, StatementState.PAID
        payouts.append(payout)
    return payouts
