"""New agents' pace: fitted from conversations the pool really handled, the default until there are enough."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from talentpool.agents.models import Agent
from talentpool.growth.models import Entry
from talentpool.kernel import clock
from talentpool.training import actions
from talentpool.training.pace import expected_pace
from talentpool.training.rules import ramp
from tasks.orders.actions import start_order
from tasks.orders.curve_form import CurveForm
from tests.factories import accounts, agents, orders

pytestmark = pytest.mark.django_db
TRUE = ramp.Ramp(0.6, 3.0, False)
USUAL = {"call": 300.0, "email": 900.0}  # seconds an experienced agent takes


def fact(agent: Agent, kind: str, at: datetime, **said: object) -> Entry:
    """A line of the log, without its chain: nothing here reads that."""
    mark = uuid4().hex * 2
    return Entry(
        agent=agent,
        subject=agent.user,
        kind=kind,
        occurred_at=at,
        payload=said,
        source=uuid4(),
        previous_hash=mark,
        hash=mark[::-1],
    )


def worked(*, new: int) -> None:
    """``new`` agents in their first twelve weeks, on a channel each, and one experienced agent on both."""
    at = clock.now()
    old = agents.agent()
    log = [fact(old, "entered_pool", at - timedelta(days=360))]
    log += [fact(old, "inspected", at, handling_s=usual, channel=name) for name, usual in USUAL.items()]
    for number in range(new):
        one, channel = agents.agent(), ("call", "email")[number % 2]
        entered = at - timedelta(weeks=13)
        log.append(fact(one, "entered_pool", entered))
        for week in range(0, 12, 2):
            seconds = USUAL[channel] / TRUE.pace(week)
            moment = entered + timedelta(weeks=week, hours=1)
            log.append(fact(one, "inspected", moment, handling_s=seconds, channel=channel))
    Entry.objects.bulk_create(log)


def test_the_curve_is_fitted_from_conversations_channel_by_channel() -> None:
    worked(new=30)
    fitted = actions.fit_ramp()
    assert (fitted.is_default, fitted.agents) == (False, 30)
    found = actions.current_ramp()
    assert (round(found.start, 2), found.half) == (0.6, 3.0)


def test_with_too_few_new_agents_the_default_holds_and_says_so() -> None:
    worked(new=6)
    assert actions.fit_ramp().is_default
    assert actions.current_ramp() == ramp.DEFAULT


def test_staffing_begins_with_the_pace_of_the_pool_as_it_is() -> None:
    owner = accounts.client_company()
    order = start_order(client=owner, template=orders.scenario(), by=accounts.member(owner))
    assert CurveForm.initial_of(order)["new_share"] == 100
    today = clock.now().date()
    for _ in range(3):
        agents.agent(state="reserve", probation_until=today + timedelta(days=90))  # their first day
    agents.agent(state="reserve")
    by_default = CurveForm.initial_of(order)["new_share"]
    worked(new=30)
    Agent.objects.filter(probation_until=None, growth__isnull=False).update(state="released")
    actions.fit_ramp()
    fitted = CurveForm.initial_of(order)["new_share"]
    assert by_default == round(100 * (1 - 3 * 0.5 / 4)) == 62
    assert fitted == round(100 * expected_pace(clock.now())) == round(100 * (1 - 3 * 0.4 / 4)) == 70
