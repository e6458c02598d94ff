"""The demo's growth logs: chained entries from application to the last shift, as ``growth.actions.record`` would."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from accounts.models import User
from talentpool.agents.states import AgentState
from talentpool.demo.behaviour import temper
from talentpool.demo.history import Worked
from talentpool.demo.levels import Climb
from talentpool.demo.pool import Member
from talentpool.demo.practice import Fact
from talentpool.growth.models import Entry, Rulebook
from talentpool.growth.rules import GENESIS, entry_hash
from talentpool.growth.states import Capability, EntryKind
from talentpool.kernel.bulk import copy_objects
from tasks.attendance.states import AttendanceState


def write(
    members: list[Member],
    worked: list[Worked],
    proven: list[tuple[int, Fact]],
    *,
    seed: int,
    random: Random,
    trainer: User,
    at: datetime,
) -> int:
    """One chain per agent, in the order of time; returns the number of entries. ``proven``: agent and fact."""
    facts: dict[int, list[Fact]] = defaultdict(list)
    for member in members:
        facts[member.agent.pk] = _path(member, seed, random, at)
    for agent, fact in proven:
        facts[agent].append(fact)
    for work in worked:
        facts[work.member.agent.pk] += _shift(work, seed, random)
    climb = Climb(Rulebook.in_effect(at), trainer, random, at)
    for member in members:
        facts[member.agent.pk] += _reading(facts[member.agent.pk], random, at)
        climb.of(member.agent, facts[member.agent.pk])
    climb.write()
    entries = [entry for member in members for entry in _chain(member, facts[member.agent.pk])]
    copy_objects(entries)
    return len(entries)


def _path(member: Member, seed: int, random: Random, at: datetime) -> list[Fact]:
    joined, who = member.joined_at, temper(seed, member.agent.number)
    facts = [Fact(EntryKind.APPLIED, joined - timedelta(days=9), {"campaign": "demo"}, uuid4())]
    for n, gate in enumerate(("kit", "voice", "written", "situational", "security", "interview")):
        score = min(100.0, max(80.0, random.gauss(70 + 24 * who.quality, 5)))
        payload = {"gate": gate, "score": round(score, 1), "passed": True}
        facts.append(Fact(EntryKind.GATE, joined - timedelta(days=8 - n), payload, uuid4()))
    facts.append(Fact(EntryKind.ADMITTED, joined, {"campaign": "demo"}, uuid4()))
    for n in range(random.randrange(3, 7)):
        when = min(joined + timedelta(days=1 + n), at - timedelta(hours=1))
        facts.append(
            Fact(EntryKind.LESSON, when, {"course": "basic-track", "minutes": random.randrange(8, 25)}, uuid4())
        )
    if member.agent.state == AgentState.TRAINING:
        return facts
    for n, part in enumerate(("written", "oral", "system", "conduct")):
        score = round(min(100.0, max(80.0, random.gauss(72 + 22 * who.quality, 5))), 1)
        payload = {"course": "basic-track", "part": part, "score": score, "passed": True, "skill": "general-service"}
        facts.append(Fact(EntryKind.EXAM, joined + timedelta(days=8, hours=n), payload, uuid4()))
    entered = joined + timedelta(days=9)
    facts += [
        Fact(EntryKind.CERTIFIED, entered + timedelta(minutes=n), {"skill": code}, uuid4())
        for n, code in enumerate(member.skills)
    ]
    facts.append(Fact(EntryKind.ENTERED_POOL, entered + timedelta(minutes=30), {}, uuid4()))
    return facts


def _reading(facts: list[Fact], random: Random, at: datetime) -> list[Fact]:
    """Who works every week reads on: a lesson with every third shift or so."""
    shifts = [fact.at for fact in facts if fact.kind == EntryKind.SHIFT]
    if len(shifts) < 8:
        return []
    read = [moment + timedelta(days=1) for moment in sorted(shifts) if random.random() < 0.4]
    return [
        Fact(EntryKind.LESSON, moment, {"course": "advanced", "minutes": random.randrange(8, 25)}, uuid4())
        for moment in read
        if moment < at
    ]


def _shift(work: Worked, seed: int, random: Random) -> list[Fact]:
    """A shift's entries. ``source`` of SHIFT and NO_SHOW: the attendance's ref, as the attendance room records it."""
    shift, payload = work.assignment.shift, {"order": str(work.order.ref), "skill": work.skill}
    if work.attendance.state == AttendanceState.NO_SHOW:
        return [Fact(EntryKind.NO_SHOW, shift.starts_at + timedelta(minutes=5), payload, work.attendance.ref)]
    minutes = work.attendance.approved_minutes
    done = Fact(
        EntryKind.SHIFT, shift.ends_at, payload | {"minutes": minutes, "on_time": work.on_time}, work.attendance.ref
    )
    who = temper(seed, work.member.agent.number)
    weak = list(Capability.values)[int(work.member.agent.number) % 5]
    marks = {
        name: round(min(1.0, max(0.0, random.gauss(who.quality - (0.22 if name == weak else 0), 0.09))), 3)
        for name in random.sample(Capability.values, 4)
    }
    score = round(100 * sum(marks.values()) / len(marks), 1)
    seen = Fact(
        EntryKind.INSPECTED, shift.ends_at - timedelta(minutes=40), {"score": score, "capabilities": marks}, uuid4()
    )
    return [seen, done]


def _chain(member: Member, facts: list[Fact]) -> list[Entry]:
    previous, entries = GENESIS, []
    for fact in sorted(facts, key=lambda f: f.at):
        own = entry_hash(
            previous=previous,
            kind=str(fact.kind),
            occurred_at=fact.at,
            payload=fact.payload,
            source=str(fact.source),
            corrects="",
        )
        entries.append(
            Entry(
                agent=member.agent,
                subject_id=member.agent.user_id,
                kind=fact.kind,
                occurred_at=fact.at,
                recorded_at=fact.at,
                payload=fact.payload,
                source=fact.source,
                previous_hash=previous,
                hash=own,
            )
        )
        previous = own
    return entries
