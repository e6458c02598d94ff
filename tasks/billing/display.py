"""Statements and invoices as pages, files and PDFs show them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talentpool.activation.states import Depth
from talentpool.agents.models import Alias
from talentpool.kernel import formats
from talentpool.kernel.money import EXPONENT
from tasks.billing.actions.invoices import total_of
from tasks.billing.models import Invoice, Statement, StatementLine

CODES: dict[str, Any] = {
    "worked": gettext_lazy("Hours worked"),
    "paid_break": gettext_lazy("Paid breaks"),
    "waiting": gettext_lazy("Waiting time"),
    "training": gettext_lazy("Learning time"),
    "mentoring": gettext_lazy("Time you taught"),
    "bonus": gettext_lazy("Bonus"),
    "cancellation": gettext_lazy("Late cancellation"),
    "adjustment": gettext_lazy("Adjustment"),
    "standby": gettext_lazy("Standby"),
    "drill": gettext_lazy("Thanks for a drill"),
    "correction": gettext_lazy("Corrected hours"),
    "contacts": gettext_lazy("Handled contacts"),
}


ENTRY_KINDS: dict[str, Any] = {
    "statement": gettext_lazy("Pay of a shift"),
    "cancellation": gettext_lazy("Cancellation pay"),
    "invoice_line": gettext_lazy("Hours billed"),
    "payout": gettext_lazy("Payout"),
    "adjustment": gettext_lazy("Adjustment"),
    "credit": gettext_lazy("Service credit"),
    "payment": gettext_lazy("Payment received"),
    "reversal": gettext_lazy("Reversal"),
    "standby": gettext_lazy("Standby pay"),
    "drill": gettext_lazy("Thanks for a drill"),
    "correction": gettext_lazy("Corrected hours"),
}


@dataclass(frozen=True)
class LineRow:
    """One line of an invoice, in words."""

    day: str
    order: str
    alias: str
    what: Any
    hours: str
    price: str
    amount: str


@dataclass(frozen=True)
class CreditRow:
    reason: str
    amount: str


@dataclass(frozen=True)
class InvoiceSheet:
    """An invoice, in words of the active language; agents by alias only."""

    number: str
    client: str
    month_words: str
    state_words: str
    due_words: str
    rows: list[LineRow]
    credits: list[CreditRow]
    total: str
    hours: str


def invoice_sheet(invoice: Invoice) -> InvoiceSheet:
    """Everything an invoice's page, CSV or PDF says, with a fixed number of queries."""
    lines = list(
        invoice.lines.select_related("assignment__shift__order").order_by("assignment__shift__starts_at", "pk")
    )
    aliases = dict(Alias.objects.filter(client_id=invoice.client_id).values_list("agent_id", "name"))
    zone = ZoneInfo(invoice.client.timezone)
    rows = [
        LineRow(
            day=f"{line.assignment.shift.starts_at.astimezone(zone):%Y-%m-%d}",
            order=str(line.assignment.shift.order),
            alias=aliases.get(line.assignment.agent_id, "–"),
            what=f"{CODES[line.code]} × {line.contacts}" if line.contacts else CODES.get(line.code, line.code),
            hours="" if line.contacts else f"{line.minutes / 60:.2f}",
            price=formats.money(line.price_minor, invoice.currency),
            amount=formats.money(line.minor, invoice.currency),
        )
        for line in lines
    ]
    credits = [CreditRow(c.reason, formats.money(c.minor, invoice.currency)) for c in invoice.credits.order_by("pk")]
    return InvoiceSheet(
        number=invoice.number,
        client=str(invoice.client.name),
        month_words=date_format(invoice.month, "YEAR_MONTH_FORMAT"),
        state_words=str(invoice.get_state_display()),
        due_words=_("due on %(day)s") % {"day": date_format(invoice.due_on, "DATE_FORMAT")} if invoice.due_on else "",
        rows=rows,
        credits=credits,
        total=formats.money(total_of(invoice=invoice), invoice.currency),
        hours=f"{sum(line.minutes for line in lines) / 60:.1f}",
    )


INVOICE_COLUMNS = (
    gettext_lazy("Date"),
    gettext_lazy("Order"),
    gettext_lazy("Agent"),
    gettext_lazy("What"),
    gettext_lazy("Hours"),
    gettext_lazy("Price"),
    gettext_lazy("Amount"),
)


def invoice_rows(sheet: InvoiceSheet) -> list[list[Any]]:
    """The rows of an invoice's CSV, credits and total included."""
    rows: list[list[Any]] = [[r.day, r.order, r.alias, str(r.what), r.hours, r.price, r.amount] for r in sheet.rows]
    rows += [["", "", "", c.reason, "", "", f"-{c.amount}"] for c in sheet.credits]
    return [*rows, ["", "", "", "", "", str(gettext_lazy("Total")), sheet.total]]


def statement_lines(statement: Statement) -> list[dict[str, Any]]:
    """A statement's lines with the sentence that explains each."""
    return [
        {"line": line, "name": CODES.get(line.code, line.code), "why": explain(line, statement.currency)}
        for line in statement.lines.select_related("answered_by")
    ]


def in_minor(amount: Decimal, currency: str) -> int:
    """What a person typed, in minor units; digits beyond the currency's are cut."""
    return int(amount.scaleb(EXPONENT.get(currency, 2)))


def explain(line: StatementLine, currency: str) -> str:
    """hours × rate, and where the hours come from; or the reason of a line without hours."""
    return _without_hours(line) or _by_the_hour(line, currency)


def _without_hours(line: StatementLine) -> str:
    if line.code == "adjustment":
        return _("Added after your question about a line above.")
    if line.code == "drill":
        return _("Set for everybody who goes as deep as the drill asks: you reached “%(depth)s”.") % {
            "depth": Depth(line.why.get("depth", Depth.ANSWERED)).label
        }
    if line.code == "correction":
        return _("The hours were corrected from %(before)s h to %(after)s h.") % {
            "before": f"{line.why.get('before_minutes', 0) / 60:.2f}".rstrip("0").rstrip("."),
            "after": f"{line.why.get('after_minutes', 0) / 60:.2f}".rstrip("0").rstrip("."),
        }
    return ""


def _by_the_hour(line: StatementLine, currency: str) -> str:
    sum_words = _("%(hours)s h × %(rate)s an hour") % {
        "hours": f"{line.minutes / 60:.2f}".rstrip("0").rstrip("."),
        "rate": formats.money(line.rate_minor, currency),
    }
    why = line.why
    if line.code == "cancellation":
        return _("%(sum)s × %(share)s: cancelled by the client %(notice)s before the start.") % {
            "sum": sum_words,
            "share": formats.percent(why.get("share_percent", 0) / 100),
            "notice": formats.duration(max(0, why.get("notice_minutes", 0)) * 60),
        }
    if line.code == "standby":
        return _("%(sum)s: you kept this time free and waited as number %(place)s.") % {
            "sum": sum_words,
            "place": why.get("place", 1),
        }
    if line.code == "training":
        return _("%(sum)s: the lesson “%(lesson)s”.") % {"sum": sum_words, "lesson": why.get("lesson", "")}
    if line.code == "mentoring":
        return _("%(sum)s: you taught agent %(learner)s on %(day)s.") % {"sum": sum_words, **why}
    if why.get("in") and why.get("out"):
        came, went = datetime.fromisoformat(why["in"]), datetime.fromisoformat(why["out"])
        return _("%(sum)s: checked in and out %(period)s.") % {
            "sum": sum_words,
            "period": formats.period_words(came, went, ""),
        }
    return sum_words
