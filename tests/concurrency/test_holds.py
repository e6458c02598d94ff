"""Nobody is promised twice: two orders that want the same people at the same moment, and the race is real."""

import threading
from functools import partial
from typing import Any

import pytest

from talentpool.activation.models import Hold
from talentpool.activation.task_rate import rate_demand
from talentpool.agents.models import AgentChannel
from talentpool.kernel.clock import now
from tasks.orders import actions
from tasks.orders.actions import quoting
from tasks.orders.models import Order
from tests.concurrency.crowd import all_at_once
from tests.factories import accounts as people
from tests.factories import activation as pool
from tests.factories import orders as make
from tests.tasks.orders.test_promises import small_order

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 4


def _quoted() -> list[Order]:
    """Orders of several clients for the same hours, each quoted with the same forty people."""
    for _ in range(40):
        agent = pool.ready_agent(now(), make.skill(), channel="call")
        AgentChannel.objects.create(agent=agent, channel="chat", level=3)
    orders = []
    for _ in range(CLIENTS):
        company = people.client_company()
        planner = people.member(company, "planner")
        order = small_order(company, planner)
        actions.quote_order(order=order, by=planner)
        orders.append(order)
    return orders


def _submit_all(orders: list[Order]) -> dict[str, int]:
    return all_at_once([partial(actions.submit_order, order=o, by=o.created_by) for o in orders], threads=len(orders))


def test_of_four_orders_at_once_for_the_same_people_one_is_promised_them() -> None:
    orders = _quoted()
    assert _submit_all(orders) == {"ok": 1, "quote_outdated": CLIENTS - 1}
    assert Hold.objects.values("owner").distinct().count() == 1


def test_without_the_lock_all_four_are_promised_the_same_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: nobody waits, and all have looked before anybody holds."""
    orders = _quoted()
    looked = threading.Barrier(CLIENTS)

    def rate_then_wait(demand: Any) -> Any:
        found = rate_demand(demand)
        looked.wait(timeout=30)
        return found

    monkeypatch.setattr(quoting, "one_at_a_time", lambda name: None)
    monkeypatch.setattr(quoting, "rate_demand", rate_then_wait)
    assert _submit_all(orders) == {"ok": CLIENTS}
    assert Hold.objects.values("owner").distinct().count() == CLIENTS
