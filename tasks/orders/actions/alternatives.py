"""What would help where not every seat can be promised: each way is asked of the pool, none is guessed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db import transaction

from accounts.models import User
from talentpool.activation.demand import Slot
from talentpool.activation.task_rate import TaskRate, rate_demand
from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from tasks.orders import rules
from tasks.orders.actions.building import requirement_of
from tasks.orders.actions.drafting import _editable
from tasks.orders.actions.quoting import _minutes, _price, make_quote, quote_order
from tasks.orders.demand import demand_of
from tasks.orders.errors import QuoteMissing
from tasks.orders.models import Order, Quote, RateCard, ScenarioTemplate, Shift, lines_of
from tasks.orders.states import OrderState
from tasks.staffing.actions import Asked, compute_requirement
from tasks.staffing.kept import work_of_json
from tasks.staffing.models import Requirement
from tasks.staffing.rules.demand import Work

BONUS_TRIED_SHARE = 0.15
SURE_ENOUGH = 0.8  # shifts filled less surely are those an order could do without
WEEK = timedelta(days=7)
Found = dict[str, Any]


@transaction.atomic
def find_alternatives(*, order: Order, by: User) -> Quote:
    """Rate what would help where not every seat can be promised, and keep it with the latest quote."""
    order, quote = _quoted(order)
    quote.alternatives = _alternatives(order, list(order.shifts.all()), quote)
    quote.save(update_fields=["alternatives"])
    return quote


@transaction.atomic
def take_alternative(*, order: Order, code: str, by: User) -> Quote:
    """Take up what a quote proposed, and quote again. Raises QuoteMissing for what it did not propose."""
    order, quote = _quoted(order)
    chosen = next((one for one in quote.alternatives if one["code"] == code), None)
    if chosen is None or code not in _TAKE:
        raise QuoteMissing
    return _TAKE[code](order, chosen, by)


def _quoted(order: Order) -> tuple[Order, Quote]:
    order = _editable(order)
    quote = order.quotes.order_by("-version").first()
    if quote is None or order.state != OrderState.QUOTED:
        raise QuoteMissing
    return order, quote


def _alternatives(order: Order, shifts: Sequence[Shift], quote: Quote) -> list[Found]:
    """Nothing where all is promised already; else every way that applies, the likeliest first."""
    if quote.probability >= order.fill_target:
        return []
    tried = (_more_pay, _fewer_seats, _a_week_later, _both_kinds, _not_only_hub, _one_channel, _as_chat)
    found = [one for way in tried if (one := way(order, shifts, quote)) is not None]
    return sorted(found, key=lambda one: -float(one["probability"]))


def _more_pay(order: Order, shifts: Sequence[Shift], quote: Quote) -> Found | None:
    bonus = max(100, round(shifts[0].pay_minor * BONUS_TRIED_SHARE / 100) * 100)
    extra = sum(rules.total_minor(bonus, minutes=_minutes(shift), seats=shift.seats_asked) for shift in shifts)
    rate = rate_demand(demand_of(order, shifts, bonus_minor=bonus))
    return {"code": "bonus", "bonus_minor": bonus, "price_minor": quote.price_minor + extra, **_promised(rate)}


def _fewer_seats(order: Order, shifts: Sequence[Shift], quote: Quote) -> Found | None:
    at_risk = {ref for ref, (_fill, full) in quote.breakdown["slots"].items() if full < SURE_ENOUGH}
    sure = [shift for shift in shifts if str(shift.ref) not in at_risk]
    if not sure or not at_risk:
        return None
    return {
        "code": "leave_out",
        "shifts": sorted(at_risk),
        "seats_less": quote.seats - sum(shift.seats_asked for shift in sure),
        "price_minor": sum(_price(shift) for shift in sure),
        **_promised(rate_demand(demand_of(order, sure))),
    }


def _a_week_later(order: Order, shifts: Sequence[Shift], quote: Quote) -> Found | None:
    """The same hours, a week later: more people are still free then."""
    demand = demand_of(order, shifts)
    slots = tuple(replace(s, starts_at=s.starts_at + WEEK, ends_at=s.ends_at + WEEK) for s in demand.slots)
    rate = rate_demand(replace(demand, slots=slots))
    return {"code": "later", "days": WEEK.days, "price_minor": quote.price_minor, **_promised(rate)}


def _both_kinds(order: Order, shifts: Sequence[Shift], quote: Quote) -> Found | None:
    if not order.kind:
        return None
    rate = rate_demand(replace(demand_of(order, shifts), kind=""))
    return {"code": "both_kinds", "price_minor": quote.price_minor, **_promised(rate)}


def _not_only_hub(order: Order, shifts: Sequence[Shift], quote: Quote) -> Found | None:
    if not order.hub_required:
        return None
    rate = rate_demand(replace(demand_of(order, shifts), hub_required=False))
    return {"code": "from_home", "price_minor": quote.price_minor, **_promised(rate)}


def _one_channel(order: Order, shifts: Sequence[Shift], quote: Quote) -> Found | None:
    """Nobody changes the channel within a shift: people who serve one of them will do."""
    if not any(len(shift.channels) > 1 for shift in shifts):
        return None
    demand = demand_of(order, shifts)
    alone: dict[tuple[datetime, datetime, str], Slot] = {}
    for slot in demand.slots:  # those who changed places stay where they began
        key = (slot.starts_at, slot.ends_at, demand.channel_of(slot))
        seats = slot.seats + (alone[key].seats if key in alone else 0)
        alone[key] = replace(slot, seats=seats, channels=key[2:])
    rate = rate_demand(replace(demand, slots=tuple(alone.values())))
    return {"code": "one_channel", "price_minor": quote.price_minor, **_promised(rate)}


def _as_chat(order: Order, shifts: Sequence[Shift], quote: Quote) -> Found | None:
    """The same contacts by chat: an agent holds several, so fewer seats do. A proposal only: the contacts must follow."""
    card = RateCard.objects.in_effect(client=order.client, channel=Channel.CHAT, at=now())
    if order.channel != Channel.CALL or card is None or order.further.exists():
        return None
    work = Work()
    gain = work.concurrency / (1 + work.slowdown * (work.concurrency - 1))
    demand = demand_of(order, shifts)
    slots = tuple(replace(slot, seats=ceil(slot.seats / gain)) for slot in demand.slots)
    rate = rate_demand(replace(demand, channel=Channel.CHAT, slots=slots))
    minutes = sum(slot.minutes * slot.seats for slot in slots)
    price = rules.total_minor(card.price_minor, minutes=minutes, seats=1)
    return {"code": "as_chat", "seats": rate.seats, "price_minor": price, "advice": True, **_promised(rate)}


def _promised(rate: TaskRate) -> Found:
    return {"promised_fill": rate.promised_fill, "probability": rate.probability}


def _take_bonus(order: Order, chosen: Found, by: User) -> Quote:
    order.bonus_minor += chosen["bonus_minor"]
    order.save(update_fields=["bonus_minor"])
    return quote_order(order=order, by=by)


def _take_fewer(order: Order, chosen: Found, by: User) -> Quote:
    order.shifts.filter(ref__in=chosen["shifts"]).delete()
    left = list(order.shifts.all())
    template = ScenarioTemplate.objects.get(scenario=order.scenario)
    return make_quote(order=order, shifts=left, template=template, rate=rate_demand(demand_of(order, left)))


def _take_later(order: Order, chosen: Found, by: User) -> Quote:
    """The days move, the curve is computed for them."""
    if order.starts_on is None or order.ends_on is None or order.requirement is None:
        raise QuoteMissing
    ahead = timedelta(days=chosen["days"])
    order.starts_on, order.ends_on = order.starts_on + ahead, order.ends_on + ahead
    order.save(update_fields=["starts_on", "ends_on"])
    for line in lines_of(order):
        old = requirement_of(line=line)
        line.requirement = compute_requirement(volumes=old.volumes, asked=_asked_again(order, old), by=by)
        line.save(update_fields=["requirement"])
    return quote_order(order=order, by=by)


def _asked_again(order: Order, old: Requirement) -> Asked:
    """The terms of a curve, for the order's new days."""
    if order.starts_on is None or order.ends_on is None:
        raise QuoteMissing
    return Asked(
        starts_on=order.starts_on,
        ends_on=order.ends_on,
        model=old.model,
        target_share=old.target_share,
        target_s=old.target_s,
        patience_s=old.patience_s,
        shrinkage=old.shrinkage,
        max_occupancy=old.max_occupancy,
        ramp=old.ramp,
        own_roster=old.own_roster,
        work=work_of_json(old.work),
        volume_share=old.volume_share,
        filler=old.filler,
    )


def _take_both_kinds(order: Order, chosen: Found, by: User) -> Quote:
    order.kind = ""
    order.save(update_fields=["kind"])
    return quote_order(order=order, by=by)


def _take_from_home(order: Order, chosen: Found, by: User) -> Quote:
    order.hub_required = False
    order.save(update_fields=["hub_required"])
    return quote_order(order=order, by=by)


def _take_one_channel(order: Order, chosen: Found, by: User) -> Quote:
    order.mixes_channels = False
    order.save(update_fields=["mixes_channels"])
    return quote_order(order=order, by=by)


_TAKE: dict[str, Callable[[Order, Found, User], Quote]] = {
    "bonus": _take_bonus,
    "leave_out": _take_fewer,
    "later": _take_later,
    "both_kinds": _take_both_kinds,
    "from_home": _take_from_home,
    "one_channel": _take_one_channel,
}
