"""Who is late and who does not come: nudges, the no-show, the search for somebody else. All by the clock, each once."""

from datetime import datetime, timedelta

from django.db import transaction

from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.messaging.actions import publish, tell
from tasks.attendance.actions.workplace import close_access
from tasks.attendance.models import Attendance, AttendanceEvent, AttendancePolicy
from tasks.attendance.states import ATTENDANCE, AttendanceState, EventKind
from tasks.dispatch.actions import end_standbys, seek_stand_in
from tasks.orders.actions import finish_order, run_order
from tasks.orders.models import Order, Shift
from tasks.orders.states import SHIFT, OrderState, ShiftState


@transaction.atomic
def nudge(*, day: Attendance, key: str, at: datetime) -> bool:
    """Remind somebody who has not checked in; each of the nudges (``key``) once a day."""
    _event, is_new = AttendanceEvent.objects.get_or_create(
        attendance=day, key=f"nudge:{key}", defaults={"kind": EventKind.NUDGED, "at": at}
    )
    if not is_new:
        return False
    shift = day.assignment.shift
    tell(
        user=day.assignment.agent.user,
        topic=f"attendance.nudge_{key}",
        params={"client": shift.order.client.name, "at": shift.starts_at},
        link=f"/agent/assignments/{day.assignment.ref}/",
        dedupe=f"nudge:{key}:{day.ref}",
        urgent=True,
    )
    return True


@transaction.atomic
def mark_missed(*, day: Attendance, at: datetime) -> bool:
    """Five minutes in, nobody there: the seat counts as uncovered and a stand-in is looked for. She may still come."""
    policy = AttendancePolicy.current()
    shift = day.assignment.shift
    locked = Attendance.objects.select_for_update().get(pk=day.pk)
    if locked.state not in (AttendanceState.EXPECTED, AttendanceState.CONFIRMED):
        return False
    if at < shift.starts_at + timedelta(minutes=policy.replace_after_minutes):
        return False
    ATTENDANCE.move(day, AttendanceState.NO_SHOW)
    AttendanceEvent.objects.create(attendance=day, kind=EventKind.MISSED, at=at)
    AttendanceEvent.objects.create(attendance=day, kind=EventKind.REPLACEMENT, at=at)
    seek_stand_in(assignment=day.assignment)
    publish(topic="attendance.no_show", attendance=day.ref)
    return True


@transaction.atomic
def close_missed(*, day: Attendance) -> None:
    """The shift ended and she never came: now it goes into her growth log, where she can dispute it."""
    shift, order = day.assignment.shift, day.assignment.shift.order
    record(
        subject=day.assignment.agent.user,
        kind=EntryKind.NO_SHOW,
        source=day.ref,
        occurred_at=shift.starts_at,
        payload={"order": order.number, "skill": order.skill.code if order.skill else ""},
    )


@transaction.atomic
def end_day_early(*, day: Attendance) -> bool:
    """The assignment was undone, released, replaced or cancelled before anybody checked in."""
    if not ATTENDANCE.allows(day.state, AttendanceState.ENDED):
        return False
    ATTENDANCE.move(day, AttendanceState.ENDED)
    close_access(assignment=day.assignment, at=now())
    return True


@transaction.atomic
def turn_shift(*, shift: Shift, at: datetime) -> None:
    """Shifts start and end by the clock; an order runs from its first shift and is done with its last."""
    if shift.state == ShiftState.OPEN and at >= shift.starts_at:
        SHIFT.move(shift, ShiftState.STARTED)
        order = Order.objects.get(pk=shift.order_id)
        if order.state == OrderState.STAFFING:
            run_order(order=order)
    if shift.state == ShiftState.STARTED and at >= shift.ends_at:
        SHIFT.move(shift, ShiftState.ENDED)
        end_standbys(shift=shift)
        _finish(shift)


def _finish(shift: Shift) -> None:
    order = Order.objects.select_for_update().get(pk=shift.order_id)
    left = order.shifts.exclude(state__in=[ShiftState.ENDED, ShiftState.CANCELLED]).exists()
    if order.state == OrderState.RUNNING and not left:
        finish_order(order=order)
