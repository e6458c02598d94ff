"""Who may be asked for a demand, and how each would answer: what a task rate is computed from.

Levers change a roster (more people, more pay, other hours) and have it rated again.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from talentpool.activation.acceptance import InUse, columns, in_use
from talentpool.activation.demand import Demand
from talentpool.activation.holding import bound_people, without_held
from talentpool.activation.matching import Match
from talentpool.activation.rules.inputs import Floats
from talentpool.activation.shortlist import matches
from talentpool.activation.showing import show_up_of
from talentpool.agents.models import Skill

DEEPEST = 20_000  # people looked at per slot: nobody is asked beyond that for one shift
SIMULATED = 6_000  # people in the simulation, the first in the published order: fewer are never looked at
PER_SEAT = 20  # a coverage beyond that is "at least"


@dataclass(frozen=True)
class Roster:
    """The people of every slot in the published order. chances: P(yes); come: P(comes after a yes); held: per slot."""

    demand: Demand
    found: list[Match]
    chances: Floats
    come: Floats
    held: list[int]
    model: InUse

    @property
    def is_cut(self) -> bool:
        """Whether more people may be asked for some slot than were looked at."""
        counts = np.bincount([m.slot for m in self.found], minlength=len(self.demand.slots))
        return bool(np.any(counts >= depth_of(self.demand)))


def depth_of(demand: Demand) -> int:
    """How many people are looked at per slot, beyond those whom other orders hold."""
    return min(DEEPEST, max(SIMULATED, PER_SEAT * max(slot.seats for slot in demand.slots)))


def gather(demand: Demand, *, at: datetime, seed: int, deepest: int = DEEPEST, people: int | None = None) -> Roster:
    """Everybody who may be asked, without those whom other orders hold.

    people: only the first so many in the published order are looked at, whatever the slot.
    """
    bound = bound_people(demand)
    limit = min(deepest, depth_of(demand)) + max(sum(needs.values()) for needs in bound)
    found, held = without_held(demand, matches(demand, at=at, limit=limit, seed=seed, people=people), bound)
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
