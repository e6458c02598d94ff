"""Segments with their strength and week: the roll-up, the count on the spot, and a plain recount in Python."""

import random
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection

from talentpool.activation import strengths as module
from talentpool.activation.actions import refresh_rates, refresh_strengths, roll_up
from talentpool.activation.models import DrillShare, MatchRow, SegmentStrength
from talentpool.activation.segments import Segment
from talentpool.activation.strengths import count_segments, free_by_hour, free_by_week, strengths
from talentpool.agents.models import Agent
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


def slow() -> dict[Segment, tuple[int, int, int, list[int]]]:
    """Reserve, ready, paused and the week of every segment, person by person."""
    found: dict[Segment, list] = {}
    for row in MatchRow.objects.select_related("agent").filter(agent__state__in=["reserve", "resting"]):
        certified = row.certified_until is not None and row.certified_until > AT
        paused = row.paused_until is not None and row.paused_until > AT
        ready = row.deployable and certified and not paused
        for channel in row.channels:
            for language in row.languages:
                code, level = language.split(":")
                if int(level) < 3:
                    continue
                key = Segment(row.skill_id, channel.split(":")[0], code, row.kind)
                reserve, able, away, week = found.setdefault(key, [0, 0, 0, [0] * 168])
                hours = [row.free_week[h * 4 : h * 4 + 4] == "1111" for h in range(168)]
                found[key] = [
                    reserve + 1, able + ready, away + paused,
                    [n + (ready and free) for n, free in zip(week, hours, strict=True)],
                ]  # fmt: skip
    return {key: tuple(value) for key, value in found.items()}


@pytest.mark.parametrize("seed", range(3))
def test_strengths_equal_a_recount_person_by_person(seed: int, monkeypatch) -> None:
    rng = random.Random(seed)
    skills, hub = [pool.skill(), pool.skill()], pool.hub()
    for _ in range(25):
        pool.random_agent(rng, AT, skills, hub)
    counted = {
        one.segment: (one.strength.reserve, one.strength.ready, one.strength.paused, one.free)
        for one in count_segments(at=AT)
    }
    assert counted == slow()
    assert refresh_strengths(at=AT) == len(counted)
    assert refresh_strengths(at=AT) == SegmentStrength.objects.count()
    monkeypatch.setattr(module, "SMALL", -2)  # as in a large pool: what is stored is read
    assert {s: (n.reserve, n.ready) for s, n in strengths(at=AT).items()} == {s: c[:2] for s, c in counted.items()}
    assert free_by_week(at=AT) == {s: c[3] for s, c in counted.items()}
    assert free_by_hour(day=6, at=AT) == {s: c[3][144:168] for s, c in counted.items()}
    Agent.objects.update(state="training")
    assert strengths(at=AT)  # as of the last refresh
    refresh_strengths(at=AT)
    assert strengths(at=AT) == {}


def test_an_empty_pool_has_no_segments_and_nothing_to_refresh() -> None:
    assert strengths(at=AT) == {}
    assert refresh_strengths(at=AT) == 0
    assert refresh_rates(at=AT) == 0
    assert roll_up(since=AT, until=AT) == 0
    assert DrillShare.objects.count() == 0


def test_the_shortlist_of_many_time_zones_is_in_one_order() -> None:
    """Zones are read one by one; the list is one, and no longer than asked for."""
    from talentpool.activation.shortlist import matches
    from tests.factories import accounts

    of, client = pool.skill(), accounts.client_company()
    zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York"]
    people = [pool.ready_agent(AT, of, timezone=zones[n % 3]) for n in range(12)]
    for n, agent in enumerate(people):
        MatchRow.objects.filter(agent=agent).update(score=round(0.05 * (n % 5), 2))
    demand = pool.demand(AT, of, client_id=client.pk, slots=2)
    found = matches(demand, at=AT, seed=1)
    assert Counter(m.slot for m in found) == {0: 12, 1: 12}
    first = [m for m in found if m.slot == 0]
    assert [m.score for m in first] == sorted((m.score for m in first), reverse=True)
    short = matches(demand, at=AT, seed=1, limit=5)
    assert [m.agent_id for m in short] == [m.agent_id for m in found if m.slot == 0][:5] + [
        m.agent_id for m in found if m.slot == 1
    ][:5]
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'activation_matchrow'")
        assert "match_published_order" in {row[0] for row in cursor.fetchall()}
