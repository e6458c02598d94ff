"""Every write of billing."""

from tasks.billing.actions.corrections import correct_statement, post_standby
from tasks.billing.actions.disputes import answer_dispute, dispute_line
from tasks.billing.actions.drills import post_drill, unthanked
from tasks.billing.actions.invoices import bill_contacts, give_credit, receive_payment, send_invoice
from tasks.billing.actions.ledger import post, reverse
from tasks.billing.actions.past import post_past
from tasks.billing.actions.payouts import approve_payout, propose_payouts, refuse_payout
from tasks.billing.actions.statements import post_cancellation, post_statement

__all__ = [
    "answer_dispute",
    "approve_payout",
    "bill_contacts",
    "correct_statement",
    "dispute_line",
    "give_credit",
    "post",
    "post_cancellation",
    "post_drill",
    "post_past",
    "post_standby",
    "post_statement",
    "propose_payouts",
    "receive_payment",
    "refuse_payout",
    "reverse",
    "send_invoice",
    "unthanked",
]
