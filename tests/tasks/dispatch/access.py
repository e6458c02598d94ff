"""Who may open the doors of dispatch."""

from datetime import timedelta
from typing import Any

from talentpool.kernel.clock import now
from tasks.dispatch.models import Assignment, FillPlan, Seat, Standby, Wave
from tests.factories import dispatch as make
from tests.world import World

AGENTS = {"agent", "other_agent"}
HER = {"agent"}
DISPATCH = {"dispatcher", "administrator"}

ACCESS: dict[str, dict[str, set[str]]] = {
    "agent:offer_list": {"GET": AGENTS},
    "agent:not_offered": {"GET": AGENTS},
    "agent:offer_detail": {"GET": HER},
    "agent:offer_accept": {"POST": HER},
    "agent:offer_decline": {"POST": HER},
    "agent:shift_take": {"POST": AGENTS},
    "agent:standby_join": {"POST": AGENTS},
    "agent:schedule": {"GET": AGENTS},
    "agent:schedule_file": {"GET": AGENTS},
    "agent:assignment_undo": {"POST": HER},
    "agent:assignment_release": {"GET": HER, "POST": HER},
    "agent:assignment_swap": {"GET": HER, "POST": HER},
    "agent:assignment_keep": {"POST": HER},
    "agent:standby_detail": {"GET": HER},
    "agent:standby_step_in": {"POST": HER},
    "agent:standby_leave": {"POST": HER},
    "client:shift_scale": {"GET": {"owner", "planner"}, "POST": {"owner", "planner"}},
    "staff:dispatch_today": {"GET": DISPATCH},
    "staff:plan_detail": {"GET": DISPATCH},
    "staff:plan_propose": {"POST": DISPATCH},
    "staff:plan_confirm": {"POST": DISPATCH},
    "staff:wave_more": {"POST": DISPATCH},
    "staff:wave_detail": {"GET": DISPATCH},
    "staff:dispatch_fairness": {"GET": {"dispatcher", "analyst", "counsellor", "administrator"}},
}


def args(world: World) -> dict[str, dict[str, Any]]:
    """An offer, a seat and a standby place of ``agent``; a confirmed plan with a wave."""
    order = make.an_order(world.client, skill=world.skill)
    shift = make.a_shift(order=order, seats=3)
    offer = make.an_offer(shift, world.agent)
    held = a_held_seat(world)
    place = Standby.objects.create(
        shift=make.a_shift(order=order, starts_at=make.moment(days=6)), agent=world.agent, place=1
    )
    plan = FillPlan.objects.create(order=order, seed=1, state="confirmed", breakdown={"promised_fill": 1.0, "seats": 3})
    wave = Wave.objects.create(
        plan=plan, number=1, size=1, sends_at=now(), deadline=now() + timedelta(hours=4), seed=7, state="instant"
    )
    of = {
        "offer": offer.ref,
        "shift": shift.ref,
        "assignment": held.ref,
        "standby": place.ref,
        "plan": order.ref,
        "wave": wave.ref,
    }
    return {name: {"ref": of[_kind(name)]} for name in ACCESS if _kind(name) in of}


def _kind(name: str) -> str:
    """What the reference of a door names."""
    words = name.partition(":")[2]
    if words in ("offer_list", "not_offered", "schedule", "schedule_file", "dispatch_today", "dispatch_fairness"):
        return ""
    return {"standby_join": "shift", "wave_more": "plan"}.get(words, words.split("_")[0])


def a_held_seat(world: World) -> Assignment:
    """A seat that ``agent`` holds at ``client``, in two days."""
    shift = make.a_shift(order=make.an_order(world.client, skill=world.skill), starts_at=make.moment(days=4))
    seat = Seat.objects.get(shift=shift)
    Seat.objects.filter(pk=seat.pk).update(holder=world.agent)
    return Assignment.objects.create(
        seat=seat, shift=shift, agent=world.agent, pay_minor=shift.pay_minor, accepted_at=now()
    )
