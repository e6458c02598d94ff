"""What a day leaves in the growth log, and what a corrected day changes there: by new entries, as the log is for ever."""

from typing import Any

from talentpool.growth.actions import record
from talentpool.growth.models import Entry
from talentpool.growth.states import EntryKind
from tasks.attendance import rules
from tasks.attendance.models import Attendance, AttendancePolicy, Correction


def work_of(*, day: Attendance) -> dict[str, Any]:
    """The facts of a worked day: order, client, skill, approved minutes, whether she was on time."""
    shift, order = day.assignment.shift, day.assignment.shift.order
    grace = AttendancePolicy.current().grace_minutes
    in_at = day.checked_in_at or shift.starts_at
    return {
        "order": order.number,
        "client": str(order.client.ref),
        "skill": order.skill.code if order.skill else "",
        "minutes": day.approved_minutes,
        "on_time": rules.is_on_time(starts_at=shift.starts_at, checked_in_at=in_at, grace_minutes=grace),
    }


def write_work(*, day: Attendance) -> Entry:
    """The entry of a worked day, once."""
    return record(
        subject=day.assignment.agent.user,
        kind=EntryKind.SHIFT,
        source=day.ref,
        occurred_at=day.checked_out_at or day.assignment.shift.ends_at,
        payload=work_of(day=day),
    )


def correct_work(*, day: Attendance, correction: Correction) -> None:
    """After a correction: the shift counts as it was found to be, and a "did not come" no longer does."""
    subject = day.assignment.agent.user
    missed = Entry.objects.filter(subject=subject, kind=EntryKind.NO_SHOW, source=day.ref).first()
    worked = Entry.objects.filter(subject=subject, kind=EntryKind.SHIFT, source=day.ref).first()
    wrong = worked or missed
    if wrong is not None:
        record(
            subject=subject,
            kind=EntryKind.CORRECTION,
            source=correction.ref,
            occurred_at=correction.decided_at or correction.asked_at,
            payload={"of": str(day.ref), **(work_of(day=day) if worked else {"void": True})},
            corrects=wrong,
        )
    if worked is None:
        write_work(day=day)
