"""Jobs of billing: statements at check-out, cancellation pay, and the sweep that finds what was missed."""

import contextlib
from datetime import timedelta
from itertools import islice
from typing import Any

from celery import shared_task
from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from talentpool.activation.models import Drill
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.sweeps import for_each
from tasks.attendance.models import Attendance
from tasks.attendance.states import AttendanceState
from tasks.billing.actions import (
    bill_contacts,
    correct_statement,
    post_cancellation,
    post_drill,
    post_standby,
    post_statement,
    unthanked,
)
from tasks.billing.errors import HoursNotApproved
from tasks.billing.models import InvoiceLine
from tasks.dispatch.models import Assignment, Standby
from tasks.dispatch.states import AssignmentState, StandbyState
from tasks.quality.models import Conversation

EVERY = {"tasks.billing.jobs.sweep_statements": 60.0, "tasks.billing.jobs.sweep_contacts": 300.0}
LATEST = timedelta(days=62)  # a conversation that comes in later is not billed any more
DRILLS_BACK = timedelta(days=14)  # longer than any drill runs
_HELD_BEFORE = (AssignmentState.HELD, AssignmentState.SEEKING, AssignmentState.CANCELLED)


def on_checked_out(payload: dict[str, Any]) -> None:
    """``attendance.checked_out {attendance}``: write the statement as soon as hours are approved."""
    attendance = Attendance.objects.filter(ref=payload["attendance"]).select_related("assignment").first()
    if attendance is not None:
        with contextlib.suppress(HoursNotApproved):  # the sweep comes again when a person has approved them
            post_statement(assignment=attendance.assignment)


def on_corrected(payload: dict[str, Any]) -> None:
    """``attendance.corrected {attendance}``: post what the corrected hours change."""
    attendance = Attendance.objects.filter(ref=payload["attendance"]).select_related("assignment").first()
    if attendance is not None:
        correct_statement(assignment=attendance.assignment)


def on_standby_over(payload: dict[str, Any]) -> None:
    """``standby.over {standby}``: pay for the time that was kept free."""
    standby = Standby.objects.filter(ref=payload["standby"]).first()
    if standby is not None:
        post_standby(standby=standby)


def on_drill_taken(payload: dict[str, Any]) -> None:
    """``drill.taken {drill, agent}``: pay what the drill has set, if it has."""
    drill = Drill.objects.select_related("skill").filter(ref=payload["drill"]).first()
    agent = Agent.objects.filter(ref=payload["agent"]).first()
    if drill is not None and agent is not None:
        post_drill(drill=drill, agent=agent)


def on_shift_cancelled(payload: dict[str, Any]) -> None:
    """``shift.cancelled {shift}``: pay everybody who held a seat, by how late it was."""
    held: Any = Assignment.objects.filter(shift__ref=payload["shift"], state__in=_HELD_BEFORE)
    for assignment in held.order_by("pk"):
        post_cancellation(assignment=assignment, cancelled_at=assignment.ended_at or now())


@shared_task(name="tasks.billing.jobs.sweep_statements")
def sweep_statements() -> int:
    """Statements that the event missed, or that waited for approved hours; returns how many were written."""
    due = Attendance.objects.filter(
        state=AttendanceState.CHECKED_OUT, approved_minutes__isnull=False, assignment__statement=None
    ).select_related("assignment")
    written = for_each(due.order_by("pk")[:500], lambda one: post_statement(assignment=one.assignment))
    unpaid = Standby.objects.filter(state=StandbyState.OVER, pay_minor__gt=0, statement=None)
    written += for_each(unpaid.order_by("pk")[:500], lambda one: post_standby(standby=one))
    taken = islice(unthanked(since=now() - DRILLS_BACK, until=now()), 500)
    return written + for_each(list(taken), lambda part: post_drill(drill=part[0], agent=part[1].agent))


@shared_task(name="tasks.billing.jobs.sweep_contacts")
def sweep_contacts() -> int:
    """Handled contacts that are not billed yet, of orders whose quote has a price for each; returns how many lines."""
    billed = InvoiceLine.objects.filter(assignment=OuterRef("pk"), code="contacts").values("assignment")
    came = Conversation.objects.filter(assignment=OuterRef("pk")).order_by().values("assignment")
    due = Assignment.objects.filter(
        conversations__received_at__gte=now() - LATEST,
        attendance__state=AttendanceState.CHECKED_OUT,
        shift__order__quotes__accepted_at__isnull=False,
        shift__order__quotes__terms__contact_minor__gt=0,
    ).annotate(
        came=Subquery(came.annotate(n=Count("pk")).values("n")),
        billed=Coalesce(Subquery(billed.annotate(n=Sum("contacts")).values("n")), 0),
    )
    due = due.filter(came__gt=F("billed")).distinct().order_by("pk")
    return for_each(due[:500], lambda one: bill_contacts(assignment=one))
