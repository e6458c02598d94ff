"""What one order was promised, no other is promised."""

from dataclasses import replace

import pytest

from accounts.models import Client, User
from talentpool.activation.models import Hold
from talentpool.activation.roster import gather
from talentpool.activation.task_rate import rate_demand
from talentpool.agents.models import AgentChannel
from talentpool.kernel.clock import now
from tasks.orders import actions, errors
from tasks.orders.demand import demand_of
from tasks.orders.models import Order, RateCard
from tasks.orders.states import OrderState
from tests.factories import accounts as people
from tests.factories import activation as pool
from tests.factories import orders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def agents_in_pool() -> None:
    for _ in range(40):
        pool.ready_agent(now(), make.skill(), channel="call")


def small_order(company: Client, planner: User) -> Order:
    """Few seats, so that forty people are plenty for one and not for two."""
    make.rate_card(company)
    order = actions.start_order(client=company, template=make.scenario(), by=planner)
    tomorrow = make.positioning().starts_on
    order = actions.position_order(order=order, positioning=make.positioning(ends_on=tomorrow), by=planner)
    chosen = make.volumes(company, days=1, offered=8)
    order = actions.choose_volumes(order=order, volumes=chosen, by=planner)
    return actions.compute_curve(order=order, asked=make.terms(order), by=planner)


@pytest.mark.usefixtures("agents_in_pool")
def test_people_held_for_one_order_are_promised_to_no_other() -> None:
    first_company, second_company = people.client_company(), people.client_company()
    first_planner, second_planner = (people.member(one, "planner") for one in (first_company, second_company))
    first, second = small_order(first_company, first_planner), small_order(second_company, second_planner)
    promised = actions.quote_order(order=first, by=first_planner)
    also_promised = actions.quote_order(order=second, by=second_planner)
    assert promised.promised_fill > 0.3
    assert also_promised.promised_fill == pytest.approx(promised.promised_fill, abs=0.05)
    actions.submit_order(order=first, by=first_planner)
    with pytest.raises(errors.QuoteOutdated):
        actions.submit_order(order=second, by=second_planner)
    second.refresh_from_db()
    assert second.state == OrderState.QUOTED
    anew = actions.quote_order(order=second, by=second_planner)
    assert anew.promised_fill < also_promised.promised_fill
    actions.cancel_order(order=first, by=first_planner, reason="off")
    assert actions.quote_order(order=second, by=second_planner).promised_fill > anew.promised_fill


def test_who_is_held_for_calls_is_not_promised_for_chats_though_she_serves_both() -> None:
    callers = [pool.ready_agent(now(), make.skill(), channel="call") for _ in range(40)]
    company = people.client_company()
    planner = people.member(company, "planner")
    order = small_order(company, planner)
    actions.quote_order(order=order, by=planner)
    actions.submit_order(order=order, by=planner)
    held = sum(hold.people for hold in Hold.objects.all())
    assert held > 0
    demand = replace(demand_of(order), channel="chat", exclude_holds_of="")
    for agent in callers[:30]:
        AgentChannel.objects.create(agent=agent, channel="chat", level=3)
    others = [pool.ready_agent(now(), make.skill(), channel="chat") for _ in range(5)]
    slots = rate_demand(demand).slots
    assert sum(slot.held for slot in slots) > 0
    assert all(slot.eligible + slot.held == 35 for slot in slots)
    kept = gather(demand, at=now(), seed=1)
    assert {agent.pk for agent in others} <= {match.agent_id for match in kept.found}


@pytest.mark.usefixtures("agents_in_pool")
def test_more_pay_brings_people_whose_floor_lies_higher() -> None:
    company = people.client_company()
    planner = people.member(company, "planner")
    order = small_order(company, planner)
    RateCard.objects.create(client=company, channel="call", price_minor=6000, pay_minor=1000)
    for _ in range(10):
        pool.ready_agent(now(), make.skill(), channel="call", floor_minor=1300)
    quote = actions.quote_order(order=order, by=planner)
    order.bonus_minor = 500
    order.save(update_fields=["bonus_minor"])
    better = actions.quote_order(order=order, by=planner)
    assert better.breakdown["eligible"] == quote.breakdown["eligible"] + 10
    assert better.price_minor > quote.price_minor
