"""An agent disputes a line in two taps; finance answers, with more money or with the reason."""

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell
from tasks.billing.actions.ledger import Side, post
from tasks.billing.actions.statements import retotal
from tasks.billing.errors import AlreadyDisputed, NotDisputed, ReasonMissing, SamePerson
from tasks.billing.models import Statement, StatementLine
from tasks.billing.states import STATEMENT, AccountKind, StatementState


@transaction.atomic
def dispute_line(*, line: StatementLine, reason: str, by: User) -> StatementLine:
    """Say that a line is wrong. What was posted is paid on time all the same. Raises AlreadyDisputed, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    locked, statement = _locked(line)
    if statement.agent.user_id != by.pk:
        raise SamePerson
    if locked.disputed_at is not None:
        raise AlreadyDisputed
    locked.disputed_at, locked.dispute_reason = now(), reason.strip()
    locked.save(update_fields=["disputed_at", "dispute_reason"])
    if statement.state == StatementState.POSTED:
        STATEMENT.move(statement, StatementState.DISPUTED)
    return locked


@transaction.atomic
def answer_dispute(*, line: StatementLine, minor: int, answer: str, by: User) -> StatementLine:
    """Answer a dispute; ``minor`` not zero adds an adjusting line and posts it. Raises NotDisputed, ReasonMissing."""
    if not answer.strip():
        raise ReasonMissing
    locked, statement = _locked(line)
    if statement.agent.user_id == by.pk:
        raise SamePerson
    if locked.disputed_at is None or locked.answered_at is not None:
        raise NotDisputed
    locked.answered_at, locked.answered_by, locked.answer = now(), by, answer.strip()
    locked.save(update_fields=["answered_at", "answered_by", "answer"])
    if minor:
        _adjust(locked, statement, minor, by)
    if statement.state == StatementState.DISPUTED and not statement.lines.in_dispute().exists():
        settled = statement.payout is not None and statement.payout.entry_id is not None
        STATEMENT.move(statement, StatementState.PAID if settled else StatementState.POSTED)
    tell(
        user=statement.agent.user,
        topic="billing.dispute_answered",
        params={},
        link=f"/agent/earnings/{statement.ref}/",
        dedupe=f"billing.dispute_answered:{locked.ref}",
    )
    return locked


def _locked(line: StatementLine) -> tuple[StatementLine, Statement]:
    statement = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("agent__user", "payout", "assignment__shift__order", "standby__shift__order", "drill__skill")
        .get(pk=line.statement_id)
    )
    return StatementLine.objects.get(pk=line.pk), statement


def _adjust(line: StatementLine, statement: Statement, minor: int, by: User) -> None:
    post(
        kind="adjustment",
        source=line.ref,
        text=statement.number,
        sides=[Side(AccountKind.PAY, minor), Side(AccountKind.AGENT, -minor, agent=statement.agent)],
        currency=statement.currency,
        by=by,
    )
    StatementLine.objects.create(statement=statement, code="adjustment", minor=minor, why={"line": str(line.ref)})
    retotal(statement=statement)
