"""Different ways of reading the matching index give the same people in the same order."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from talentpool.activation import shortlist
from talentpool.activation.demand import Slot
from talentpool.activation.shortlist import matches
from talentpool.activation.statements import From, statement
from talentpool.agents.models import Agent, Availability, AvailabilityException, ClientPreference
from tests.factories import accounts
from tests.factories import activation as pool
from tests.talentpool.activation.test_matching import AT, catch_up, random_demand

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(2))
def test_the_first_so_many_are_the_head_of_the_published_order(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    client, skills, a_hub = accounts.client_company(), [pool.skill(), pool.skill()], pool.hub()
    people = [pool.random_agent(rng, AT, skills, a_hub) for _ in range(20)]
    people += [pool.ready_agent(AT, skills[0], kind=rng.choice(["shared", "home_based"])) for _ in range(8)]
    for agent in rng.sample(people, 8):
        ClientPreference.objects.create(agent=agent, client=client, kind=rng.choice(["block", "favourite"]))
    catch_up()
    found_any = 0
    for many in (1, 2, 4, 8, 30):
        demand = replace(random_demand(rng, skills, client.pk), channel="chat", language="cmn", certificates=())
        first = matches(demand, at=AT, people=many, seed=seed)
        with monkeypatch.context() as patched:
            patched.setattr(shortlist, "statement", lambda of, way: statement(of, From.AT_ONCE))  # sorts everybody
            assert first == matches(demand, at=AT, people=many, seed=seed)
        found_any += len(first)
    assert found_any > 0


def test_in_a_large_index_the_free_are_read_by_their_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    of, client = pool.skill(), accounts.client_company()
    early = pool.ready_agent(AT, of)
    for _ in range(9):
        Availability.objects.filter(agent=pool.ready_agent(AT, of)).delete()
    demand = pool.demand(AT, of, client_id=client.pk)
    ways = []
    monkeypatch.setattr(shortlist, "SMALL", 0)
    monkeypatch.setattr(shortlist, "statement", lambda of, way: ways.append(way) or statement(of, way))
    assert [m.agent_id for m in matches(demand, at=AT)] == [early.pk]
    assert ways == [From.FREE_FIRST]
    Availability.objects.filter(agent=early).delete()
    exception(early, demand.slots[0])
    assert [m.agent_id for m in matches(demand, at=AT)] == [early.pk], "free by an exception, not by her week"
    short = replace(demand, slots=tuple(replace(s, ends_at=s.starts_at + timedelta(minutes=105)) for s in demand.slots))
    assert [m.agent_id for m in matches(short, at=AT)] == [early.pk]
    assert ways[-1] == From.IN_ORDER, "there may be no whole hour in it"


def exception(agent: Agent, slot: Slot) -> None:
    AvailabilityException.objects.create(agent=agent, during=(slot.starts_at, slot.ends_at), available=True)
