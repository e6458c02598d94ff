"""What an assignment earned, written at check-out, and the invoice line from the same hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum

from talentpool.agents.models import PayRule
from talentpool.growth.actions import record
from talentpool.growth.models import Entry
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.money import Money
from talentpool.messaging.actions import tell
from tasks.attendance.models import Attendance
from tasks.billing.actions.earning import Earning
from tasks.billing.actions.invoices import add_invoice_line
from tasks.billing.actions.ledger import Side, post
from tasks.billing.actions.mentoring import mark_mentoring_paid, mentoring
from tasks.billing.errors import HoursNotApproved
from tasks.billing.models import PayTerms, Statement, StatementLine
from tasks.billing.rules import CancellationStep, Worked, amount, cancellation_share, earned_lines
from tasks.billing.states import AccountKind
from tasks.dispatch.models import Assignment, Standby
from tasks.orders.states import ActivityKind


@transaction.atomic
def post_statement(*, assignment: Assignment) -> Statement:
    """Write the statement of a finished assignment and its invoice line; a second call returns the first statement.

    Raises HoursNotApproved while attendance has not approved any hours.
    """
    locked = lock(assignment=assignment)
    known = Statement.objects.filter(assignment=locked).first()
    if known is not None:
        return known
    attendance = Attendance.objects.filter(assignment=locked).first()
    if attendance is None or attendance.approved_minutes is None:
        raise HoursNotApproved
    earnings = [
        *work_lines(assignment=locked, attendance=attendance),
        *_training(locked),
        *mentoring(assignment=locked),
    ]
    statement = write_statement(paid=locked, earnings=earnings, kind="statement")
    mark_mentoring_paid(assignment=locked, earnings=earnings)
    add_invoice_line(assignment=locked, minutes=attendance.approved_minutes, code="worked", share=Decimal(1))
    return statement


@transaction.atomic
def post_cancellation(*, assignment: Assignment, cancelled_at: datetime) -> Statement | None:
    """Pay for a shift that its client cancelled late; None where the notice was long enough."""
    locked = lock(assignment=assignment)
    known = Statement.objects.filter(assignment=locked).first()
    terms = PayTerms.current()
    steps = [
        CancellationStep(terms.cancel_early_hours, Decimal(terms.cancel_early_percent) / 100),
        CancellationStep(terms.cancel_late_hours, Decimal(terms.cancel_late_percent) / 100),
    ]
    shift = locked.shift
    share = cancellation_share(cancelled_at=cancelled_at, starts_at=shift.starts_at, steps=steps)
    if known is not None or not share:
        return known
    minutes = int((shift.ends_at - shift.starts_at).total_seconds() // 60)
    notice_minutes = int((shift.starts_at - cancelled_at).total_seconds() // 60)
    minor = amount(minutes=minutes, rate_minor=locked.pay_minor, share=share)
    why = {"share_percent": int(share * 100), "notice_minutes": notice_minutes}
    earned = Earning("cancellation", minutes, locked.pay_minor, minor, why)
    statement = write_statement(paid=locked, earnings=[earned], kind="cancellation")
    add_invoice_line(assignment=locked, minutes=minutes, code="cancellation", share=share)
    return statement


def lock(*, assignment: Assignment) -> Assignment:
    """The assignment's row, held until the end of the transaction: its money is counted one at a time."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("shift__order__client", "agent__user")
    return rows.get(pk=assignment.pk)  # type: ignore[return-value,unused-ignore]


def work_lines(*, assignment: Assignment, attendance: Attendance) -> list[Earning]:
    """What the approved hours earn, line by line; writes nothing."""
    shift = assignment.shift
    breaks = [a for a in shift.activities.all() if a.kind == ActivityKind.BREAK and a.paid]
    paid_break = sum(int((b.ends_at - b.starts_at).total_seconds() // 60) for b in breaks)
    approved = attendance.approved_minutes or 0
    worked = Worked(
        approved_minutes=approved,
        paid_break_minutes=min(paid_break, attendance.break_minutes),
        waiting_minutes=attendance.fault_minutes,
        rate_minor=assignment.pay_minor,
        bonus_minor=shift.order.bonus_minor,
    )
    why = {
        "in": attendance.checked_in_at.isoformat() if attendance.checked_in_at else "",
        "out": attendance.checked_out_at.isoformat() if attendance.checked_out_at else "",
        "approved_minutes": approved,
    }
    return [Earning(line.code, line.minutes, line.rate_minor, line.minor, why) for line in earned_lines(worked)]


def _training(assignment: Assignment) -> list[Earning]:
    """Learning time of the growth log that no statement has paid yet, at the pay rule of her kind and level."""
    agent = assignment.agent
    if not PayTerms.current().training_paid:
        return []
    rule = (
        PayRule.objects.filter(
            kind=agent.kind, level__lte=agent.level, currency=assignment.currency, effective_from__lte=now()
        )
        .order_by("-level", "-effective_from")
        .first()
    )
    if rule is None:
        return []
    lessons = Entry.objects.filter(subject=agent.user, kind=EntryKind.LESSON).filter(
        ~Q(source__in=StatementLine.objects.filter(source__isnull=False).values("source"))
    )
    return [
        Earning(
            "training",
            minutes,
            rule.minor_per_hour,
            amount(minutes=minutes, rate_minor=rule.minor_per_hour),
            {"lesson": str(payload.get("lesson", "")), "course": str(payload.get("course", ""))},
            source,
        )
        for source, payload in lessons.order_by("id").values_list("source", "payload")
        if (minutes := _minutes(payload)) > 0
    ]


def _minutes(payload: dict[str, Any]) -> int:
    minutes = payload.get("minutes")
    return minutes if isinstance(minutes, int) and not isinstance(minutes, bool) and 0 < minutes <= 600 else 0


def write_statement(*, paid: Assignment | Standby, earnings: Sequence[Earning], kind: str) -> Statement:
    """Write down and post what an assignment or a place in a queue earned, and tell the agent."""
    statement = Statement(
        assignment=None if isinstance(paid, Standby) else paid,
        standby=paid if isinstance(paid, Standby) else None,
        agent=paid.agent,
        currency=paid.shift.currency if isinstance(paid, Standby) else paid.currency,
    )
    return book(statement=statement, earnings=earnings, kind=kind, source=paid.ref)


def book(*, statement: Statement, earnings: Sequence[Earning], kind: str, source: UUID) -> Statement:
    """Save a new statement with its lines, post its total and tell the agent. kind, source: what makes it once."""
    at, total = now(), sum(e.minor for e in earnings)
    statement.total_minor, statement.posted_at = total, at
    statement.payable_at = at + timedelta(days=PayTerms.current().payable_after_days)
    if total:
        statement.entry = post(
            kind=kind,
            source=source,
            text=statement.number,
            sides=[Side(AccountKind.PAY, total), Side(AccountKind.AGENT, -total, agent=statement.agent)],
            currency=statement.currency,
        )
    statement.save()
    StatementLine.objects.bulk_create(line_of(statement=statement, earning=one) for one in earnings)
    if total:
        _say(statement)
    return statement


def line_of(*, statement: Statement, earning: Earning) -> StatementLine:
    """The line of an earning, not saved."""
    return StatementLine(
        statement=statement,
        code=earning.code,
        minutes=earning.minutes,
        rate_minor=earning.rate_minor,
        minor=earning.minor,
        why=earning.why,
        source=earning.source,
    )


def _say(statement: Statement) -> None:
    record(
        subject=statement.agent.user,
        kind=EntryKind.EARNED,
        source=statement.ref,
        occurred_at=statement.posted_at,
        payload={"minor": statement.total_minor, "currency": statement.currency},
    )
    tell(
        user=statement.agent.user,
        topic="billing.thanked" if statement.drill is not None else "billing.statement",
        params={
            "total": Money(statement.total_minor, statement.currency),
            "order": statement.title,
        },
        link=f"/agent/earnings/{statement.ref}/",
        dedupe=f"billing.statement:{statement.ref}",
    )


def retotal(*, statement: Statement) -> None:
    """The total is the sum of the lines, after a line was added."""
    statement.total_minor = statement.lines.aggregate(total=Sum("minor"))["total"] or 0
    statement.save(update_fields=["total_minor"])
