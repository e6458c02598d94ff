"""The matching index equals a slow recomputation, and the shortlist equals the pure rules."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from talentpool.activation import shortlist
from talentpool.activation.actions import index as index_actions
from talentpool.activation.actions import tidy_index
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.models import MatchRow, Stale
from talentpool.activation.shortlist import explain, matches
from talentpool.activation.statements import From, statement
from talentpool.agents.models import (
    Agent,
    AgentChannel,
    AgentLanguage,
    AgentSkill,
    Availability,
    AvailabilityException,
    ClientPreference,
    Commitment,
)
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)  # a Wednesday before Europe changes its clocks


def catch_up() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(id) FROM agents_agent")
        agents = cursor.fetchone()[0] or []
        cursor.execute("SELECT activation_match_commitments(%s, %s)", [agents, AT - timedelta(days=8)])
        cursor.execute("SELECT activation_match_proofs(%s)", [agents])


def slow_row(agent: Agent, skill_id: int) -> dict[str, object]:
    """One row of the index, recomputed in Python from its sources."""
    own = agent.skills.get(skill_id=skill_id)
    bits = [False] * 672
    for day, start, end in agent.availability.values_list("weekday", "start_minute", "end_minute"):
        for quarter in range(96):
            if start <= quarter * 15 and quarter * 15 + 15 <= end:
                bits[day * 96 + quarter] = True
    consents = list(agent.user.consents.filter(purpose="processing").values_list("withdrawn_at", flat=True))
    return {
        "kind": agent.kind,
        "deployable": agent.state == "reserve"
        and agent.formalities_done_at is not None
        and not (consents and all(consents)),
        "level": own.level,
        "certified_until": own.certified_until,
        "languages": sorted(f"{x.language_id}:{x.level}" for x in agent.languages.all()),
        "channels": sorted(f"{x.channel}:{x.level}" for x in agent.channels.all() if x.willing),
        "free_week": "".join("1" if bit else "0" for bit in bits),
        "floor_minor": agent.floor_minor,
        "hub_id": agent.hub_id,
        "paused_until": agent.paused_until,
        "work": sum((c.during.upper - c.during.lower for c in work_of(agent)), timedelta()),
        "extra": agent.availability_exceptions.filter(available=True).exists(),
    }


def work_of(agent: Agent) -> list[Commitment]:
    recent = agent.commitments.filter(kind__in=["shift", "standby"])
    return [c for c in recent if c.during.upper > AT - timedelta(days=8)]


def stored_row(row: MatchRow) -> dict[str, object]:
    return {
        "kind": row.kind,
        "deployable": row.deployable,
        "level": row.level,
        "certified_until": row.certified_until,
        "languages": row.languages,
        "channels": row.channels,
        "free_week": row.free_week,
        "floor_minor": row.floor_minor,
        "hub_id": row.hub_id,
        "paused_until": row.paused_until,
        "work": sum((r.upper - r.lower for r in row.work), timedelta()),
        "extra": bool(row.extra),
    }


def random_demand(rng: random.Random, skills: list, client_id: int) -> Demand:
    base = AT.replace(minute=0)
    slots = []
    for n in range(4):
        start = base + timedelta(minutes=15 * rng.randint(96, 384))
        end, pay = start + timedelta(minutes=15 * rng.randint(4, 24)), rng.choice([3000, 5000])
        slots.append(Slot(start, end, 3, pay, str(n), rng.choice([(), (), ("call", "chat"), ("email",)])))
    return Demand(
        skill_id=skills[0].pk,
        channel=rng.choice(["call", "chat", "email"]),
        language=rng.choice(["cmn", "yue"]),
        slots=tuple(slots),
        client_id=client_id,
        kind=rng.choice(["", "", "shared", "home_based"]),
        language_level=rng.choice([2, 3]),
        channel_level=rng.choice([1, 3]),
        hub_required=rng.random() < 0.2,
        certificates=rng.choice([(), (), (skills[1].pk,)]),
    )


@pytest.mark.parametrize("seed", range(3))
def test_shortlist_is_everybody_whom_no_rule_refuses(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    client = accounts.client_company()
    skills, a_hub = [pool.skill(), pool.skill()], pool.hub()
    people = [pool.random_agent(rng, AT, skills, a_hub) for _ in range(30)]
    for agent in rng.sample(people, 4):
        ClientPreference.objects.create(agent=agent, client=client, kind=rng.choice(["block", "favourite"]))
    catch_up()
    found_any = 0
    for _ in range(6):
        demand = random_demand(rng, skills, client.pk)
        in_order = matches(demand, at=AT)
        fast = {(str(m.slot), m.agent_id) for m in in_order}
        with monkeypatch.context() as patched:
            patched.setattr(shortlist, "SMALL", 0)
            assert matches(demand, at=AT) == in_order, "from the free as in order"
        slow = {
            (ref, agent.pk) for agent in people for ref, refused in explain(agent, demand, at=AT).items() if not refused
        }
        assert fast == slow
        found_any += len(fast)
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


def test_the_index_is_laid_in_order_in_the_quiet_hour_where_it_is_out_of_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    of = pool.skill()
    for _ in range(3):
        pool.ready_agent(AT, of)
    quiet = AT.replace(hour=20)  # 4 o'clock in Shanghai
    assert tidy_index(at=quiet) is False, "a small one is not worth it"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit does before: nothing may wait on the table
        cursor.execute("ANALYZE activation_matchrow")
    monkeypatch.setattr(index_actions, "WORTH_IT", 0)
    monkeypatch.setattr(index_actions, "SCATTERED", 0)
    before = sorted(MatchRow.objects.values_list("pk", "agent_id", "score"))
    assert tidy_index(at=AT) is False, "not by day"
    assert tidy_index(at=quiet) is True
    assert sorted(MatchRow.objects.values_list("pk", "agent_id", "score")) == before
    monkeypatch.setattr(index_actions, "SCATTERED", 100)
    monkeypatch.setattr(index_actions, "SWOLLEN", 100)
    assert tidy_index(at=quiet) is False, "in order already, and packed"


@pytest.mark.parametrize("seed", range(3))
def test_index_equals_a_slow_recomputation_after_random_changes(seed: int) -> None:
    rng = random.Random(seed + 100)
    skills, a_hub = [pool.skill(), pool.skill(), pool.skill()], pool.hub()
    people = [pool.random_agent(rng, AT, skills, a_hub) for _ in range(12)]
    for _ in range(25):
        change(rng, rng.choice(people), skills)
    catch_up()
    rows = {(row.agent_id, row.skill_id): stored_row(row) for row in MatchRow.objects.all()}
    fresh = Agent.objects.all()
    slow = {(a.pk, s.skill_id): slow_row(a, s.skill_id) for a in fresh for s in a.skills.all()}
    assert rows == slow


def change(rng: random.Random, agent: Agent, skills: list) -> None:
    """One thing that an agent, a trainer or a recruiter may do."""
    kind = rng.randrange(7)
    if kind == 0:
        Availability.objects.filter(agent=agent).delete()
    elif kind == 1:
        Availability.objects.create(agent=agent, weekday=rng.randrange(7), start_minute=300, end_minute=465)
    elif kind == 2:
        AgentSkill.objects.filter(agent=agent, skill=rng.choice(skills)).delete()
    elif kind == 3:
        AgentSkill.objects.get_or_create(agent=agent, skill=rng.choice(skills), defaults={"level": 2})
    elif kind == 4:
        AgentChannel.objects.filter(agent=agent).update(willing=rng.random() < 0.5)
    elif kind == 5:
        AgentLanguage.objects.filter(agent=agent).update(level=rng.randint(1, 5))
    else:
        Agent.objects.filter(pk=agent.pk).update(floor_minor=rng.randint(0, 9000), hub=None)


def test_a_change_is_seen_in_the_same_transaction_and_undone_with_it() -> None:
    of, client = pool.skill(), accounts.client_company()
    agent = pool.ready_agent(AT, of)
    demand = pool.demand(AT, of, client_id=client.pk)
    assert [m.agent_id for m in matches(demand, at=AT)] == [agent.pk]
    try:
        with transaction.atomic():
            Availability.objects.filter(agent=agent).delete()
            assert matches(demand, at=AT) == []
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert [m.agent_id for m in matches(demand, at=AT)] == [agent.pk]


def test_a_commitment_waits_in_the_queue_for_the_job() -> None:
    of, client = pool.skill(), accounts.client_company()
    agent = pool.ready_agent(AT, of)
    demand = pool.demand(AT, of, client_id=client.pk)
    slot = demand.slots[0]
    Stale.objects.all().delete()
    bound = Commitment.objects.create(
        agent=agent, during=(slot.starts_at, slot.ends_at), kind="shift", source=agent.ref
    )
    assert list(Stale.objects.values_list("agent_id", flat=True)) == [agent.pk]
    catch_up()
    assert matches(demand, at=AT) == []
    bound.delete()
    assert Stale.objects.count() == 2
    catch_up()
    assert len(matches(demand, at=AT)) == 1


def test_favourites_come_first_then_the_better_proven_then_the_lot() -> None:
    of, client = pool.skill(), accounts.client_company()
    people = [pool.ready_agent(AT, of) for _ in range(30)]
    MatchRow.objects.filter(agent=people[3]).update(score=0.9)
    ClientPreference.objects.create(agent=people[7], client=client, kind="favourite")
    demand = pool.demand(AT, of, client_id=client.pk)
    first = [m.agent_id for m in matches(demand, at=AT, seed=1)]
    second = [m.agent_id for m in matches(demand, at=AT, seed=2)]
    assert first[:2] == second[:2] == [people[7].pk, people[3].pk]
    assert first != second
    assert set(first) == set(second)
    assert [m.agent_id for m in matches(demand, at=AT, seed=1, limit=5)] == first[:5]


def test_every_refusal_names_its_rule_and_the_next_step() -> None:
    of, client = pool.skill(), accounts.client_company()
    agent = pool.bare_agent(AT, state="training", formalities_done_at=None, floor_minor=9000)
    [refused] = explain(agent, pool.demand(AT, of, client_id=client.pk), at=AT).values()
    codes = [one.code for one in refused]
    assert codes == [
        "not_in_reserve",
        "formalities_missing",
        "certificate_missing",
        "channel_level",
        "language_level",
        "kit_missing",
        "pay_below_floor",
        "not_available",
    ]
    assert all(str(one.text) and str(one.next_step) for one in refused)


def test_among_equals_everybody_has_the_same_chance_of_every_place() -> None:
    """20 people, 4,000 lots: each is in each quarter of the list about a quarter of the time."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT agent, quarter, count(*) FROM (
                SELECT agent, ntile(4) OVER (PARTITION BY seed ORDER BY activation_lot(agent, seed), agent) AS quarter
                FROM generate_series(101, 120) agent, generate_series(1, 4000) seed
            ) lots GROUP BY agent, quarter
        """)
        counts = [row[2] for row in cursor.fetchall()]
    assert len(counts) == 80
    assert 850 < min(counts) <= max(counts) < 1150
