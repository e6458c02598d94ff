"""What comes after the statement: hours that were corrected, time that was kept free."""

from uuid import uuid4

from django.db import transaction
from django.db.models import Sum

from talentpool.kernel.money import Money
from talentpool.messaging.actions import tell
from tasks.attendance.models import Attendance
from tasks.billing.actions.earning import Earning
from tasks.billing.actions.invoices import correct_invoice
from tasks.billing.actions.ledger import Side, post
from tasks.billing.actions.statements import lock, retotal, work_lines, write_statement
from tasks.billing.models import Statement, StatementLine
from tasks.billing.states import AccountKind
from tasks.dispatch.models import Assignment, DispatchPolicy, Standby
from tasks.dispatch.states import StandbyState

WORK = ("worked", "paid_break", "waiting", "bonus", "correction")


@transaction.atomic
def correct_statement(*, assignment: Assignment) -> StatementLine | None:
    """Post the difference between what the approved hours earn now and what was posted for them, pay and invoice.

    Nothing posted is changed: an adjusting line and entry stand beside it. None before there is a statement (it will be
    written from the corrected hours), or where nothing changes, which is what a second call finds.
    """
    locked = lock(assignment=assignment)
    statement = Statement.objects.select_for_update(of=("self",)).filter(assignment=locked).first()
    attendance = Attendance.objects.filter(assignment=locked).first()
    if statement is None or attendance is None or attendance.approved_minutes is None:
        return None
    posted = statement.lines.filter(code__in=WORK)
    minor = sum(line.minor for line in work_lines(assignment=locked, attendance=attendance))
    minor -= posted.aggregate(total=Sum("minor"))["total"] or 0
    paid = posted.exclude(code="bonus").aggregate(total=Sum("minutes"))["total"] or 0
    correct_invoice(assignment=locked, minutes=attendance.approved_minutes)
    if not minor:
        return None
    return _adjust(statement, minor, rate=locked.pay_minor, before=paid, after=attendance.approved_minutes)


def _adjust(statement: Statement, minor: int, *, rate: int, before: int, after: int) -> StatementLine:
    ref = uuid4()
    post(
        kind="correction",
        source=ref,
        text=statement.number,
        sides=[Side(AccountKind.PAY, minor), Side(AccountKind.AGENT, -minor, agent=statement.agent)],
        currency=statement.currency,
    )
    line = StatementLine.objects.create(
        ref=ref,
        statement=statement,
        code="correction",
        minutes=after - before,
        rate_minor=rate,
        minor=minor,
        why={"before_minutes": before, "after_minutes": after},
    )
    retotal(statement=statement)
    tell(
        user=statement.agent.user,
        topic="billing.corrected",
        params={"difference": Money(minor, statement.currency), "order": statement.title},
        link=f"/agent/earnings/{statement.ref}/",
        dedupe=f"billing.corrected:{ref}",
    )
    return line


@transaction.atomic
def post_standby(*, standby: Standby) -> Statement | None:
    """Pay for a place in a queue that nobody called to its seat; once. None where nothing is due."""
    rows = Standby.objects.select_for_update(of=("self",)).select_related("shift__order__client", "agent__user")
    locked = rows.get(pk=standby.pk)
    known = Statement.objects.filter(standby=locked).first()
    if known is not None or locked.state != StandbyState.OVER or not locked.pay_minor:
        return known
    rate = round(locked.shift.pay_minor * DispatchPolicy.current().standby_share)
    minutes = round(locked.pay_minor * 60 / rate) if rate else 0
    earned = Earning("standby", minutes, rate, locked.pay_minor, {"place": locked.place})
    return write_statement(paid=locked, earnings=[earned], kind="standby")
