"""Who may open the doors of attendance."""

from datetime import timedelta
from typing import Any

from talentpool.kernel.clock import now
from tasks.attendance.models import Attendance, Correction
from tasks.dispatch.models import Assignment, Seat
from tasks.orders.models import Order
from tests.factories import dispatch as make
from tests.world import World

HER = {"agent"}
MEMBERS = {"owner", "planner", "client_finance", "viewer"}
DISPATCH = {"dispatcher", "administrator"}
TAPS = ("assignment_confirm", "check_in", "break_start", "fault_report", "go_on", "check_out")

ACCESS: dict[str, dict[str, set[str]]] = {
    "agent:assignment_detail": {"GET": HER},
    **{f"agent:{tap}": {"POST": HER} for tap in TAPS},
    "agent:correction_new": {"GET": HER, "POST": HER},
    "client:order_board": {"GET": MEMBERS},
    "client:order_board_file": {"GET": MEMBERS},
    "client:order_wall": {"GET": MEMBERS},
    "client:order_after": {"GET": MEMBERS},
    "client:hours_approve": {"POST": {"owner", "planner"}},
    "client:order_report_file": {"GET": MEMBERS},
    "client:work_review": {"GET": {"owner", "planner"}, "POST": {"owner", "planner"}},
    "api:order_fill": {"GET": {"key"}},
    "api:order_report": {"GET": {"key"}},
    "api:shift_seats": {"POST": {"key"}},
    "staff:correction_list": {"GET": DISPATCH},
    "staff:correction_decide": {"GET": DISPATCH, "POST": DISPATCH},
}


def args(world: World) -> dict[str, dict[str, Any]]:
    """A seat of ``agent`` on a running shift of ``client``, and a correction that waits."""
    order = make.an_order(world.client, skill=world.skill)
    shift = make.a_shift(order=order, starts_at=now() - timedelta(hours=1), state="started")
    seat = Seat.objects.get(shift=shift)
    held = Assignment.objects.create(
        seat=seat, shift=shift, agent=world.agent, pay_minor=shift.pay_minor, accepted_at=now() - timedelta(days=1)
    )
    day = Attendance.objects.create(assignment=held)
    asked = Correction.objects.create(attendance=day, asked_by=world.agent.user, reason="The network was away.")
    asked.after = {"checked_in_at": shift.starts_at.isoformat(), "checked_out_at": shift.ends_at.isoformat()}
    asked.save(update_fields=["after"])
    over = a_day_that_is_over(world, order)
    refs = {"client": order.ref, "agent": held.ref, "staff": asked.ref, "api": order.ref}
    found = {name: {"ref": refs[name.split(":")[0]]} for name in ACCESS if name != "staff:correction_list"}
    return {**found, "client:work_review": {"ref": over.ref}, "api:shift_seats": {"ref": shift.ref}}


def a_day_that_is_over(world: World, order: Order) -> Attendance:
    """Yesterday, worked and checked out."""
    shift = make.a_shift(order=order, starts_at=now() - timedelta(hours=26), state="ended")
    seat = Seat.objects.get(shift=shift)
    held = Assignment.objects.create(
        seat=seat, shift=shift, agent=world.agent, pay_minor=shift.pay_minor, accepted_at=now() - timedelta(days=2)
    )
    times = {"checked_in_at": shift.starts_at, "checked_out_at": shift.ends_at, "approved_minutes": 240}
    return Attendance.objects.create(assignment=held, state="checked_out", **times)
