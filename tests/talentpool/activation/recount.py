"""A small random pool with its history, and what every number about it is when it is counted slowly.

Nothing here reads the matching index, a roll-up, or a rule of the room: facts come from the tables where they are
entered, and formulas are written down again.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from math import sqrt
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from accounts.models import User
from talentpool.activation.actions import refresh_commitments, refresh_proofs, refresh_rates
from talentpool.activation.models import Approach, Drill, Settings
from talentpool.activation.segments import Segment
from talentpool.agents.models import Agent, Skill
from talentpool.growth.actions import record
from tests.factories import activation as pool

AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)
Z = 1.959963984540054
RANK = {"": 0, "answered": 1, "ready": 2, "worked": 3}
DAY = 86400


@dataclass
class SmallPool:
    """Skills, people, drills; ``asked``: every question as it was written; ``proofs``: (agent, skill) to days ago."""

    rng: random.Random
    skills: list[Skill] = field(default_factory=list)
    people: list[Agent] = field(default_factory=list)
    drills: list[Drill] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    proofs: dict[tuple[int, int], list[tuple[str, float]]] = field(default_factory=dict)


@contextmanager
def small_pool(seed: int, *, people: int = 12, questions: int = 90) -> Iterator[SmallPool]:
    """A pool that is gone again afterwards, so that a test may try several."""
    cache.clear()
    with transaction.atomic():
        yield _filled(random.Random(seed), people, questions)
        transaction.set_rollback(True)
    cache.clear()


def _filled(rng: random.Random, people: int, questions: int) -> SmallPool:
    made = SmallPool(rng)
    made.skills = [pool.skill(half_life_days=rng.choice([30, 60, 90])) for _ in range(2)]
    hub = pool.hub()
    made.people = [pool.random_agent(rng, AT, made.skills, hub) for _ in range(people)]
    Settings.objects.update_or_create(
        id=1,
        defaults={"acceptance": rng.choice([0.1, 0.25, 0.6]), "unknown_below": rng.choice([1, 3, 8]), "stale_days": 40},
    )
    made.drills = [_drill(rng, made.skills) for _ in range(4)]
    for _ in range(questions):
        _question(made)
    Approach.objects.bulk_create(_row(one) for one in made.asked)
    for agent in made.people:
        _prove(made, agent)
    refresh_proofs()
    refresh_commitments(at=AT)
    refresh_rates(at=AT)
    return made


def _drill(rng: random.Random, skills: list[Skill]) -> Drill:
    starts = AT - timedelta(days=rng.randint(4, 170), minutes=rng.randint(0, 900))
    return Drill.objects.create(
        skill=skills[0], channel="chat", language=pool.language(), kind="shared", state="done", sample_size=1,
        population=9, seed=1, depth=rng.choice(["answered", "ready", "worked"]), starts_at=starts, answer_minutes=1440,
        ends_at=starts + timedelta(days=1), thanks_minor=rng.choice([0, 200]), announced=rng.random() < 0.3,
    )  # fmt: skip


def _question(made: SmallPool) -> None:
    """One question as it may have gone: drills of the first skill in chat, the rest anywhere."""
    rng = made.rng
    purpose = rng.choice(["drill", "drill", "offer", "offer", "ping"])
    drill = rng.choice(made.drills)
    one = {
        "agent": rng.choice(made.people).pk, "purpose": purpose, "kind": "shared",
        "skill": drill.skill_id if purpose == "drill" else rng.choice(made.skills).pk,
        "channel": "chat" if purpose == "drill" else rng.choice(["chat", "call"]),
        "at": drill.starts_at if purpose == "drill" else AT - timedelta(minutes=rng.randint(9000, 200_000)),
        "source": drill.ref if purpose == "drill" else uuid4(), "wanted": drill.depth,
        "answer": rng.choice(["yes", "yes", "no", "none"]), "depth": rng.choice(["answered", "ready", "worked"]),
        "took": timedelta(minutes=rng.choice([5, 30, 119, 120, 121, 1439, 1440])), "withdrawn": rng.random() < 0.08,
    }  # fmt: skip
    if purpose == "drill" and any(a["source"] == one["source"] and a["agent"] == one["agent"] for a in made.asked):
        return
    spoke = one["answer"] in ("yes", "no")
    one["depth"] = one["depth"] if one["answer"] == "yes" else "answered" if spoke else ""
    made.asked.append(one)


def _row(one: dict[str, Any]) -> Approach:
    """A question as the ledger keeps it."""
    deep = {name: one["at"] + one["took"] + timedelta(minutes=n) for name, n in (("ready", 2), ("worked", 9))}
    return Approach(
        asked_at=one["at"], agent_id=one["agent"], skill_id=one["skill"], channel=one["channel"], language_id="cmn",
        kind=one["kind"], purpose=one["purpose"], source=one["source"], deadline=one["at"] + timedelta(days=1),
        answer=one["answer"], answered_at=one["at"] + one["took"] if one["answer"] in ("yes", "no") else None,
        depth=one["depth"], ready_at=deep["ready"] if RANK[one["depth"]] >= 2 else None,
        worked_at=deep["worked"] if RANK[one["depth"]] >= 3 else None, withdrawn=one["withdrawn"],
        facts={"lead_hours": 24.0, "hour": 10.0} if one["purpose"] == "offer" else {},
    )  # fmt: skip


def _prove(made: SmallPool, agent: Agent) -> None:
    """Entries of the growth log: shifts, exams, practice, at random."""
    for own in agent.skills.all():
        code = next(skill.code for skill in made.skills if skill.pk == own.skill_id)
        for kind, proof in (("shift", "work"), ("exam", "exam"), ("practice", "practice")):
            if made.rng.random() < 0.4:
                days = made.rng.uniform(1, 200)
                when, payload = AT - timedelta(days=days), {"skill": code, "passed": True}
                record(subject=agent.user, kind=kind, source=uuid4(), occurred_at=when, payload=payload)
                made.proofs.setdefault((agent.pk, own.skill_id), []).append((proof, days))


# What a segment is


def everybody() -> list[Agent]:
    """All people with their own rows, read once."""
    rows = ("skills", "channels", "languages", "availability", "user__consents")
    return list(Agent.objects.select_related("user").prefetch_related(*rows).order_by("pk"))


def segments_of(agent: Agent) -> set[Segment]:
    """Where she belongs, from her own rows."""
    if agent.state not in ("reserve", "resting"):
        return set()
    spoken = [one.language_id for one in agent.languages.all() if one.level >= 3]
    channels = [one.channel for one in agent.channels.all() if one.willing]
    skills = [one.skill_id for one in agent.skills.all()]
    return {Segment(s, c, speech, agent.kind) for s, c, speech in product(skills, channels, spoken)}


def condition_of(made: SmallPool, agent: Agent, skill: Skill) -> str:
    """How she stands in a skill, by the words of the page."""
    own = next(one for one in agent.skills.all() if one.skill_id == skill.pk)
    consents = [one for one in agent.user.consents.all() if one.purpose == "processing"]
    if agent.state == "resting":
        return "resting"
    if agent.paused_until is not None and agent.paused_until > AT:
        return "paused"
    if agent.formalities_done_at is None or not any(one.withdrawn_at is None for one in consents):
        return "papers"
    if own.certified_until is None or own.certified_until <= AT:
        return "expired"
    if own.certified_until < AT + timedelta(days=30):
        return "expiring"
    return "asleep" if freshness_of(made, agent.pk, skill) < Settings.current().fresh_below else "ready"


def may_work(made: SmallPool, agent: Agent, skill: Skill) -> bool:
    return condition_of(made, agent, skill) in ("ready", "asleep", "expiring")


def freshness_of(made: SmallPool, agent_id: int, skill: Skill) -> float:
    worth = {"work": 1.0, "exam": 0.8, "practice": 0.5}
    proofs = made.proofs.get((agent_id, skill.pk), [])
    return max((worth[kind] * 2 ** (-days / skill.half_life_days) for kind, days in proofs), default=0.0)


def is_free(agent: Agent, day: int, hour: int) -> bool:
    """Whether all four quarters of an hour lie inside one of her windows."""
    windows = [(w.start_minute, w.end_minute) for w in agent.availability.all() if w.weekday == day]
    quarters = [hour * 60 + 15 * n for n in range(4)]
    return all(any(start <= q and q + 15 <= end for start, end in windows) for q in quarters)


# Shares


def interval(yes: int, sample: int) -> tuple[float, float]:
    """Wilson's bounds as the two shares p with (yes / sample - p)^2 = z^2 p (1 - p) / sample, found by halving."""

    def crossing(inside: float, outside: float) -> float:
        for _ in range(80):
            middle = (inside + outside) / 2
            gone = abs(yes / sample - middle) > Z * sqrt(middle * (1 - middle) / sample)
            inside, outside = (inside, middle) if gone else (middle, outside)
        return inside

    value = yes / sample
    return (0.0 if yes == 0 else crossing(value, 0.0)), (1.0 if yes == sample else crossing(value, 1.0))


def rate_of(made: SmallPool, segment: Segment, purpose: str, days: int, hours: int = 24) -> tuple[int, int]:
    """(reached, asked) of a segment, by the words of the definition."""
    latest: dict[int, dict[str, Any]] = {}
    reached: set[int] = set()
    for one in sorted(made.asked, key=lambda one: one["at"]):
        key = Segment(one["skill"], one["channel"], "cmn", one["kind"])
        if (key, one["purpose"]) != (segment, purpose) or one["withdrawn"] or one["at"] <= AT - timedelta(days=days):
            continue
        latest[one["agent"]] = one
        if one["answer"] == "yes" or (purpose == "ping" and one["answer"] == "no"):
            reached.add(one["agent"])
    if purpose != "drill":
        return len(reached), len(latest)
    deep = [one for one in latest.values() if _was_activated(one, hours)]
    return len(deep), len(latest)


def _was_activated(one: dict[str, Any], hours: int = 24) -> bool:
    in_time = one["took"] <= timedelta(hours=hours)
    return one["answer"] == "yes" and in_time and RANK[one["depth"]] >= RANK[one["wanted"]]


def drill_share(made: SmallPool, drill: Drill) -> tuple[int, int]:
    """(reached, called) of one drill."""
    called = [one for one in made.asked if one["source"] == drill.ref and not one["withdrawn"]]
    return sum(_was_activated(one) for one in called), len(called)


# Pages


def page(person: User, address: str, **query: Any) -> Any:
    """What a page shows: its context."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.content[:300]
    return answer.context if answer.context is not None else answer
