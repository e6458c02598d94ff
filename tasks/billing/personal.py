"""What becomes of billing's rows when a person has her data erased."""

from typing import Any

from accounts.models import User
from accounts.personal import ACTED, Keeps, Rule
from tasks.billing.models import Payout, Statement, StatementLine

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


def export(user: User) -> dict[str, Any]:
    """What she earned, what was paid out, and the lines she did not agree with."""
    disputed = StatementLine.objects.filter(statement__agent__user=user, disputed_at__isnull=False).order_by("pk")
    earned = Statement.objects.filter(agent__user=user).order_by("pk")
    return {
        "statements": list(earned.values("total_minor", "currency", "state", "posted_at", "payable_at")),
        "payouts": list(Payout.objects.filter(agent__user=user).values("minor", "currency", "state", "approved_at")),
        "disputes": list(disputed.values("disputed_at", "dispute_reason", "answer")),
    }


def erase(user: User) -> None:
    """Her words against a line and the answer to them hang on her statements; the sums stay."""
    StatementLine.objects.filter(statement__agent__user=user).update(dispute_reason="", answer="")
