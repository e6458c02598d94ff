"""Who would come with a lever: people whom one rule keeps out today, people of other skills, people not yet here."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db import connection

from talentpool.activation.matching import Match
from talentpool.activation.models import MatchRow
from talentpool.activation.roster import Roster
from talentpool.activation.shortlist import matches
from talentpool.agents.states import Kind

SEED = 1
OTHER_SKILLS = 3  # cross-training looks at the most common other skills
BEGINNER_SCORE = 0.1  # the published score of level 1 without proof
HOME_ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Newcomers:
    """People a lever would add, the likeliest to be asked first, with their matches slot by slot."""

    agents: tuple[int, ...]
    found: tuple[Match, ...]

    def first(self, count: int) -> list[Match]:
        chosen = set(self.agents[:count])
        return [match for match in self.found if match.agent_id in chosen]


def _newcomers(found: list[Match], known: Collection[int], *, limit: int) -> Newcomers:
    order = dict.fromkeys(m.agent_id for m in sorted(found, key=lambda m: (not m.suits, -m.score, m.lot)))
    agents = [agent for agent in order if agent not in known][:limit]
    chosen = set(agents)
    return Newcomers(tuple(agents), tuple(m for m in found if m.agent_id in chosen))


def _lifted(roster: Roster, rules: tuple[str, ...], at: datetime, deepest: int) -> Newcomers:
    known = {m.agent_id for m in roster.found}
    found = matches(
        roster.demand, at=at, seed=SEED, limit=deepest + len(known) + max(roster.held, default=0), lifted=rules
    )
    held = _held_people(roster, at, known)
    return _newcomers(found, known | held, limit=deepest)


def _held_people(roster: Roster, at: datetime, known: Collection[int]) -> set[int]:
    """The eligible whom other orders hold: no lever of ours brings them."""
    if not any(roster.held):
        return set()
    seen = Counter(match.slot for match in roster.found)
    looked_at = max(seen[slot] + held for slot, held in enumerate(roster.held))
    first = matches(roster.demand, at=at, seed=SEED, limit=looked_at)
    return {m.agent_id for m in first} - set(known)


def brought_back(roster: Roster, *, at: datetime, deepest: int) -> Newcomers:
    """Sleepers: a kit check too old, or resting from the pool, and nothing else against them."""
    return _lifted(roster, ("kit_missing", "not_in_reserve"), at, deepest)


def refreshed(roster: Roster, *, at: datetime, deepest: int) -> Newcomers:
    """A certificate that has ended, or ends before the work, and nothing else against them."""
    return _lifted(roster, ("certificate_missing",), at, deepest)


OTHERS = """
SELECT skill_id FROM activation_matchrow WHERE deployable AND skill_id <> %s GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT %s
"""


def beginners(roster: Roster, *, at: datetime, deepest: int) -> Newcomers:
    """Certified in another skill, eligible but for this one: at the end of the published order, as beginners."""
    demand = roster.demand
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, [demand.skill_id, OTHER_SKILLS])
        skills = [row[0] for row in cursor.fetchall()]
    found: dict[tuple[int, int], Match] = {}
    for skill in skills:
        elsewhere = replace(demand, skill_id=skill, certificates=())
        for match in matches(elsewhere, at=at, seed=SEED, limit=deepest):
            found.setdefault((match.slot, match.agent_id), match._replace(score=BEGINNER_SCORE))
    people = {agent for _slot, agent in found}
    has_it = MatchRow.objects.filter(skill_id=demand.skill_id, agent_id__in=people).values_list("agent_id", flat=True)
    return _newcomers(list(found.values()), set(has_it), limit=deepest)


def recruits(roster: Roster, *, count: int) -> Newcomers:
    """People not yet here: free as often as the segment is at those hours, answering like strangers of it do."""
    demand = roster.demand
    kind = demand.kind or (Kind.HOME_BASED if demand.demanding else Kind.SHARED)
    zone = Counter(m.timezone for m in roster.found).most_common(1)
    rng = np.random.default_rng(SEED)
    free = _free_shares(roster)
    found = []
    for slot, share in enumerate(free):
        for number in np.flatnonzero(rng.random(count) < share).tolist():
            found.append(_stranger(slot, -1 - number, str(kind), zone[0][0] if zone else HOME_ZONE))
    return Newcomers(tuple(range(-1, -1 - count, -1)), tuple(found))


def _stranger(slot: int, agent_id: int, kind: str, zone: str) -> Match:
    return Match(
        slot=slot, agent_id=agent_id, favourite=False, suits=True, score=BEGINNER_SCORE, lot=-agent_id, kind=kind,
        floor_minor=0, timezone=zone, rest_minutes=660, week_minutes=2400.0, last_asked_at=None,
    )  # fmt: skip


def _free_shares(roster: Roster) -> list[float]:
    """Per slot: which share of the certified may be asked at that hour; half where nobody is certified yet."""
    certified = MatchRow.objects.filter(skill_id=roster.demand.skill_id, deployable=True).count()
    counts = np.bincount([m.slot for m in roster.found], minlength=len(roster.demand.slots))
    if not certified:
        return [0.5] * len(counts)
    return [min(1.0, max(0.05, float(count) / certified)) for count in counts]
