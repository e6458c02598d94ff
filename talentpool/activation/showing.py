"""How probable it is that somebody comes who said yes: per agent, drawn to her skill's rate, from the growth log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

import numpy as np

from talentpool.activation.models import Settings
from talentpool.activation.rules.coming import USUAL_STRENGTH, drawn, strength_of
from talentpool.activation.rules.inputs import Floats
from talentpool.kernel.many_rows import read_rows

LOOK_BACK = timedelta(days=180)
ASSUMED_SHIFTS = 30.0  # the assumption in the settings counts as much as so many shifts
SKILL_STRENGTH = 30.0

# One row per agent and skill: the log is read once, however many shifts.
RECORDS = """
SELECT agent_id, coalesce(payload ->> 'skill', ''), count(*) FILTER (WHERE kind = 'shift')::float8, count(*)::float8
FROM growth_entry WHERE kind IN ('shift', 'no_show') AND occurred_at >= %(since)s AND occurred_at <= %(at)s
    AND (%(agents)s::bigint[] IS NULL OR agent_id = ANY (%(agents)s::bigint[]))
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class ShowUp:
    """What the whole log says: the rate of everybody and of each skill (by code), and how strongly people are drawn."""

    overall: float
    skills: dict[str, float] = field(default_factory=dict)
    strength: float = USUAL_STRENGTH

    def of(self, skill: str) -> float:
        """The rate of whoever has no record of her own; 0 to 1."""
        return self.skills.get(skill, self.overall)

    def stored(self) -> dict[str, Any]:
        return {"overall": self.overall, "skills": self.skills, "strength": self.strength}

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        return cls(stored["overall"], dict(stored["skills"]), stored["strength"])


def learn_show_up(*, at: datetime) -> ShowUp:
    """Count worked over agreed shifts of the last half year: everybody's, each skill's, and how people differ."""
    rows = _records(at, None)
    assumed = Settings.current().show_up
    if not rows:
        return ShowUp(assumed)
    worked, agreed = np.array([row[2] for row in rows]), np.array([row[3] for row in rows])
    overall = float(drawn(worked.sum(), agreed.sum(), to=assumed, strength=ASSUMED_SHIFTS))
    codes = np.array([row[1] for row in rows])
    skills = {
        str(code): float(
            drawn(worked[codes == code].sum(), agreed[codes == code].sum(), to=overall, strength=SKILL_STRENGTH)
        )
        for code in np.unique(codes)
    }
    people, who = np.unique(np.array([row[0] for row in rows]), return_inverse=True)
    own = [np.asarray(np.bincount(who, column, len(people)), dtype=np.float64) for column in (worked, agreed)]
    return ShowUp(overall, skills, strength_of(own[0], own[1]))


def show_up_of(agents: Sequence[int], skill: str, *, known: ShowUp, at: datetime) -> Floats:
    """Each agent's probability to come after a yes, 0 to 1, in the order given."""
    own: dict[int, tuple[float, float]] = {}
    for agent, _skill, worked, agreed in _records(at, sorted(set(agents))) if len(agents) else []:
        before = own.get(agent, (0.0, 0.0))
        own[agent] = before[0] + worked, before[1] + agreed
    nothing = (0.0, 0.0)
    counts = np.array([own.get(agent, nothing) for agent in agents]).reshape(len(agents), 2)
    return drawn(counts[:, 0], counts[:, 1], to=known.of(skill), strength=known.strength)


def _records(at: datetime, agents: Sequence[int] | None) -> list[tuple[int, str, float, float]]:
    given = {"at": at, "since": at - LOOK_BACK, "agents": None if agents is None else list(agents)}
    return read_rows(RECORDS, given)
