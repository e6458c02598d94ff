"""What happens by itself on a day. Sweeps find due rows; every job may run twice."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from django.db.models import Q

from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.kernel.sweeps import for_each
from tasks.attendance import actions
from tasks.attendance.models import Attendance, AttendancePolicy, Login, LoginLease
from tasks.attendance.states import AttendanceState
from tasks.dispatch.models import BOUND, Assignment
from tasks.orders.models import Shift, WorkReview
from tasks.orders.states import ShiftState

EVERY = {
    "tasks.attendance.jobs.turn_shifts": 20.0,
    "tasks.attendance.jobs.watch_starts": 20.0,
    "tasks.attendance.jobs.close_days": 60.0,
    "tasks.attendance.jobs.ask_to_confirm": 300.0,
    "tasks.attendance.jobs.lend_logins": 60.0,
    "tasks.attendance.jobs.form_teams": 60.0,
}
MOST = 500
NOT_THERE = (AttendanceState.EXPECTED, AttendanceState.CONFIRMED)
AT_WORK = (AttendanceState.CHECKED_IN, AttendanceState.ON_BREAK, AttendanceState.FAULT)


@shared_task(name="tasks.attendance.jobs.turn_shifts")
def turn_shifts() -> int:
    """Shifts whose start or end has come."""
    at = now()
    starting = Q(state=ShiftState.OPEN, starts_at__lte=at)
    ending = Q(state=ShiftState.STARTED, ends_at__lte=at)
    due = Shift.objects.filter(starting | ending).order_by("starts_at")[:MOST]
    return for_each(due, lambda shift: actions.turn_shift(shift=shift, at=at))


@shared_task(name="tasks.attendance.jobs.watch_starts")
def watch_starts() -> int:
    """Nudges 15 minutes before and 3 after; 5 minutes after the start the search for a stand-in."""
    at, policy = now(), AttendancePolicy.current()
    soon = at + timedelta(minutes=policy.nudge_before_minutes)
    _expect_missing(soon)
    rows = Attendance.objects.filter(
        state__in=NOT_THERE,
        assignment__state__in=BOUND,
        assignment__shift__starts_at__lte=soon,
        assignment__shift__ends_at__gt=at,
    ).select_related("assignment__agent__user", "assignment__shift__order__client")
    rows = rows.order_by("assignment__shift__starts_at")[:MOST]
    return for_each(rows, lambda day: _watch(day, policy=policy, at=at))


def _watch(day: Attendance, *, policy: AttendancePolicy, at: datetime) -> None:
    late = (at - day.assignment.shift.starts_at).total_seconds() / 60
    if late >= policy.replace_after_minutes:
        actions.mark_missed(day=day, at=at)
    elif late >= policy.nudge_after_minutes:
        actions.nudge(day=day, key="late", at=at)
    elif late < 0:
        actions.nudge(day=day, key="soon", at=at)


def _expect_missing(until: Any) -> None:
    """Days that the outbox has not made yet."""
    rows = Assignment.objects.filter(state__in=BOUND, attendance__isnull=True, shift__starts_at__lte=until)
    for_each(rows[:MOST], lambda assignment: actions.expect(assignment=assignment))


@shared_task(name="tasks.attendance.jobs.close_days")
def close_days() -> int:
    """Who forgot to check out is checked out at the shift's end; who never came is written down."""
    at, policy = now(), AttendancePolicy.current()
    over = at - timedelta(minutes=policy.close_after_minutes)
    rows = Attendance.objects.select_related("assignment__agent__user", "assignment__shift__order__skill")
    forgot = rows.filter(state__in=AT_WORK, assignment__shift__ends_at__lte=over)
    closed = for_each(
        forgot.order_by("pk")[:MOST],
        lambda day: actions.check_out(assignment=day.assignment, by=None, at=day.assignment.shift.ends_at),
    )
    recent = over - timedelta(days=2)
    missed = rows.filter(
        state=AttendanceState.NO_SHOW, assignment__shift__ends_at__lte=over, assignment__shift__ends_at__gt=recent
    )
    return closed + for_each(missed.order_by("pk")[:MOST], lambda day: actions.close_missed(day=day))


@shared_task(name="tasks.attendance.jobs.ask_to_confirm")
def ask_to_confirm() -> int:
    """A reminder when confirming opens, and another one when the shift is near."""
    at, policy = now(), AttendancePolicy.current()
    _expect_missing(at + timedelta(hours=policy.confirm_hours))
    return _remind("confirm", at, policy.confirm_hours) + _remind("confirm_again", at, policy.remind_hours)


def _remind(key: str, at: datetime, hours: int) -> int:
    """One nudge for everybody who has not confirmed a shift that begins within ``hours``."""
    rows = Attendance.objects.filter(
        state=AttendanceState.EXPECTED,
        assignment__state__in=BOUND,
        assignment__shift__starts_at__gt=at,
        assignment__shift__starts_at__lte=at + timedelta(hours=hours),
    ).exclude(events__key=f"nudge:{key}")
    rows = rows.select_related("assignment__agent__user", "assignment__shift__order__client")
    return for_each(rows.order_by("pk")[:MOST], lambda day: actions.nudge(day=day, key=key, at=at))


@shared_task(name="tasks.attendance.jobs.lend_logins")
def lend_logins() -> int:
    """Accounts for the shifts of the coming day; who has none yet is tried again each minute."""
    at, policy = now(), AttendancePolicy.current()
    lent = LoginLease.objects.alive().values("assignment_id")
    rows = Assignment.objects.filter(
        state__in=BOUND,
        shift__starts_at__lte=at + timedelta(hours=policy.accounts_hours),
        shift__ends_at__gt=at,
        shift__order__workplace__in=Login.objects.in_use().values("workplace_id"),
    ).exclude(pk__in=lent)
    rows = rows.select_related("agent", "shift__order__workplace").order_by("shift__starts_at", "pk")
    return for_each(rows[:MOST], lambda one: actions.lend_login(assignment=one))


@shared_task(name="tasks.attendance.jobs.form_teams")
def form_teams() -> int:
    """A lead for everybody on the shifts of the coming day."""
    at = now()
    soon = at + timedelta(hours=24)
    return actions.form_teams(
        shifts=Shift.objects.filter(
            state__in=[ShiftState.OPEN, ShiftState.STARTED], starts_at__lte=soon, ends_at__gt=at
        )
    )


def on_claimed(payload: dict[str, Any]) -> None:
    """seat.claimed: a day is expected, and the client has a name for her."""
    rows = Assignment.objects.select_related("agent", "shift__order__client")
    assignment = rows.get(ref=payload["assignment"])
    actions.name_for_client(agent=assignment.agent, client=assignment.shift.order.client)
    actions.expect(assignment=assignment)


def on_ended(payload: dict[str, Any]) -> None:
    """seat.undone, assignment.released, assignment.cancelled: the day is over before it began."""
    day = Attendance.objects.select_related("assignment").filter(assignment__ref=payload["assignment"]).first()
    if day is not None:
        with suppress(WrongState):
            actions.end_day_early(day=day)


def on_reviewed(payload: dict[str, Any]) -> None:
    """work.reviewed: the stars go into her log; a complaint or disputed hours reach a person, and her."""
    review = WorkReview.objects.select_related("by").filter(ref=payload["review"]).first()
    if review is None:
        return
    actions.log_feedback(review=review)
    if payload.get("complained"):
        actions.open_complaint(review=review)
