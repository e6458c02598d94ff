"""Pools for tests: agents with everything that eligibility asks for, and random ones."""

import random
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import Consent
from talentpool.activation.actions import NewApproach, answer_approach, open_approach, reach_depth
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.models import Drill
from talentpool.agents.models import (
    Agent,
    AgentChannel,
    AgentLanguage,
    AgentSkill,
    Availability,
    AvailabilityException,
    Commitment,
    Hub,
    Kit,
    Language,
    Region,
    Skill,
)
from talentpool.kernel.clock import now
from tests.factories import accounts

_serial = count(1)


def language(code: str = "cmn") -> Language:
    return Language.objects.get_or_create(code=code, defaults={"name": {"en": code, "zh-hans": code}})[0]


def skill(**fields: Any) -> Skill:
    number = next(_serial)
    fields.setdefault("code", f"skill-{number}")
    fields.setdefault("name", {"en": f"Skill {number}", "zh-hans": f"技能{number}"})
    return Skill.objects.create(**fields)


def hub() -> Hub:
    region = Region.objects.get_or_create(code="110000", defaults={"name": {"en": "Beijing", "zh-hans": "北京"}})[0]
    return Hub.objects.create(name={"en": "Hub", "zh-hans": "职场"}, region=region, seats=20)


def bare_agent(at: datetime, **fields: Any) -> Agent:
    """In the reserve, formalities done, nothing else."""
    fields.setdefault("user", accounts.user())
    fields.setdefault("number", f"{next(_serial):05d}")
    fields.setdefault("kind", "shared")
    fields.setdefault("state", "reserve")
    fields.setdefault("formalities_done_at", at - timedelta(days=60))
    fields.setdefault("joined_at", at - timedelta(days=90))
    agent = Agent.objects.create(**fields)
    Consent.objects.create(user=agent.user, purpose="processing", given_at=at - timedelta(days=91))
    return agent


def ready_agent(at: datetime, of: Skill, *, channel: str = "chat", speaks: str = "cmn", **fields: Any) -> Agent:
    """May be asked for any hour of any day."""
    agent = bare_agent(at, **fields)
    AgentSkill.objects.create(agent=agent, skill=of, level=3, certified_until=at + timedelta(days=200))
    AgentChannel.objects.create(agent=agent, channel=channel, level=3)
    AgentLanguage.objects.create(agent=agent, language=language(speaks), level=4)
    Kit.objects.create(agent=agent, passed=True, checked_at=at - timedelta(days=1))
    Availability.objects.bulk_create(
        Availability(agent=agent, weekday=day, start_minute=0, end_minute=1440) for day in range(7)
    )
    return agent


def demand(at: datetime, of: Skill, *, client_id: int, seats: int = 2, slots: int = 1, **fields: Any) -> Demand:
    """``slots`` shifts of four hours from 10:00 in Shanghai on the days after tomorrow."""
    start = (at + timedelta(days=2)).replace(hour=2, minute=0, second=0, microsecond=0)
    made = tuple(
        Slot(start + timedelta(days=n), start + timedelta(days=n, hours=4), seats, 4000, f"slot-{n}")
        for n in range(slots)
    )
    fields.setdefault("slots", made)
    return Demand(skill_id=of.pk, channel="chat", language="cmn", client_id=client_id, **fields)


def drilled(agent: Agent, *, thanks_minor: int = 0, depth: str = "ready", reached: str = "ready") -> Drill:
    """A running drill in which only this agent was called and reached so much; "" is no answer yet."""
    at, of = now(), skill()
    drill = Drill.objects.create(
        skill=of, channel="chat", language=language(), kind=agent.kind, state="running", depth=depth, sample_size=1,
        population=1, seed=1, thanks_minor=thanks_minor, starts_at=at, ends_at=at + timedelta(hours=2),
    )  # fmt: skip
    key = open_approach(
        approach=NewApproach(agent.pk, of.pk, "chat", "cmn", agent.kind, "drill", drill.ref, at + timedelta(hours=2)),
        at=at,
    )
    if reached:
        answer_approach(key=key, answer="yes")
    for step in {"": (), "answered": (), "ready": ("ready",), "worked": ("ready", "worked")}[reached]:
        reach_depth(key=key, depth=step)
    return drill


def random_agent(rng: random.Random, at: datetime, skills: list[Skill], a_hub: Hub) -> Agent:
    """Anything may be missing or in the way."""
    agent = bare_agent(
        at,
        kind=rng.choice(["shared", "home_based"]),
        state=rng.choice(["reserve"] * 5 + ["resting", "training"]),
        formalities_done_at=rng.choice([at, at, at, None]),
        paused_until=rng.choice([None, None, None, at + timedelta(days=1), at - timedelta(days=1)]),
        floor_minor=rng.choice([0, 2000, 4000, 6000]),
        timezone=rng.choice(["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
        hub=rng.choice([None, None, a_hub]),
        weekly_cap_minutes=rng.choice([240, 1200, 2400]),
        daily_cap_minutes=rng.choice([240, 480]),
        rest_minutes=rng.choice([0, 480, 660]),
    )
    for one in rng.sample(skills, rng.randint(1, len(skills))):
        until = rng.choice([None, at + timedelta(days=1), at + timedelta(days=200), at + timedelta(days=200)])
        AgentSkill.objects.create(agent=agent, skill=one, level=rng.randint(1, 5), certified_until=until)
    for name in rng.sample(["call", "chat", "email"], rng.randint(1, 3)):
        AgentChannel.objects.create(agent=agent, channel=name, level=rng.randint(1, 5), willing=rng.random() < 0.9)
    for code in rng.sample(["cmn", "yue"], rng.randint(1, 2)):
        AgentLanguage.objects.create(agent=agent, language=language(code), level=rng.randint(2, 5))
    if rng.random() < 0.8:
        days = rng.choice([1, 30, 100])
        Kit.objects.create(agent=agent, passed=rng.random() < 0.9, checked_at=at - timedelta(days=days))
    random_calendar(rng, agent, at)
    if rng.random() < 0.2:
        Consent.objects.filter(user=agent.user).update(withdrawn_at=at)
        if rng.random() < 0.5:
            Consent.objects.create(user=agent.user, purpose="processing", given_at=at)
    return agent


def random_calendar(rng: random.Random, agent: Agent, at: datetime) -> None:
    """Windows, exceptions and commitments around the next days."""
    for day in range(7):
        if rng.random() < 0.75:
            start = rng.choice([0, 0, 37, 480, 600])
            end = rng.choice([1440, 1440, 1443 - 60, 1200])
            Availability.objects.create(agent=agent, weekday=day, start_minute=start, end_minute=end)
    base = at.replace(minute=0, second=0, microsecond=0)
    for _ in range(rng.randint(0, 2)):
        start = base + timedelta(hours=rng.randint(24, 96))
        during = (start, start + timedelta(hours=rng.randint(1, 14)))
        AvailabilityException.objects.create(agent=agent, during=during, available=rng.random() < 0.5)
    end = base + timedelta(hours=rng.randint(-20, 30))
    for _ in range(rng.randint(0, 3)):
        start = end + timedelta(hours=rng.randint(1, 30))
        end = start + timedelta(hours=rng.randint(1, 6))
        kind = rng.choice(["shift", "shift", "standby", "class"])
        Commitment.objects.create(agent=agent, during=(start, end), kind=kind, source=agent.ref)
