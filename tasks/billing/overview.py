"""What the finance pages read."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, Sum

from accounts.principals import Principal
from tasks.billing.display import ENTRY_KINDS
from tasks.billing.models import Invoice, JournalEntry, Payout, Posting, Statement, StatementLine
from tasks.billing.states import AccountKind, InvoiceState, PayoutState


def finance_overview(principal: Principal) -> dict[str, Any]:
    """What waits for finance, and the balance of each kind of account."""
    if not principal.is_staff:
        return {}
    sums = Posting.objects.values("account__kind", "currency").annotate(total=Sum("minor")).order_by("account__kind")
    return {
        "open_disputes": StatementLine.objects.visible_to(principal).in_dispute().count(),
        "open_payouts": Payout.objects.visible_to(principal).filter(state=PayoutState.PROPOSED).count(),
        "open_invoices": Invoice.objects.visible_to(principal).filter(state=InvoiceState.OPEN).count(),
        "balances": [
            {"name": AccountKind(row["account__kind"]).label, "minor": row["total"], "currency": row["currency"]}
            for row in sums
        ],
        "difference": sum(row["total"] for row in sums),
        "entries": _newest_entries(),
    }


def _newest_entries() -> list[dict[str, Any]]:
    debit = Sum("postings__minor", filter=Q(postings__minor__gt=0))
    rows = JournalEntry.objects.annotate(amount=debit, currency=Min("postings__currency")).order_by("-at", "-pk")[:30]
    return [
        {
            "name": ENTRY_KINDS.get(e.kind, e.kind),
            "text": e.text,
            "at": e.at,
            "amount": e.amount,
            "currency": e.currency,
        }
        for e in rows
    ]


def earnings(principal: Principal, *, at: datetime) -> dict[str, Any]:
    """An agent's pay in three sums: paid out, due now, due later; and the last statements as a trend."""
    own = Statement.objects.visible_to(principal)
    sums = own.aggregate(
        paid=Sum("total_minor", filter=Q(state="paid")),
        due=Sum("total_minor", filter=~Q(state="paid") & Q(payable_at__lte=at)),
        later=Sum("total_minor", filter=~Q(state="paid") & Q(payable_at__gt=at)),
        count=Count("pk"),
    )
    trend = list(own.order_by("-posted_at").values_list("total_minor", flat=True)[:12])
    return {"sums": sums, "trend": [minor / 100 for minor in reversed(trend)]}
