"""What somebody who came too late can do instead: three real ways, nothing that fails on the next tap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from talentpool.activation.shortlist import explain
from talentpool.agents.models import Agent
from tasks.dispatch.coverage import with_covered
from tasks.dispatch.models import Offer
from tasks.orders.demand import demand_of
from tasks.orders.models import Shift
from tasks.orders.states import ShiftState

SHOWN = 3
LOOKED_AT = 24


@dataclass(frozen=True)
class Alternative:
    """An open offer of hers, or a shift with a free seat that she may take at once."""

    shift: Shift
    offer: Offer | None
    pay_minor: int


def alternatives_for(*, agent: Agent, shift: Shift, at: datetime) -> list[Alternative]:
    """At most three, the nearest in time to the shift that is full; her own open offers first."""
    cards: Iterable[Any] = Offer.objects.filter(agent=agent).answerable(at).for_cards()
    offers = [one for one in cards if one.room]
    offers = [one for one in offers if one.shift_id != shift.pk and one.state != "entered"]
    offers.sort(key=lambda one: abs(one.shift.starts_at - shift.starts_at))
    found = [Alternative(one.shift, one, one.pay_minor) for one in offers[:SHOWN]]
    if len(found) < SHOWN:
        known = {one.shift.pk for one in found} | {shift.pk}
        found += _takeable(agent, shift, at, known)[: SHOWN - len(found)]
    return found


def _takeable(agent: Agent, shift: Shift, at: datetime, known: set[int]) -> list[Alternative]:
    """Shifts with uncovered seats that no rule keeps from her and nobody is drawing for."""
    order = shift.order
    rows = (
        with_covered(Shift.objects.filter(state=ShiftState.OPEN, starts_at__gt=at, order__skill=order.skill))
        .exclude(pk__in=known)
        .exclude(offers__lottery_until__gt=at)
        .exclude(offers__agent=agent)
        .select_related("order__client", "order__skill", "order__language")
    )
    near = sorted(rows.order_by("starts_at")[:LOOKED_AT], key=lambda one: abs(one.starts_at - shift.starts_at))
    return [Alternative(one, None, one.pay_minor) for one in near if may_take(agent, one, at)]


def may_take(agent: Agent, shift: Shift, at: datetime) -> bool:
    """Whether every fact lets her take this shift now."""
    return not explain(agent, demand_of(shift.order, [shift]), at=at)[str(shift.ref)]
