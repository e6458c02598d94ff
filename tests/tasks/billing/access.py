"""Who may open which door of billing."""

from typing import Any

from talentpool.kernel.clock import now
from tasks.billing import actions
from tasks.billing.models import Invoice, Statement
from tests.factories import work
from tests.world import World

AGENTS = {"agent", "other_agent"}
MEMBERS = {"owner", "planner", "client_finance", "viewer"}
PAYING = {"owner", "client_finance"}
FINANCE = {"finance", "administrator"}
ACCESS: dict[str, dict[str, set[str]]] = {
    "agent:statement_list": {"GET": AGENTS},
    "agent:statement_detail": {"GET": {"agent"}},
    "agent:line_dispute": {"POST": {"agent"}},
    "client:invoice_list": {"GET": PAYING | {"stranger"}},
    "client:invoice_detail": {"GET": PAYING},
    "client:invoice_csv": {"GET": PAYING},
    "client:invoice_pdf": {"GET": PAYING},
    "staff:finance": {"GET": FINANCE},
    "staff:dispute_list": {"GET": FINANCE},
    "staff:dispute_detail": {"GET": FINANCE, "POST": FINANCE},
    "staff:payout_list": {"GET": FINANCE},
    "staff:payout_propose": {"POST": FINANCE},
    "staff:payout_approve": {"POST": FINANCE},
    "staff:payout_refuse": {"POST": FINANCE},
    "staff:invoice_list": {"GET": FINANCE},
    "staff:invoice_detail": {"GET": FINANCE},
    "staff:invoice_send": {"POST": FINANCE},
    "staff:invoice_paid": {"POST": FINANCE},
    "staff:invoice_credit": {"POST": FINANCE},
}


def args(world: World) -> dict[str, dict[str, Any]]:
    """One paid shift of the world's agent at the world's client, a disputed line, a payout that waits."""
    statement = actions.post_statement(assignment=work.worked(client=world.client, person=world.agent))
    line = statement.lines.get(code="worked")
    Statement.objects.update(payable_at=now())
    (payout,) = actions.propose_payouts(by=world.users["recruiter"])
    invoice = {"ref": Invoice.objects.get(client=world.client).ref}
    of_invoice = (
        "client:invoice_detail", "client:invoice_csv", "client:invoice_pdf", "staff:invoice_detail",
        "staff:invoice_send", "staff:invoice_paid", "staff:invoice_credit",
    )  # fmt: skip
    return {
        **dict.fromkeys(of_invoice, invoice),
        "agent:statement_detail": {"ref": statement.ref},
        "agent:line_dispute": {"ref": line.ref},
        "staff:dispute_detail": {"ref": line.ref},
        "staff:payout_approve": {"ref": payout.ref},
        "staff:payout_refuse": {"ref": payout.ref},
    }
