"""The demo's approach ledger: five months of drills, and the rows that offers add."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from talentpool.activation.models import Drill
from talentpool.activation.states import Answer, Depth, DrillState, Purpose
from talentpool.agents.states import AgentState
from talentpool.demo.behaviour import drill_answer, temper
from talentpool.demo.pool import Member
from talentpool.demo.reference import Reference
from talentpool.kernel.bulk import copy_objects, copy_rows, numbered

DAYS = 150
COLUMNS = (
    "asked_at",
    "agent_id",
    "skill_id",
    "channel",
    "language_id",
    "kind",
    "purpose",
    "source",
    "deadline",
    "answer",
    "answered_at",
    "depth",
    "ready_at",
    "worked_at",
    "withdrawn",
    "facts",
)


@dataclass
class Asked:
    """One row of the ledger before it is written."""

    at: datetime
    member: Member
    segment: tuple[str, str, str]
    purpose: str
    source: UUID
    deadline: datetime
    answer: str
    answered_at: datetime | None
    depth: str = ""
    ready_at: datetime | None = None
    worked_at: datetime | None = None
    facts: str = "{}"


def write(reference: Reference, asked: Iterable[Asked]) -> None:
    """COPY rows into the ledger; months it needs must have their partitions."""
    rows: Iterable[list[Any]] = (
        [
            a.at,
            a.member.agent.pk,
            reference.skills[a.segment[0]].pk,
            a.segment[1],
            a.segment[2],
            a.member.agent.kind,
            a.purpose,
            a.source,
            a.deadline,
            a.answer,
            a.answered_at,
            a.depth,
            a.ready_at,
            a.worked_at,
            False,
            a.facts,
        ]
        for a in asked
    )
    copy_rows("activation_approach", COLUMNS, rows)


def drills(reference: Reference, members: list[Member], *, seed: int, random: Random, at: datetime) -> list[Asked]:
    """Drills of every larger segment every few weeks, up to last week; returns the approaches they made."""
    made: list[Drill] = []
    asked: list[Asked] = []
    for segment, kind, people in _segments(members):
        day = at - timedelta(days=DAYS - random.randrange(20))
        while day < at - timedelta(days=3):
            drill, calls = _one(reference, segment, kind, people, day, seed, random)
            made.append(drill)
            asked += calls
            day += timedelta(days=random.randrange(18, 34))
    numbered(made)
    copy_objects(made)
    write(reference, asked)
    return asked


def _segments(members: list[Member]) -> list[tuple[tuple[str, str, str], str, list[Member]]]:
    found: dict[tuple[tuple[str, str, str], str], list[Member]] = {}
    for member in members:
        if member.agent.state == AgentState.RESERVE:
            for segment in member.segments:
                found.setdefault((segment, member.agent.kind), []).append(member)
    # small segments stay unknown: that is how a real pool looks before its first drill there
    return [(s, k, people) for (s, k), people in found.items() if len(people) >= 60 and s[2] != "eng"]


def _one(
    reference: Reference,
    segment: tuple[str, str, str],
    kind: str,
    people: list[Member],
    day: datetime,
    seed: int,
    random: Random,
) -> tuple[Drill, list[Asked]]:
    present = [m for m in people if m.joined_at + timedelta(days=12) < day] or people[:20]
    size = min(len(present), random.randrange(45, 95))
    start = day.replace(hour=2, minute=0, second=0, microsecond=0)  # 10:00 in Beijing
    ref = uuid4()
    drill = Drill(
        ref=ref,
        skill=reference.skills[segment[0]],
        channel=segment[1],
        language_id=segment[2],
        kind=kind,
        state=DrillState.DONE,
        announced=random.random() < 0.3,
        depth=Depth.WORKED,
        precision=0.1,
        sample_size=size,
        population=len(present),
        seed=random.getrandbits(48),
        thanks_minor=500,
        starts_at=start,
        ends_at=start + timedelta(hours=24),
        planned_by=reference.staff["dispatcher"],
        created_at=start - timedelta(hours=20),
    )
    return drill, [_call(m, segment, start, ref, seed, random) for m in random.sample(present, size)]


def _call(
    member: Member, segment: tuple[str, str, str], start: datetime, ref: UUID, seed: int, random: Random
) -> Asked:
    who = temper(seed, member.agent.number)
    said = drill_answer(who, random)
    row = Asked(start, member, segment, Purpose.DRILL, ref, start + timedelta(hours=24), Answer(said), None)
    if said == "none":
        return row
    row.answered_at = start + timedelta(minutes=min(1400, who.minutes_to_look * random.uniform(0.5, 3)))
    row.depth = Depth.ANSWERED
    if said == "yes" and random.random() < 0.93:
        row.depth, row.ready_at = Depth.READY, row.answered_at + timedelta(minutes=random.uniform(2, 25))
        if random.random() < 0.92:
            row.depth, row.worked_at = Depth.WORKED, row.ready_at + timedelta(minutes=random.uniform(3, 12))
    return row
