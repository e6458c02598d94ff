"""Payouts: what is due, proposed by one person, approved by another."""

from django.db import transaction
from django.db.models import Sum

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.money import Money
from talentpool.messaging.actions import tell
from tasks.billing.actions.ledger import Side, post
from tasks.billing.errors import NothingPayable, ReasonMissing, SamePerson
from tasks.billing.models import Payout, Posting, Statement
from tasks.billing.states import PAYOUT, STATEMENT, AccountKind, PayoutState, StatementState


@transaction.atomic
def propose_payouts(*, by: User) -> list[Payout]:
    """One payout per agent and currency over everything that is due and not proposed yet.

    Due is what the ledger owes her, less what becomes payable later. A dispute holds nothing back: the line as posted
    is paid, a correction follows when it is answered. Raises NothingPayable.
    """
    owed = Posting.objects.filter(account__kind=AccountKind.AGENT, account__agent__isnull=False)
    balances = owed.values_list("account__agent_id", "currency").annotate(owed=-Sum("minor")).filter(owed__gt=0)
    waiting = set(Payout.objects.filter(state=PayoutState.PROPOSED).values_list("agent_id", "currency"))
    proposed = []
    for agent_id, currency, balance in balances:
        payout = None if (agent_id, currency) in waiting else _propose(agent_id, currency, balance, by)
        if payout is not None:
            proposed.append(payout)
    if not proposed:
        raise NothingPayable
    return proposed


def _propose(agent_id: int, currency: str, balance: int, by: User) -> Payout | None:
    at = now()
    statements = Statement.objects.filter(agent_id=agent_id, currency=currency, payout=None)
    later = statements.filter(payable_at__gt=at).aggregate(total=Sum("total_minor"))["total"] or 0
    if balance - later <= 0:
        return None
    agent = Agent.objects.get(pk=agent_id)
    payout = Payout.objects.create(
        agent=agent, minor=balance - later, currency=currency, proposed_by=by, proposed_at=at
    )
    statements.filter(payable_at__lte=at).update(payout=payout)
    return payout


@transaction.atomic
def approve_payout(*, payout: Payout, by: User) -> Payout:
    """The second person agrees: the money leaves the books and the statements are paid. Raises SamePerson, WrongState."""
    if payout.proposed_by_id == by.pk or payout.agent.user_id == by.pk:
        raise SamePerson
    PAYOUT.move(payout, PayoutState.APPROVED, approved_by=by, approved_at=now())
    payout.entry = post(
        kind="payout",
        source=payout.ref,
        text=payout.agent.number,
        sides=[Side(AccountKind.AGENT, payout.minor, agent=payout.agent), Side(AccountKind.BANK, -payout.minor)],
        currency=payout.currency,
        by=by,
    )
    payout.save(update_fields=["entry"])
    for statement in payout.statements.filter(state=StatementState.POSTED):
        STATEMENT.move(statement, StatementState.PAID)
    tell(
        user=payout.agent.user,
        topic="billing.payout",
        params={"total": Money(payout.minor, payout.currency)},
        link="/agent/earnings/",
        dedupe=f"billing.payout:{payout.ref}",
    )
    return payout


@transaction.atomic
def refuse_payout(*, payout: Payout, reason: str, by: User) -> Payout:
    """Say no, with a reason; the statements are free for the next proposal."""
    if not reason.strip():
        raise ReasonMissing
    PAYOUT.move(payout, PayoutState.REFUSED, refusal=reason.strip(), approved_at=now())
    payout.statements.update(payout=None)
    del by
    return payout
