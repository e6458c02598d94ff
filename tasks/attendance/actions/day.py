"""The day of one assignment: confirm, check in, breaks, faults, check out. Server time; a queued tap counts once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from talentpool.activation.actions import ApproachKey, reach_depth
from talentpool.activation.errors import TooDeep
from talentpool.agents.models import HubBooking, Kit
from talentpool.kernel.clock import now
from talentpool.messaging.actions import publish
from tasks.attendance import rules
from tasks.attendance.actions.growing import write_work
from tasks.attendance.actions.workplace import close_access, open_access
from tasks.attendance.errors import (
    KitFailed,
    NotYourDay,
    RulesNotAcknowledged,
    SeatLost,
    ShiftOver,
    TooEarly,
    TooEarlyToConfirm,
)
from tasks.attendance.events import note
from tasks.attendance.minutes import approved_minutes_of
from tasks.attendance.models import Attendance, AttendanceEvent, AttendancePolicy
from tasks.attendance.states import ATTENDANCE, AttendanceState, EventKind
from tasks.dispatch.actions import keep_seat
from tasks.dispatch.models import BOUND, Assignment


@transaction.atomic
def expect(*, assignment: Assignment) -> Attendance:
    """The day's row of an assignment, made once."""
    return Attendance.objects.get_or_create(assignment=assignment)[0]


def _mine(assignment: Assignment, by: User) -> Attendance:
    """The locked row of one's own day."""
    if by.pk != assignment.agent.user_id:
        raise NotYourDay
    return Attendance.objects.select_for_update().get(pk=expect(assignment=assignment).pk)


def _seen(day: Attendance, key: str) -> bool:
    """Whether this very tap, queued on the phone and sent again, was counted already."""
    return bool(key) and AttendanceEvent.objects.filter(attendance=day, key=key).exists()


def _step(
    assignment: Assignment, by: User, key: str, kind: EventKind, target: AttendanceState, change: Callable[..., Any]
) -> Attendance:
    """One tap that moves the day: repeated taps and retries change nothing."""
    day = _mine(assignment, by)
    if _seen(day, key) or day.state == target:
        return day
    moment = now()
    fields, payload = change(day, moment)
    ATTENDANCE.move(day, target, **fields)
    note(day, kind, by=by, at=moment, key=key, **payload)
    return day


@transaction.atomic
def confirm_day(*, assignment: Assignment, by: User, key: str = "") -> Attendance:
    """Say again, the day before, that one comes. Raises TooEarlyToConfirm outside its window."""
    policy = AttendancePolicy.current()

    def change(day: Attendance, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
        if not rules.confirming_is_open(starts_at=assignment.shift.starts_at, at=at, hours=policy.confirm_hours):
            raise TooEarlyToConfirm(hours=policy.confirm_hours)
        _still_hers(assignment)
        return {"confirmed_at": at}, {}

    return _step(assignment, by, key, EventKind.CONFIRMED, AttendanceState.CONFIRMED, change)


@transaction.atomic
def acknowledge_rules(*, assignment: Assignment, by: User) -> Attendance:
    """Read and accept the security profile of the order's workplace, once per shift."""
    day = _mine(assignment, by)
    if not has_acknowledged(day=day):
        workplace = assignment.shift.order.workplace
        note(day, EventKind.ACKNOWLEDGED, by=by, at=now(), rules=workplace.security_profile if workplace else [])
    return day


def has_acknowledged(*, day: Attendance) -> bool:
    return AttendanceEvent.objects.filter(attendance=day, kind=EventKind.ACKNOWLEDGED).exists()


@transaction.atomic
def check_in(
    *, assignment: Assignment, by: User, key: str = "", acknowledged: bool = False, tapped_at: str = ""
) -> Attendance:
    """Begin. The server's clock counts; ``tapped_at`` is only what an offline phone said, kept for a dispute.

    Raises TooEarly, ShiftOver, SeatLost when a stand-in was faster, RulesNotAcknowledged, KitFailed.
    """
    policy, shift = AttendancePolicy.current(), assignment.shift

    def change(day: Attendance, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
        _window(shift.starts_at, shift.ends_at, at, policy)
        _still_hers(assignment)
        _rules_read(day, assignment, by, acknowledged)
        keep_seat(assignment=assignment)
        return {"checked_in_at": at}, {"tapped_at": tapped_at, "kit": _kit_proven(assignment)}

    day = _mine(assignment, by)
    if day.state in (AttendanceState.ON_BREAK, AttendanceState.FAULT):
        return day
    before = day.state
    day = _step(assignment, by, key, EventKind.CHECKED_IN, AttendanceState.CHECKED_IN, change)
    if before != day.state:
        _reach(assignment, "ready", day.checked_in_at)
        open_access(day=day, at=day.checked_in_at or now())
        publish(topic="attendance.checked_in", attendance=day.ref)
    return day


def _window(starts_at: datetime, ends_at: datetime, at: datetime, policy: AttendancePolicy) -> None:
    if rules.check_in_is_open(starts_at=starts_at, ends_at=ends_at, at=at, early_minutes=policy.check_in_minutes):
        return
    raise ShiftOver if at >= ends_at else TooEarly(minutes=policy.check_in_minutes)


def _still_hers(assignment: Assignment) -> None:
    assignment.refresh_from_db(fields=["state"])
    if assignment.state not in BOUND:
        raise SeatLost


def _kit_proven(assignment: Assignment) -> str | None:
    """When her newest kit check was, for the record; a seat in a hub brings its own kit. Raises KitFailed."""
    newest = Kit.objects.filter(agent_id=assignment.agent_id).order_by("-checked_at").first()
    if newest is not None and newest.passed:
        return newest.checked_at.isoformat()
    if newest is not None and not HubBooking.objects.filter(source=assignment.ref).exists():
        raise KitFailed
    return None


def _rules_read(day: Attendance, assignment: Assignment, by: User, acknowledged: bool) -> None:
    workplace = assignment.shift.order.workplace
    if workplace is None or not workplace.security_profile or has_acknowledged(day=day):
        return
    if not acknowledged:
        raise RulesNotAcknowledged
    acknowledge_rules(assignment=assignment, by=by)


def _reach(assignment: Assignment, depth: str, at: datetime | None) -> None:
    """How far her yes got, in the approach ledger."""
    offer = assignment.offer
    if offer is not None and offer.approach_id is not None and offer.asked_at is not None:
        with suppress(TooDeep):
            reach_depth(key=ApproachKey(offer.approach_id, offer.asked_at), depth=depth, at=at)


@transaction.atomic
def start_break(*, assignment: Assignment, by: User, key: str = "") -> Attendance:
    """A break, planned or after a hard contact: one tap, and nothing about the reason is kept."""
    return _step(assignment, by, key, EventKind.BREAK_STARTED, AttendanceState.ON_BREAK, lambda day, at: ({}, {}))


@transaction.atomic
def report_fault(*, assignment: Assignment, by: User, key: str = "", at_client: bool = False) -> Attendance:
    """Something technical broke; penalties stop. ``at_client``: it is the client's system, so the time is paid."""
    return _step(
        assignment,
        by,
        key,
        EventKind.FAULT_REPORTED,
        AttendanceState.FAULT,
        lambda day, at: ({}, {"at_client": at_client}),
    )


@transaction.atomic
def go_on(*, assignment: Assignment, by: User, key: str = "") -> Attendance:
    """End a break or a fault."""
    day = _mine(assignment, by)
    kind = EventKind.BREAK_ENDED if day.state == AttendanceState.ON_BREAK else EventKind.FAULT_ENDED
    return _step(assignment, by, key, kind, AttendanceState.CHECKED_IN, lambda day, at: ({}, {}))


@transaction.atomic
def check_out(*, assignment: Assignment, by: User | None, key: str = "", at: datetime | None = None) -> Attendance:
    """End the day; minutes are approved by rule, the statement follows by itself. ``by`` None: the house closed it."""
    day = Attendance.objects.select_for_update().get(pk=expect(assignment=assignment).pk)
    if by is not None and by.pk != assignment.agent.user_id:
        raise NotYourDay
    if _seen(day, key) or day.state == AttendanceState.CHECKED_OUT:
        return day
    moment = at or now()
    before = day.state
    ATTENDANCE.move(day, AttendanceState.CHECKED_OUT, checked_out_at=moment)
    note(day, EventKind.CHECKED_OUT, by=by, at=moment, key=key, was=before, by_itself=by is None)
    approve_by_rule(day=day)
    _reach(assignment, "worked", moment)
    close_access(assignment=assignment, at=moment)
    publish(topic="attendance.checked_out", attendance=day.ref)
    return day


@transaction.atomic
def approve_by_rule(*, day: Attendance) -> Attendance:
    """Compute what is paid and invoiced from the events, and write it into the growth log once."""
    counted = approved_minutes_of(day)
    day.approved_minutes, day.break_minutes, day.fault_minutes = counted.approved, counted.breaks, counted.faults
    day.save(update_fields=["approved_minutes", "break_minutes", "fault_minutes"])
    write_work(day=day)
    return day
