"""Who may be asked for a demand, and how each would answer: what a task rate is computed from.

Levers change a roster (more people, more pay, other hours) and have it rated again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

import numpy as np

from talentpool.activation.acceptance import InUse, columns, in_use
from talentpool.activation.demand import Demand
from talentpool.activation.matching import Match
from talentpool.activation.models import Hold
from talentpool.activation.rules.calendar import overlaps
from talentpool.activation.rules.inputs import Floats
from talentpool.activation.shortlist import matches
from talentpool.activation.showing import show_up_of
from talentpool.activation.states import HoldState
from talentpool.agents.models import Skill

DEEPEST = 20_000  # people looked at per slot: nobody is asked beyond that for one shift


@dataclass(frozen=True)
class Roster:
    """The people of every slot in the published order. chances: P(yes); come: P(comes after a yes); held: per slot."""

    demand: Demand
    found: list[Match]
    chances: Floats
    come: Floats
    held: list[int]
    model: InUse


def gather(demand: Demand, *, at: datetime, seed: int, deepest: int = DEEPEST) -> Roster:
    """Everybody who may be asked, without those whom other orders hold."""
    found, held = without_held(demand, matches(demand, at=at, limit=deepest, seed=seed))
    return assess(demand, found, held, at=at)


def assess(demand: Demand, found: list[Match], held: list[int], *, at: datetime) -> Roster:
    """A roster of these people: how probable a yes is, and that they come."""
    model = in_use([m.agent_id for m in found])
    chances = model.model.predict(columns(demand, found, at=at)) if found else np.zeros(0)
    agents = list(dict.fromkeys(m.agent_id for m in found))
    rates = show_up_of(agents, _code(demand.skill_id), known=model.show_up, at=at)
    by_agent = dict(zip(agents, rates.tolist(), strict=True))
    come = np.array([by_agent[m.agent_id] for m in found])
    return Roster(demand, found, chances, come, held, model)


def _code(skill_id: int) -> str:
    return Skill.objects.filter(pk=skill_id).values_list("code", flat=True).first() or ""


def without_held(demand: Demand, found: Sequence[Match]) -> tuple[list[Match], list[int]]:
    """Leave out, slot by slot, as many of the first as other orders' holds will ask before us."""
    held = _held(demand)
    seen = [0] * len(demand.slots)
    kept = []
    for match in found:
        seen[match.slot] += 1
        if seen[match.slot] > held[match.slot]:
            kept.append(match)
    return kept, [min(people, count) for people, count in zip(held, seen, strict=True)]


def _held(demand: Demand) -> list[int]:
    """Per slot: how many people other orders bind at that time. One query."""
    span = (min(slot.starts_at for slot in demand.slots), max(slot.ends_at for slot in demand.slots))
    holds = Hold.objects.filter(
        state=HoldState.HELD,
        skill_id=demand.skill_id,
        channel=demand.channel,
        language_id=demand.language,
        during__overlap=span,
    )
    if demand.exclude_holds_of:
        holds = holds.exclude(owner=demand.exclude_holds_of)
    bound = [((during.lower, during.upper), people) for during, people in holds.values_list("during", "people")]
    return [
        ceil(sum(people for during, people in bound if overlaps(during, (slot.starts_at, slot.ends_at))))
        for slot in demand.slots
    ]
