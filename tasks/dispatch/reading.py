"""What pages of dispatch show, gathered in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404

from accounts.principals import Principal
from talentpool.activation.shortlist import explain
from talentpool.agents.models import Agent, Commitment
from talentpool.kernel.compiled import Compiled
from tasks.dispatch.coverage import with_covered
from tasks.dispatch.models import BOUND, Assignment, Offer, Standby
from tasks.orders.demand import demand_of
from tasks.orders.models import Order, Shift
from tasks.orders.states import ShiftState

AHEAD = timedelta(days=60)
BEHIND = timedelta(days=14)
WHY_NOT = 12
CARDS = 20


def _hers(agent_id: int) -> Any:
    return Offer.objects.visible_to(Principal(agent_id=agent_id))


_cards = Compiled[Offer](
    lambda agent_id, at: _hers(agent_id).answerable(at).for_cards().order_by("deadline", "pk")[:CARDS],
    agent_id=int,
    at=datetime,
)
_card = Compiled[Offer](lambda agent_id, ref: _hers(agent_id).for_cards().filter(ref=ref), agent_id=int, ref=UUID)
_asked = Compiled[Offer](lambda agent_id, ref: _hers(agent_id).filter(ref=ref), agent_id=int, ref=UUID)


def offers_of(agent: Agent, at: datetime) -> list[Offer]:
    """Her open offers, the most urgent first, with all that a card says."""
    return _cards(agent_id=agent.pk, at=at)


def offer_of(agent: Agent, ref: UUID) -> Offer:
    """One offer of hers, with all that a card says; 404 for anybody else's."""
    return _hers_or_404(_card(agent_id=agent.pk, ref=ref), agent)


def offer_to_answer(agent: Agent, ref: UUID) -> Offer:
    """One offer of hers, with nothing around it: enough for a yes or a no, and quick; 404 for anybody else's."""
    return _hers_or_404(_asked(agent_id=agent.pk, ref=ref), agent)


def _hers_or_404(found: list[Offer], agent: Agent) -> Offer:
    if not found:
        raise Http404
    found[0].agent = agent
    return found[0]


def open_shift(ref: UUID) -> Shift:
    """An open shift, for agents; 404 for any other, so that a guess tells nothing."""
    rows = Shift.objects.filter(ref=ref, state__in=[ShiftState.OPEN, ShiftState.STARTED])
    shift = rows.select_related("order__client", "order__skill", "order__language").first()
    if shift is None:
        raise Http404
    return shift


def schedule_of(principal: Principal, agent: Agent, at: datetime) -> dict[str, Any]:
    """Days with shifts, standby and other commitments to come; and the shifts of the last two weeks."""
    mine = Assignment.objects.visible_to(principal).for_pages().select_related("attendance")
    coming = [
        *mine.filter(state__in=BOUND, shift__ends_at__gt=at, shift__starts_at__lt=at + AHEAD),
        *Standby.objects.visible_to(principal)
        .filter(state__in=["waiting", "called"], shift__ends_at__gt=at)
        .select_related("shift__order__client"),
    ]
    zone = ZoneInfo(agent.timezone)
    coming.sort(key=lambda one: one.shift.starts_at)
    days = [
        (day, list(rows)) for day, rows in groupby(coming, key=lambda one: one.shift.starts_at.astimezone(zone).date())
    ]
    past = mine.filter(shift__ends_at__lte=at, shift__ends_at__gt=at - BEHIND).order_by("-shift__starts_at")[:20]
    others = Commitment.objects.visible_to(principal).filter(
        kind__in=["class", "interview"], during__endswith__gt=at, during__startswith__lt=at + AHEAD
    )
    return {"days": days, "past": past, "others": others.order_by("during"), "agent": agent}


@dataclass(frozen=True)
class NotOffered:
    """Shifts of one order she was not asked for, for the same reason, soonest first.

    ``rules``: what stands against them; empty: others came first in the order.
    """

    order: Order
    rules: list[Any]
    shifts: list[Shift]


def shifts_not_offered(agent: Agent, at: datetime) -> list[NotOffered]:
    """Open shifts of her skills in the coming days that she has no offer for; one entry an order and reason."""
    skills = list(agent.skills.values_list("skill_id", flat=True))
    rows = (
        with_covered(Shift.objects.filter(state=ShiftState.OPEN, starts_at__gt=at, order__skill_id__in=skills))
        .exclude(offers__agent=agent)
        .select_related("order__client", "order__skill", "order__language")
        .order_by("starts_at")[:WHY_NOT]
    )
    alike: dict[tuple[Any, ...], NotOffered] = {}
    for one in rows:
        rules = explain(agent, demand_of(one.order, [one]), at=at)[str(one.ref)]
        said = tuple((str(rule.text), str(rule.next_step)) for rule in rules)
        alike.setdefault((one.order_id, said), NotOffered(one.order, rules, [])).shifts.append(one)
    return list(alike.values())
