"""The others: demo agents who act through the public doors with their own sessions, each in a fixed way."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from typing import Any

from accounts import actions as accounts
from accounts.models import User
from talentpool.activation.models import Approach
from talentpool.activation.states import Answer, Purpose
from talentpool.demo.simulation.door import Doors
from tasks.attendance.models import Attendance
from tasks.dispatch.models import Assignment, Offer, Wave
from tests.journeys.facts import _assignment, is_true, job_is_done
from tests.journeys.scenery import move_clock

HANDS = 4


@cache
def _doors() -> Doors:
    return Doors(f"http://127.0.0.1:{os.environ['PORT']}")


def _all(acts: Iterable[Any]) -> int:
    """Carry out acts side by side; how many there were. Any that fails fails the journey."""
    with ThreadPoolExecutor(HANDS) as pool:
        return len(list(pool.map(lambda act: act(), acts)))


def _post(user: Any, door: str, said: dict[str, Any] | None = None, expect: int = 302, **places: Any) -> None:
    answer = _doors().of(user).post(door, said, **places)
    assert answer.status_code == expect, f"{door}: {answer.status_code} {answer.text[:300]}"


def others_answer_the_drill() -> int:
    """Two of three say yes, get ready and handle the contact; every third says no."""
    calls = Approach.objects.filter(purpose=Purpose.DRILL, answer=Answer.OPEN, agent__is_demo=True)
    return _all([lambda call=call: _drilled(call) for call in calls.select_related("agent__user")])


def _drilled(call: Approach) -> None:
    user, yes = call.agent.user, call.agent.pk % 3 != 0
    _post(user, "agent:drill_answer", {"answer": "yes" if yes else "no"}, ref=call.source)
    if yes:
        _post(user, "agent:drill_ready", ref=call.source)
        _post(user, "agent:drill_contact", {"choice": 0}, ref=call.source)


def _offers(order: str, *states: str) -> Any:
    rows = Offer.objects.filter(shift__order__ref=order, state__in=states, agent__is_demo=True)
    return rows.select_related("agent__user", "shift").order_by("pk")


def others_enter_the_draw(*, offer: str) -> int:
    """Half as many as there are seats, of those asked for her shift: everybody who enters will be drawn."""
    hers = Offer.objects.select_related("shift__order").get(ref=offer)
    rivals = list(_offers(str(hers.shift.order.ref), "offered").filter(shift=hers.shift))
    return _all([lambda one=one: _accepts(one) for one in rivals[: (hers.shift.seats_asked - 1) // 2]])


def _accepts(offer: Offer) -> None:
    _post(offer.agent.user, "agent:offer_accept", ref=offer.ref)


def somebody_with_an_open_offer(*, order: str, of_shift: str = "") -> str:
    """The e-mail address of one who could still take a seat."""
    rows = _offers(order, "offered")
    if of_shift:
        rows = rows.filter(shift=_assignment(of_shift).shift)
    return str(rows.last().agent.user.email)


def others_fill(*, order: str, but_for: str, all_of: str) -> int:
    """Everybody asked says yes, one after the other, until the shift of an assignment is full; she who waits doesn't."""
    shift, filled = _assignment(all_of).shift, 0
    for offer in _offers(order, "offered").filter(shift=shift).exclude(agent__user__email=but_for):
        held = Assignment.objects.filter(shift=shift, state="held").count()
        if held >= shift.seats_asked:
            return filled
        _accepts(offer)
        filled += 1
    held = Assignment.objects.filter(shift=shift, state="held").count()
    assert held >= shift.seats_asked, f"{held} of {shift.seats_asked} seats: too few were asked"
    return filled


def _colleagues(assignment: str) -> list[Attendance]:
    """The days of all others on the same shift."""
    one = _assignment(assignment)
    rows = Attendance.objects.filter(assignment__shift=one.shift, assignment__agent__is_demo=True)
    held = rows.filter(assignment__state="held").exclude(assignment=one)
    return list(held.select_related("assignment__agent__user").order_by("pk"))


def others_confirm(*, assignment: str) -> int:
    days = _colleagues(assignment)
    return _all([lambda day=day: _act(day, "agent:assignment_confirm") for day in days])


def others_check_in(*, assignment: str) -> int:
    """All but the first of them, who doesn't come."""
    days = _colleagues(assignment)[1:]
    return _all([lambda day=day: _act(day, "agent:check_in", {"acknowledged": "on"}) for day in days])


def others_check_out(*, assignment: str) -> int:
    days = [day for day in _colleagues(assignment) if day.state == "checked_in"]
    return _all([lambda day=day: _act(day, "agent:check_out") for day in days])


def _act(day: Attendance, door: str, said: dict[str, Any] | None = None) -> None:
    _post(day.assignment.agent.user, door, said, ref=day.assignment.ref)


def dispatcher_confirms(*, order: str) -> None:
    """Without a browser: the plan that stands there, confirmed."""
    dispatcher = User.objects.get(email="dispatcher@demo.example")
    accounts.enrol_second_factor(user=dispatcher)
    is_true(what="plan_proposed", order=order)
    _post(dispatcher, "staff:plan_confirm", ref=order)
    is_true(what="wave_sent", order=order)
    over_draw(order=order)


def over_draw(*, order: str) -> None:
    """Past the lottery window of the wave that is out, if it has one."""
    wave = Wave.objects.filter(plan__order__ref=order, sent_at__isnull=False).latest("sent_at")
    if wave.lottery_until:
        move_clock(to=(wave.lottery_until + timedelta(minutes=1)).isoformat())
        job_is_done(job="tasks.dispatch.jobs.draw_due_waves", what="draw_held", order=order)
