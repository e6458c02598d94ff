"""The fill plan: what it will take to fill an order, proposed by rule and confirmed by a person."""

import secrets
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import User
from talentpool.activation.demand import Demand
from talentpool.activation.rules.plan import aim, plan_waves
from talentpool.activation.task_rate import rate_demand
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake
from talentpool.messaging.actions import publish
from tasks.dispatch.coverage import uncovered
from tasks.dispatch.errors import NothingToAsk, PlanMissing
from tasks.dispatch.models import DispatchPolicy, FillPlan, Seat, Wave
from tasks.dispatch.people import queue_for
from tasks.dispatch.states import PLAN, PlanState, WaveCause, WaveState
from tasks.orders.actions import start_staffing
from tasks.orders.demand import demand_of
from tasks.orders.models import Order, Shift
from tasks.orders.states import OrderState, ShiftState

SEND = "tasks.dispatch.jobs.send_due_waves"
SEEDS = 2**62


@transaction.atomic
def propose_plan(*, order: Order, by: User | None = None) -> FillPlan:
    """Compute the waves for an order's shifts; a proposal that exists is computed anew, a confirmed plan stays."""
    found = FillPlan.objects.select_for_update().filter(order=order).first()
    if found is not None and found.state != PlanState.PROPOSED:
        return found
    policy, moment = DispatchPolicy.current(), now()
    figures = _figures(order, policy=policy, at=moment)
    plan, _new = FillPlan.objects.update_or_create(
        order=order,
        defaults={
            **figures,
            "target": order.fill_target,
            "rule_version": policy.version,
            "lottery_minutes": policy.lottery_minutes,
            "offer_minutes": policy.offer_minutes,
            "proposed_at": moment,
        },
        create_defaults={
            **figures,
            "target": order.fill_target,
            "rule_version": policy.version,
            "lottery_minutes": policy.lottery_minutes,
            "offer_minutes": policy.offer_minutes,
            "proposed_at": moment,
            "seed": secrets.randbelow(SEEDS),
        },
    )
    return plan


def _figures(order: Order, *, policy: DispatchPolicy, at: datetime) -> dict[str, Any]:
    """Expected offers, probability of a full fill, shortage; and how they come about, shift by shift."""
    shifts = list(order.shifts.exclude(state=ShiftState.CANCELLED).filter(ends_at__gt=at))
    demand = demand_of(order, shifts)
    rate = rate_demand(demand, at=at)
    by_ref = {slot.ref: slot for slot in rate.slots}
    rows = [_shift_row(shift, demand, by_ref[str(shift.ref)], order, policy, at) for shift in shifts]
    seats = sum(shift.seats_asked for shift in shifts)
    worked = rate.promised_fill * seats
    return {
        "expected_offers": sum(row["expected_offers"] for row in rows),
        "probability": rate.probability,
        "shortage": max(0, ceil(seats - worked)) if rate.promised_fill < order.fill_target else 0,
        "breakdown": {
            "shifts": rows,
            "seats": seats,
            "promised_fill": rate.promised_fill,
            "qualified": rate.qualified,
            "willing": rate.willing,
            "show_up": rate.show_up,
            "model_version": rate.model_version,
        },
    }


def _shift_row(
    shift: Shift, demand: Demand, slot: Any, order: Order, policy: DispatchPolicy, at: datetime
) -> dict[str, Any]:
    queue = queue_for(shift, demand, policy=policy, at=at, seed=shift.pk)
    chances = [one.probability for one in queue.people]
    row: dict[str, Any] = {
        "ref": str(shift.ref),
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "seats": shift.seats_asked,
        "eligible": slot.eligible,
        "willing": slot.willing,
        "first": 0,
        "expected_offers": 0.0,
        "probability": slot.probability,
        "reaches": False,
    }
    if chances:
        goal = aim(target=order.fill_target, promised=slot.probability)
        plan = plan_waves(seats=shift.seats_asked, probabilities=chances, target=goal, waves=policy.waves)
        row |= {"first": plan.first, "expected_offers": plan.expected_offers, "reaches": plan.reaches_target}
    return row


@transaction.atomic
def confirm_plan(*, plan: FillPlan, by: User) -> FillPlan:
    """A dispatcher confirms: the shifts open with their seats, and the first wave is due. Twice is once."""
    if plan.state == PlanState.CONFIRMED:
        return plan
    moment = now()
    PLAN.move(plan, PlanState.CONFIRMED, confirmed_by=by, confirmed_at=moment)
    if plan.order.state == OrderState.SUBMITTED:
        start_staffing(order=plan.order, by=by)
    for shift in plan.order.shifts.filter(state=ShiftState.OPEN):
        make_seats(shift=shift)
    plan_wave(plan=plan, at=moment, waves_left=DispatchPolicy.current().waves)
    publish(topic="plan.confirmed", plan=plan.ref)
    return plan


def make_seats(*, shift: Shift) -> None:
    """One row for every seat asked, once."""
    Seat.objects.bulk_create(
        [Seat(shift=shift, number=number) for number in range(1, shift.seats_asked + 1)], ignore_conflicts=True
    )


def plan_wave(
    *,
    plan: FillPlan,
    at: datetime,
    waves_left: int = 1,
    cause: WaveCause = WaveCause.PLANNED,
    shift: Shift | None = None,
    seats: int | None = None,
    by: User | None = None,
    only_hubs: bool = False,
) -> Wave:
    """Write down that a wave is due ``at``; it is sized when it goes out, on what was answered until then."""
    last = Wave.objects.filter(plan=plan).order_by("-number").values_list("number", flat=True).first() or 0
    wave = Wave.objects.create(
        plan=plan,
        number=last + 1,
        size=0,
        sends_at=at,
        deadline=at + timedelta(minutes=plan.offer_minutes),
        seed=secrets.randbelow(SEEDS),
        cause=cause,
        shift=shift,
        seats=seats,
        waves_left=waves_left,
        asked_by=by,
        only_hubs=only_hubs,
    )
    wake(SEND)
    return wave


@transaction.atomic
def finish_plan(*, plan: FillPlan, at: datetime | None = None) -> bool:
    """The last shift of an order is over, or cancelled: its plan is done and no wave goes out any more."""
    moment = at or now()
    ahead = plan.order.shifts.exclude(state__in=[ShiftState.ENDED, ShiftState.CANCELLED])
    if plan.state != PlanState.CONFIRMED or ahead.filter(ends_at__gt=moment).exists():
        return False
    PLAN.move(plan, PlanState.DONE)
    Wave.objects.filter(plan=plan, state=WaveState.PLANNED).update(state=WaveState.CLOSED)
    return True


@transaction.atomic
def ask_more(*, order: Order, by: User, shift: Shift | None = None, only_hubs: bool = False) -> Wave:
    """Another wave at once, for the whole order or one shift, because a dispatcher wants it. ``only_hubs``: to people with a
    place in a hub and nobody else.

    Raises PlanMissing before a plan is confirmed, NothingToAsk when every seat is covered.
    """
    plan = FillPlan.objects.select_for_update().filter(order=order, state=PlanState.CONFIRMED).first()
    if plan is None:
        raise PlanMissing
    planned = Wave.objects.filter(plan=plan, state="planned", shift=shift, cause=WaveCause.EXTRA)
    waiting = planned.filter(only_hubs=only_hubs).first()
    if waiting is not None:
        return waiting
    if not uncovered(order=order, at=now(), shift=shift):
        raise NothingToAsk
    return plan_wave(plan=plan, at=now(), cause=WaveCause.EXTRA, shift=shift, by=by, only_hubs=only_hubs)


@transaction.atomic
def replace_people(*, shift: Shift, at: datetime) -> Wave | None:
    """A wave for the seats a shift lost and nobody is looked for yet; None where all are looked for, or without a plan.

    The same loss told twice is looked for once.
    """
    plan = FillPlan.objects.select_for_update().filter(order_id=shift.order_id, state=PlanState.CONFIRMED).first()
    if plan is None or Wave.objects.filter(plan=plan, shift=shift, state="planned").exists():
        return None
    lost = sum(seats for _shift, seats in uncovered(order=shift.order, at=at, shift=shift)) - _looked_for(shift, at)
    return plan_wave(plan=plan, at=at, cause=WaveCause.REPLACEMENT, shift=shift, seats=lost) if lost > 0 else None


def _looked_for(shift: Shift, at: datetime) -> int:
    """Seats that waves on their way were sent out for and have not filled yet."""
    waves = Wave.objects.filter(shift=shift, cause=WaveCause.REPLACEMENT, deadline__gt=at).exclude(state="closed")
    found: Any = waves.annotate(yes=Count("offers", filter=Q(offers__state="accepted")))
    return sum(max(0, (wave.seats or 0) - wave.yes) for wave in found)
