"""What the page of one shift shows, and which tap is next."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from talentpool.agents.models import HubBooking, Kit
from talentpool.agents.states import Channel
from tasks.attendance import rules
from tasks.attendance.actions import channel_of, channels_open_to, has_acknowledged
from tasks.attendance.minutes import paid_break_left
from tasks.attendance.models import Attendance, AttendancePolicy, LoginLease
from tasks.attendance.states import SECURITY_RULES, AttendanceState
from tasks.dispatch.models import BOUND, Assignment, DispatchPolicy
from tasks.dispatch.states import AssignmentState

AT_WORK = (AttendanceState.CHECKED_IN, AttendanceState.ON_BREAK, AttendanceState.FAULT)
COMING = (AttendanceState.EXPECTED, AttendanceState.CONFIRMED, AttendanceState.NO_SHOW)


def day_page(assignment: Assignment, at: datetime) -> dict[str, Any]:
    """Everything the page needs. ``step``: undo, wait, confirm, check_in, working, paused, over or gone."""
    day = Attendance.objects.filter(assignment=assignment).first() or Attendance(assignment=assignment)
    policy, dispatch = AttendancePolicy.current(), DispatchPolicy.current()
    undo_until = assignment.accepted_at + timedelta(minutes=dispatch.undo_minutes)
    workplace = assignment.shift.order.workplace
    profile = workplace.security_profile if workplace else []
    return {
        "assignment": assignment,
        "shift": assignment.shift,
        "order": assignment.shift.order,
        "agent": assignment.agent,
        "day": day,
        "step": _step(assignment, day, at, policy),
        "undo_until": undo_until if at <= undo_until and assignment.state == AssignmentState.HELD else None,
        "check_in_opens": assignment.shift.starts_at - timedelta(minutes=policy.check_in_minutes),
        "confirm_opens": assignment.shift.starts_at - timedelta(hours=policy.confirm_hours),
        "can_confirm": day.state == AttendanceState.EXPECTED
        and rules.confirming_is_open(starts_at=assignment.shift.starts_at, at=at, hours=policy.confirm_hours),
        "workplace": workplace,
        "profile": [SECURITY_RULES.get(rule, rule) for rule in profile],
        "acknowledged": not profile or (day.pk is not None and has_acknowledged(day=day)),
        "kit": Kit.objects.filter(agent=assignment.agent).order_by("-checked_at").first(),
        "activities": list(assignment.shift.activities.all()),
        "corrections": list(day.corrections.order_by("-asked_at")) if day.pk else [],
        "policy": policy,
        "tap_key": uuid4().hex,
        "hub_seat": HubBooking.objects.filter(source=assignment.ref).select_related("hub").first(),
        "lease": LoginLease.objects.filter(assignment=assignment).select_related("login").order_by("-pk").first(),
        **(_at_work(assignment, day, at) if day.state in AT_WORK else {}),
    }


def _at_work(assignment: Assignment, day: Attendance, at: datetime) -> dict[str, Any]:
    """What is open only between check-in and check-out."""
    here = channel_of(day=day, at=at)
    others = [one for one in channels_open_to(assignment=assignment) if one != here]
    return {
        "at_work": True,
        "channel": Channel(here),
        "other_channels": [Channel(one) for one in others],
        "break_left": paid_break_left(day, at),
        "tickets": list(day.tickets.order_by("-asked_at")[:10]),
        "leads": day.team.exists(),
    }


def _step(assignment: Assignment, day: Attendance, at: datetime, policy: AttendancePolicy) -> str:
    shift = assignment.shift
    if day.state in AT_WORK:
        return "working" if day.state == AttendanceState.CHECKED_IN else "paused"
    if day.state == AttendanceState.CHECKED_OUT or at >= shift.ends_at:
        return "over"
    if assignment.state not in BOUND:
        return "gone"
    opened = rules.check_in_is_open(
        starts_at=shift.starts_at, ends_at=shift.ends_at, at=at, early_minutes=policy.check_in_minutes
    )
    return "check_in" if opened else "wait"
