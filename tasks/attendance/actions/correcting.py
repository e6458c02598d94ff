"""Corrections: asked for by the agent or staff, decided by another person, the old values kept. And disputes."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.actions import reason as spoken
from accounts.actions import record_decision
from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.messaging.actions import publish, tell
from tasks.attendance.actions.day import expect
from tasks.attendance.actions.growing import correct_work
from tasks.attendance.errors import (
    CorrectionWaiting,
    NothingToCorrect,
    NotYourDay,
    OwnCorrection,
    ReasonMissing,
)
from tasks.attendance.minutes import approved_minutes_of
from tasks.attendance.models import Attendance, AttendanceEvent, Correction
from tasks.attendance.states import AttendanceState, EventKind
from tasks.dispatch.models import Assignment

FURTHEST = timedelta(days=1)


def _times(day: Attendance) -> dict[str, Any]:
    return {
        "state": day.state,
        "checked_in_at": day.checked_in_at.isoformat() if day.checked_in_at else None,
        "checked_out_at": day.checked_out_at.isoformat() if day.checked_out_at else None,
        "approved_minutes": day.approved_minutes,
    }


@transaction.atomic
def ask_correction(
    *, assignment: Assignment, by: User, starts_at: datetime, ends_at: datetime, reason: str
) -> Correction:
    """Ask that a day counts from ``starts_at`` to ``ends_at``. The agent herself, or staff.

    Raises NothingToCorrect for times that can't be, CorrectionWaiting while one is open.
    """
    if by.pk != assignment.agent.user_id and not by.is_staff:
        raise NotYourDay
    shift = assignment.shift
    if not (shift.starts_at - FURTHEST <= starts_at < ends_at <= shift.ends_at + FURTHEST) or ends_at > now():
        raise NothingToCorrect
    if not reason.strip():
        raise ReasonMissing
    day = Attendance.objects.select_for_update().get(pk=expect(assignment=assignment).pk)
    if day.corrections.waiting().exists():
        raise CorrectionWaiting
    asked = Correction.objects.create(
        attendance=day,
        asked_by=by,
        reason=reason.strip()[:2000],
        before=_times(day),
        after={"checked_in_at": starts_at.isoformat(), "checked_out_at": ends_at.isoformat()},
    )
    if by.pk == assignment.agent.user_id:
        AttendanceEvent.objects.create(attendance=day, kind=EventKind.DISPUTED, by=by, at=asked.asked_at)
    return asked


@transaction.atomic
def decide_correction(*, correction: Correction, by: User, granted: bool, reason: str) -> Correction:
    """Grant or refuse, with a reason the agent reads. Nobody decides about what she asked for, or about herself."""
    agent_user = correction.attendance.assignment.agent.user
    if by.pk in (correction.asked_by_id, agent_user.pk):
        raise OwnCorrection
    if not reason.strip():
        raise ReasonMissing
    locked = Correction.objects.select_for_update().get(pk=correction.pk)
    if locked.decided_at is not None:
        return locked
    locked.granted, locked.decided_by, locked.decided_at = granted, by, now()
    locked.decision_reason = reason.strip()[:2000]
    locked.save(update_fields=["granted", "decided_by", "decided_at", "decision_reason"])
    if granted:
        _apply(locked, by)
    record_decision(
        subject=agent_user,
        kind="attendance_correction",
        outcome="granted" if granted else "refused",
        rule_version="attendance-1",
        reasons=[spoken("written", locked.decision_reason)],
        inputs={"before": locked.before, "after": locked.after},
        about=correction.attendance.ref,
        by=by,
    )
    tell(
        user=agent_user,
        topic="attendance.correction_decided",
        params={"at": correction.attendance.assignment.shift.starts_at},
        link=f"/agent/assignments/{correction.attendance.assignment.ref}/",
        dedupe=f"correction:{correction.ref}",
    )
    return locked


def _apply(correction: Correction, by: User) -> None:
    """The day's times become what was granted; the events say from what."""
    day = Attendance.objects.select_for_update().get(pk=correction.attendance_id)
    before = _times(day)
    day.state = AttendanceState.CHECKED_OUT
    day.checked_in_at = datetime.fromisoformat(correction.after["checked_in_at"])
    day.checked_out_at = datetime.fromisoformat(correction.after["checked_out_at"])
    counted = approved_minutes_of(day)
    day.approved_minutes, day.break_minutes, day.fault_minutes = counted.approved, counted.breaks, counted.faults
    day.approved_by = by
    day.save()
    AttendanceEvent.objects.create(
        attendance=day, kind=EventKind.CORRECTED, by=by, at=now(), payload={"before": before, "after": _times(day)}
    )
    correct_work(day=day, correction=correction)
    publish(topic="attendance.corrected", attendance=day.ref)
    if before["state"] != AttendanceState.CHECKED_OUT:
        publish(topic="attendance.checked_out", attendance=day.ref)
