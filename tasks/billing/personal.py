"""What becomes of billing's rows when a person has her data erased."""

from accounts.personal import ACTED, Keeps, Rule

BOOKS = Keeps("books must balance and be kept for years; they name a number")
RULES: dict[str, Rule] = {
    "Account.agent": BOOKS,
    "JournalEntry.posted_by": ACTED,
    "InvoiceCredit.given_by": ACTED,
    "Payout.agent": BOOKS,
    "Payout.proposed_by": ACTED,
    "Payout.approved_by": ACTED,
    "Statement.agent": BOOKS,
    "StatementLine.answered_by": ACTED,
}
