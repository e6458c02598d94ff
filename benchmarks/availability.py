"""H6: one agent changes her hours or a skill; how long until every shortlist sees it. And the rebuild while running."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from benchmarks.measure import Headline, Scale, count, several
from benchmarks.pool import NOW, SyntheticPool
from talentpool.activation.actions import rebuild_index, refresh_commitments
from talentpool.activation.models import MatchRow
from talentpool.activation.shortlist import matches
from talentpool.agents.models import AgentSkill, Availability, Commitment

SHARES = "pool"
USUAL = 100_000
CHANGES = 20


def run(scale: Scale) -> Iterator[Headline]:
    pool = SyntheticPool.of(scale.agents_or(USUAL))
    demand = pool.demand("usual")
    agents = [match.agent_id for match in matches(demand, at=NOW, limit=CHANGES, seed=2)]
    target, note = "< 50 ms", f"{pool.size:,} agents; committed and read back, {CHANGES} people"

    def seen(agent: int, expected: bool) -> None:
        found = bool(matches(demand, at=NOW, agent_id=agent))
        assert found is expected, "the index did not follow"

    hours = [_ms(lambda agent=agent: (_no_hours(agent), seen(agent, False))) for agent in agents[: CHANGES // 2]]
    yield several("availability", hours, target=target, unit="ms", note=note)
    others = agents[CHANGES // 2 :]
    skill = [_ms(lambda agent=agent: (_lapse(agent, demand.skill_id), seen(agent, False))) for agent in others]
    yield several("availability-skill", skill, target=target, unit="ms", note=note)
    slot = demand.slots[0]
    for agent in agents:
        Commitment.objects.filter(agent_id=agent).delete()
        during = (slot.starts_at, slot.ends_at)
        Commitment.objects.create(agent_id=agent, during=during, kind="shift", source=pool.client.ref)
    yield count(
        "availability-shift", _ms(lambda: refresh_commitments(at=NOW)), target="< 2000 ms", n=len(agents), unit="ms"
    )
    begin = time.perf_counter()
    rebuild_index(at=NOW)
    took = time.perf_counter() - begin
    rows = MatchRow.objects.count()
    yield count("availability-rebuild", took, target="< 1800 s", n=rows, unit="s", note=f"{rows:,} rows, while running")


def _no_hours(agent: int) -> None:
    Availability.objects.filter(agent_id=agent).delete()


def _lapse(agent: int, skill: int) -> None:
    AgentSkill.objects.filter(agent_id=agent, skill_id=skill).update(certified_until=NOW - timedelta(days=1))


def _ms(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begin)
