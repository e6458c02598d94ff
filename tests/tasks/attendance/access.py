"""Who may open the doors of attendance."""

from datetime import timedelta
from typing import Any

from talentpool.kernel.clock import now
from tasks.attendance.models import Attendance, Correction
from tasks.dispatch.models import Assignment, Seat
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
    refs = {"client": order.ref, "agent": held.ref, "staff": asked.ref}
    return {name: {"ref": refs[name.split(":")[0]]} for name in ACCESS if name != "staff:correction_list"}
