"""Who may open the doors of attendance."""

from datetime import timedelta
from typing import Any

from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from tasks.attendance import actions
from tasks.attendance.models import Attendance, Correction, Login
from tasks.dispatch.models import Assignment, Seat
from tasks.orders.actions import review_work
from tasks.orders.models import Order, Shift, Workplace
from tests.factories import dispatch as make
from tests.world import World

HER = {"agent"}
MEMBERS = {"owner", "planner", "client_finance", "viewer"}
DISPATCH = {"dispatcher", "administrator"}
PLANNERS = {"owner", "planner"}
ANY_PLANNER = PLANNERS | {"stranger"}  # the owner of another company meets its own
LOOKERS = {"dispatcher", "analyst", "administrator"}
TAPS = (
    "assignment_confirm",
    "rules_acknowledge",
    "channel_change",
    "check_in",
    "break_start",
    "fault_report",
    "go_on",
    "check_out",
)

ACCESS: dict[str, dict[str, set[str]]] = {
    "agent:assignment_detail": {"GET": HER},
    **{f"agent:{tap}": {"POST": HER} for tap in TAPS},
    "agent:correction_new": {"GET": HER, "POST": HER},
    "agent:knowledge": {"GET": HER},
    "agent:knowledge_page": {"GET": HER},
    "agent:help_ask": {"GET": HER, "POST": HER},
    "agent:help_answer": {"POST": HER},
    "agent:incident_report": {"GET": HER, "POST": HER},
    "agent:team": {"GET": HER},
    "agent:complaint_detail": {"GET": HER, "POST": HER},
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
    "client:knowledge_list": {"GET": ANY_PLANNER},
    "client:knowledge_new": {"GET": ANY_PLANNER, "POST": ANY_PLANNER},
    "client:knowledge_edit": {"GET": PLANNERS, "POST": PLANNERS},
    "client:knowledge_withdraw": {"POST": PLANNERS},
    "client:login_list": {"GET": ANY_PLANNER, "POST": ANY_PLANNER},
    "client:login_retire": {"POST": PLANNERS},
    "client:incident_list": {"GET": ANY_PLANNER},
    "staff:correction_list": {"GET": DISPATCH},
    "staff:correction_decide": {"GET": DISPATCH, "POST": DISPATCH},
    "staff:correction_ask": {"GET": DISPATCH, "POST": DISPATCH},
    "staff:shift_day": {"GET": DISPATCH},
    "staff:complaint_list": {"GET": LOOKERS},
    "staff:complaint_settle": {"GET": LOOKERS, "POST": LOOKERS},
    "staff:ticket_list": {"GET": DISPATCH},
    "staff:ticket_answer": {"POST": DISPATCH},
    "staff:incident_list": {"GET": LOOKERS},
    "staff:incident_new": {"GET": LOOKERS, "POST": LOOKERS},
    "staff:incident_close": {"GET": LOOKERS, "POST": LOOKERS},
    "staff:day_channel": {"POST": DISPATCH},
    "staff:gap_steps": {"GET": DISPATCH},
    "staff:gap_step": {"POST": DISPATCH},
    "staff:hub_list": {"GET": {"dispatcher", "recruiter", "administrator"}},
}


def args(world: World) -> dict[str, dict[str, Any]]:
    """A seat of ``agent`` on a running shift of ``client``, a team she leads with a hard case, and all that goes with it."""
    order = make.an_order(world.client, skill=world.skill)
    order.workplace = Workplace.objects.create(client=world.client, name="Desk")
    order.save(update_fields=["workplace"])
    shift = make.a_shift(order=order, seats=2, starts_at=now() - timedelta(hours=1), state="started")
    day, other = (_day(shift, who, number) for number, who in ((1, world.agent), (2, make.an_agent())))
    other.lead = day
    other.save(update_fields=["lead"])
    owner = world.users["owner"]
    asked = Correction.objects.create(attendance=other, asked_by=other.assignment.agent.user, reason="No network.")
    asked.after = {"checked_in_at": shift.starts_at.isoformat(), "checked_out_at": shift.ends_at.isoformat()}
    asked.save(update_fields=["after"])
    ticket = actions.ask_help(day=other, case="A case", by=other.assignment.agent.user)
    incident = actions.report_incident(order=order, day=day, kind="seen", told="Told", by=world.agent.user)
    article = actions.write_article(client=world.client, title="Refunds", text="How", by=owner)
    actions.hand_in_logins(workplace=order.workplace, logins=[("seat-1", "secret")], by=owner)
    refs: dict[str, Any] = {
        "agent:help_answer": ticket.ref,
        "client:order_board": order.ref,
        "client:order_board_file": order.ref,
        "client:knowledge_edit": article.ref,
        "client:knowledge_withdraw": article.ref,
        "client:login_retire": Login.objects.get().ref,
        "staff:gap_steps": order.ref,
        "staff:gap_step": order.ref,
        "staff:correction_decide": asked.ref,
        "staff:correction_ask": day.ref,
        "staff:shift_day": shift.ref,
        "staff:ticket_answer": ticket.ref,
        "staff:incident_new": order.ref,
        "staff:incident_close": incident.ref,
        "staff:day_channel": day.ref,
    }
    hers = {name: day.assignment.ref for name in ACCESS if name.startswith("agent:")}
    found = {name: {"ref": ref} for name, ref in {**hers, **refs}.items()}
    found["agent:knowledge_page"]["article"] = article.ref
    over = a_day_that_is_over(world, order)
    review = review_work(
        order=order, assignment=over.assignment.ref, alias="A", by=world.users["owner"], complaint="Rude"
    )
    complaint = actions.open_complaint(review=review)
    assert complaint
    found |= {name: {"ref": complaint.ref} for name in ("agent:complaint_detail", "staff:complaint_settle")}
    for name in ("client:order_wall", "client:order_after", "client:hours_approve", "client:order_report_file"):
        found[name] = {"ref": order.ref}
    found |= {name: {"ref": order.ref} for name in ("api:order_fill", "api:order_report")}
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


def _day(shift: Shift, agent: Agent, number: int) -> Attendance:
    held = Assignment.objects.create(
        seat=Seat.objects.get(shift=shift, number=number),
        shift=shift,
        agent=agent,
        pay_minor=shift.pay_minor,
        accepted_at=now() - timedelta(days=1),
    )
    return Attendance.objects.create(assignment=held, state="checked_in", checked_in_at=shift.starts_at)
