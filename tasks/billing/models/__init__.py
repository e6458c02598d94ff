"""The double-entry ledger, statements, invoices, payouts. Integer minor units; append-only; balanced per currency."""

from tasks.billing.models.invoices import Invoice, InvoiceCredit, InvoiceLine
from tasks.billing.models.ledger import Account, JournalEntry, Posting
from tasks.billing.models.statements import Payout, Statement, StatementLine
from tasks.billing.models.terms import PayTerms

__all__ = [
    "Account",
    "Invoice",
    "InvoiceCredit",
    "InvoiceLine",
    "JournalEntry",
    "PayTerms",
    "Payout",
    "Posting",
    "Statement",
    "StatementLine",
]
