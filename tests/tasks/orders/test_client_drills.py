"""A client asks for a drill for its contingency plan and is shown numbers, never names."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts import middleware
from accounts.models import User
from talentpool.activation.actions import (
    accept_drill,
    answer_drill,
    decline_drill,
    finish_due,
    refresh_rates,
    start_drill,
)
from talentpool.activation.models import Approach, Drill
from talentpool.agents.models import Agent, Language, Skill
from tasks.orders.actions import save_contingency
from tasks.orders.models import ContingencyPlan, Order
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Iterator[time_machine.Coordinates]:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def browser(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


@pytest.fixture
def owner() -> User:
    """Of a company with one order that uses chat in one skill, of which 12 people stand in the reserve."""
    company = accounts.client_company()
    person, of = accounts.member(company), pool.skill(code="refund")
    for _ in range(12):
        pool.ready_agent(AT, of)
    Order.objects.create(
        client=company, number="1", title="Plan", skill=of, channel="chat", language=pool.language(), created_by=person
    )
    refresh_rates(at=AT)
    return person


WISH = {"segment": "refund~chat~cmn~shared", "depth": "answered", "hours": "2", "note": "Our site fails"}


def plan_of(owner: User) -> ContingencyPlan:
    """Two shared agents who chat, when the site is down."""
    given = {
        "title": "The site is down", "trigger": "No network", "skill": Skill.objects.get(code="refund"),
        "channel": "chat", "language": Language.objects.get(code="cmn"), "within_minutes": 120, "hours": 8,
        "call_tree": [], "mix": {"own": 1, "outsourced": 0, "shared": 2, "home": 0}, "seats": 3,
    }  # fmt: skip
    return save_contingency(client=owner.memberships.get().client, by=owner, given=given)


def test_a_client_asks_a_dispatcher_sends_and_the_client_reads_numbers(owner: User, clock) -> None:
    hers = browser(owner)
    plan = plan_of(owner)
    page = hers.get(f"/client/contingency/{plan.ref}/").content.decode()
    assert "never proven" in page
    assert "/client/drills/ask/?segment=refund~chat~cmn~shared" in page
    assert hers.post("/client/drills/ask/", WISH | {"segment": "other~chat~cmn~shared"}).status_code == 422
    answer = hers.post("/client/drills/ask/", WISH)
    drill = Drill.objects.get()
    assert answer.url == f"/client/drills/{drill.ref}/"
    assert (drill.state, drill.note) == ("requested", "Our site fails")
    assert hers.post("/client/drills/ask/", WISH).status_code == 409  # one at a time
    assert Approach.objects.count() == 0
    dispatcher = accounts.staff("dispatcher")
    assert "Our site fails" in browser(dispatcher).get("/admin/pool/drills/").content.decode()
    start_drill(drill=accept_drill(drill=drill, by=dispatcher), by=dispatcher)
    called = list(Agent.objects.filter(approaches__source=drill.ref).select_related("user"))
    answer_drill(drill=drill, agent=called[0], answer="yes", by=called[0].user)
    later = AT + timedelta(hours=2, seconds=1)
    clock.move_to(later)
    finish_due(at=later)
    shown = hers.get(answer.url).content.decode()
    assert "Could be activated" in shown
    assert "Last drill" in hers.get(f"/client/contingency/{plan.ref}/").content.decode()
    assert not any(agent.user.email in shown or str(agent.ref) in shown for agent in called)
    stranger = browser(accounts.member(accounts.client_company()))
    assert stranger.get(answer.url).status_code == 404
    assert "refund" not in stranger.get("/client/drills/").content.decode()


def test_a_declined_drill_tells_the_client_why(owner: User) -> None:
    hers = browser(owner)
    hers.post("/client/drills/ask/", WISH)
    drill = Drill.objects.get()
    decline_drill(drill=drill, reason="Two drills this month already", by=accounts.staff("dispatcher"))
    assert "Two drills this month already" in hers.get(f"/client/drills/{drill.ref}/").content.decode()
    assert hers.post("/client/drills/ask/", WISH).status_code == 302
