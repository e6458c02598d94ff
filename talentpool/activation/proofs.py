"""Freshness of people's skills, and what would raise it, from the proofs the matching index keeps."""

from dataclasses import dataclass
from datetime import datetime

from talentpool.activation.models import MatchRow, Settings
from talentpool.activation.rules.freshness import days_until, freshness
from talentpool.activation.rules.keeping import propose
from talentpool.activation.states import FreshAction
from talentpool.agents.models import Agent, Skill

Proven = tuple[datetime | None, datetime | None, datetime | None]  # worked, exam, practised


@dataclass(frozen=True)
class Fresh:
    """One skill of one agent: 0 to 1, when it was last proven, and the one action that would raise it."""

    skill: Skill
    value: float
    proven_at: datetime | None
    days_left: float
    action: str


def fresh_value(proven: Proven, half_life_days: int, *, at: datetime) -> float:
    """Freshness from the last work, exam and practice; 0 without any."""
    kinds = ("work", "exam", "practice")
    proofs = [
        (kind, max(0.0, (at - when).total_seconds() / 86400)) for kind, when in zip(kinds, proven, strict=True) if when
    ]
    return freshness(proofs, half_life_days)


def next_action(value: float, below: float) -> str:
    """One proposal per drop in words, the cheapest that helps; empty where the skill is fresh."""
    found = propose(freshness=value, below=below, silent=False)
    return str(FreshAction(found.action).label) if found else ""


def fresh_skills(agent: Agent, *, at: datetime) -> list[Fresh]:
    """Every skill of an agent, the stalest first."""
    below = Settings.current().fresh_below
    found = []
    for row in MatchRow.objects.filter(agent=agent).select_related("skill"):
        proven = (row.worked_at, row.exam_at, row.practised_at)
        value = fresh_value(proven, row.skill.half_life_days, at=at)
        newest = max((when for when in proven if when), default=None)
        left = days_until(value=value, level=below, half_life_days=row.skill.half_life_days)
        found.append(Fresh(row.skill, value, newest, left, next_action(value, below)))
    return sorted(found, key=lambda one: one.value)
