"""Who may be asked for a piece of work: facts about work only, and every refusal names its rule.

The same rules run in SQL over the matching index (shortlist.py) for many people at once; a test holds the
two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from talentpool.activation.rules.calendar import (
    Range,
    minutes_inside,
    overlaps,
    parts,
    quarters,
    week_place,
)

RULE_VERSION = "1"


@dataclass(frozen=True)
class AgentFacts:
    """What is known about an agent. Ranges are aware and half-open; minutes of the day on the quarter-hour
    grid."""

    in_reserve: bool
    kind: str
    formalities_done: bool
    consented: bool
    paused_until: datetime | None
    certified_until: Mapping[int, datetime | None]
    channels: Mapping[str, tuple[int, bool]]
    languages: Mapping[str, int]
    kit_passed_at: datetime | None
    has_hub: bool
    floor_minor: int
    timezone: str
    windows: tuple[tuple[int, int, int], ...]
    extra: tuple[Range, ...]
    away: tuple[Range, ...]
    work: tuple[Range, ...]
    busy: tuple[Range, ...]
    rest_minutes: int
    daily_cap_minutes: int
    weekly_cap_minutes: int
    blocked: bool
    is_member: bool
    sharing_withdrawn: bool
    daily_limit_minutes: int | None = None  # of her kind where she lives; None: no rule
    weekly_limit_minutes: int | None = None


@dataclass(frozen=True)
class Task:
    """One stretch of work and what it needs."""

    starts_at: datetime
    ends_at: datetime
    pay_minor: int
    skill_id: int
    certificates: tuple[int, ...]
    channels: tuple[str, ...]
    channel_level: int
    language: str
    language_level: int
    kind: str
    hub_required: bool
    now: datetime
    kit_days: int

    @property
    def during(self) -> Range:
        return self.starts_at, self.ends_at


def _certified(agent: AgentFacts, task: Task) -> bool:
    needed = (task.skill_id, *task.certificates)
    ends = [agent.certified_until.get(skill) for skill in needed]
    return all(end is not None and end >= task.ends_at for end in ends)


def _serves(agent: AgentFacts, task: Task) -> bool:
    known = [agent.channels.get(channel, (0, False)) for channel in task.channels]
    return all(willing and level >= task.channel_level for level, willing in known)


def _has_kit(agent: AgentFacts, task: Task) -> bool:
    if agent.has_hub:
        return True
    passed = agent.kit_passed_at
    return passed is not None and passed >= task.now - timedelta(days=task.kit_days)


def _is_available(agent: AgentFacts, task: Task) -> bool:
    if any(overlaps(task.during, away) for away in agent.away):
        return False
    zone = ZoneInfo(agent.timezone)
    for start in quarters(*task.during):
        end = min(start + timedelta(minutes=15), task.ends_at)
        place = week_place(start, zone)
        in_week = any(_covers(*window, place) for window in agent.windows)
        if not in_week and not any(since <= start and end <= until for since, until in agent.extra):
            return False
    return True


def _covers(day: int, since: int, until: int, place: int) -> bool:
    return day * 96 + -(-since // 15) <= place < day * 96 + until // 15


def _is_rested(agent: AgentFacts, task: Task) -> bool:
    rest = timedelta(minutes=agent.rest_minutes)
    return not any(overlaps((start - rest, end + rest), task.during) for start, end in agent.work)


def _within(most: int | None, agent: AgentFacts, task: Task, *, weekly: bool) -> bool:
    zone = ZoneInfo(agent.timezone)
    return most is None or all(
        minutes_inside(list(agent.work), (part.start, part.end)) + part.minutes <= most
        for part in parts(*task.during, zone, weekly=weekly)
    )


Rule = Callable[[AgentFacts, Task], bool]

# In the order a person would check them: who she is, what she can, what the client wants, when she can.
RULES: dict[str, Rule] = {
    "not_in_reserve": lambda agent, task: agent.in_reserve,
    "formalities_missing": lambda agent, task: agent.formalities_done,
    "consent_withdrawn": lambda agent, task: agent.consented and not agent.sharing_withdrawn,
    "paused": lambda agent, task: agent.paused_until is None or agent.paused_until <= task.now,
    "blocked_by_client": lambda agent, task: not agent.blocked,
    "member_of_client": lambda agent, task: not agent.is_member,
    "other_kind": lambda agent, task: task.kind in ("", agent.kind),
    "certificate_missing": _certified,
    "channel_level": _serves,
    "language_level": lambda agent, task: agent.languages.get(task.language, 0) >= task.language_level,
    "kit_missing": _has_kit,
    "hub_missing": lambda agent, task: agent.has_hub or not task.hub_required,
    "pay_below_floor": lambda agent, task: task.pay_minor >= agent.floor_minor,
    "not_available": _is_available,
    "overlap": lambda agent, task: not any(overlaps(task.during, r) for r in (*agent.work, *agent.busy)),
    "rest": _is_rested,
    "daily_cap": lambda agent, task: _within(agent.daily_cap_minutes, agent, task, weekly=False),
    "weekly_cap": lambda agent, task: _within(agent.weekly_cap_minutes, agent, task, weekly=True),
    "daily_limit": lambda agent, task: _within(agent.daily_limit_minutes, agent, task, weekly=False),
    "weekly_limit": lambda agent, task: _within(agent.weekly_limit_minutes, agent, task, weekly=True),
}


def refusals(agent: AgentFacts, task: Task) -> list[str]:
    """The codes of all rules that stand against asking this agent; none: she is eligible."""
    return [code for code, holds in RULES.items() if not holds(agent, task)]
