"""From the events of a day to its minutes."""

from dataclasses import dataclass
from datetime import datetime

from tasks.attendance import rules
from tasks.attendance.models import Attendance, AttendancePolicy
from tasks.attendance.states import EventKind
from tasks.orders.models import Shift
from tasks.orders.states import ActivityKind

PAIRS = {
    EventKind.BREAK_STARTED: (EventKind.BREAK_ENDED, EventKind.CHECKED_OUT),
    EventKind.FAULT_REPORTED: (EventKind.FAULT_ENDED, EventKind.CHECKED_OUT),
}


@dataclass(frozen=True)
class Counted:
    """Whole minutes: approved for pay and invoice, on breaks, in faults."""

    approved: int
    breaks: int
    faults: int


def approved_minutes_of(day: Attendance) -> Counted:
    """Minutes of a day that has an end. Breaks up to what the shift plans as paid, and the client's faults, are paid."""
    shift = day.assignment.shift
    start, end = day.checked_in_at or shift.starts_at, day.checked_out_at or shift.ends_at
    breaks, faults = _stretches(day, end)
    allowance = paid_break_minutes(shift)
    unpaid = []
    for one in breaks:
        tail, allowance = rules.unpaid_part(taken=one, allowance_minutes=allowance)
        unpaid.append(tail)
    approved = rules.approved_minutes(
        shift=rules.Stretch(shift.starts_at, shift.ends_at),
        checked_in_at=start,
        checked_out_at=end,
        breaks=unpaid,
        faults=[one for one in faults if not one.paid],
    )
    return Counted(approved, _minutes(breaks), _minutes(faults))


def paid_break_minutes(shift: Shift) -> float:
    """What the shift plans as paid breaks, and on top what is there for hard contacts: used without a reason given."""
    planned = sum(
        (one.ends_at - one.starts_at).total_seconds() / 60
        for one in shift.activities.all()
        if one.kind == ActivityKind.BREAK and one.paid
    )
    return planned + AttendancePolicy.current().relief_minutes


def paid_break_left(day: Attendance, at: datetime) -> int:
    """Whole minutes of paid break that she has not used yet."""
    breaks, _faults = _stretches(day, at)
    return max(0, int(paid_break_minutes(day.assignment.shift)) - _minutes(breaks))


def _stretches(day: Attendance, end: datetime) -> tuple[list[rules.Stretch], list[rules.Stretch]]:
    """Breaks and faults, each from its beginning to its end or the check-out."""
    found: dict[str, list[rules.Stretch]] = {EventKind.BREAK_STARTED: [], EventKind.FAULT_REPORTED: []}
    begun: tuple[str, datetime, bool] | None = None
    for event in day.events.order_by("at", "id"):
        if begun is not None and event.kind in PAIRS[EventKind(begun[0])]:
            found[begun[0]].append(rules.Stretch(begun[1], event.at, begun[2]))
            begun = None
        if event.kind in found:
            begun = (event.kind, event.at, bool(event.payload.get("at_client", False)))
    if begun is not None:
        found[begun[0]].append(rules.Stretch(begun[1], end, begun[2]))
    return found[EventKind.BREAK_STARTED], found[EventKind.FAULT_REPORTED]


def _minutes(stretches: list[rules.Stretch]) -> int:
    return int(sum((one.end - one.start).total_seconds() for one in stretches) // 60)
