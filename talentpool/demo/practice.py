"""What the demo's people did between orders: test contacts in drills, practice tasks, refreshers, answered pings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from talentpool.activation.models import Ping, PingRecipient
from talentpool.activation.states import Answer, Depth, Purpose
from talentpool.agents.states import AgentState
from talentpool.demo.behaviour import Temper, logistic, temper
from talentpool.demo.ledger import Asked, write
from talentpool.demo.pool import Member
from talentpool.demo.reference import Reference
from talentpool.growth.states import EntryKind
from talentpool.kernel.bulk import copy_objects, numbered

EVERY_DAYS = 24  # a practice task is offered about so often
KEEN = 0.15  # log-odds of doing it, before her own eagerness
PINGS = (130, 96, 61, 33)  # days ago
LINE, CHANNEL = "general-service", "chat"
WORDINGS = (
    {"en": "Are you still with us this month?", "zh-hans": "这个月您还能接单吗？"},
    {"en": "Shifts open next week. Shall we count on you?", "zh-hans": "下周有班次开放，可以算上您吗？"},
)


@dataclass
class Fact:
    """One entry of the growth log before it is chained."""

    kind: EntryKind
    at: datetime
    payload: dict[str, Any]
    source: UUID


def proven(asked: Iterable[Asked]) -> list[tuple[int, Fact]]:
    """The growth entries of those who handled a test contact in a drill."""
    found = []
    for row in asked:
        if row.depth == Depth.WORKED and row.worked_at is not None:
            code, channel, language = row.segment
            payload = {"skill": code, "segment": f"{code}~{channel}~{language}", "depth": "worked"}
            found.append((row.member.agent.pk, Fact(EntryKind.DRILL, row.worked_at, payload, row.source)))
    return _once(found)


def _once(found: list[tuple[int, Fact]]) -> list[tuple[int, Fact]]:
    """One entry per agent and drill: she may belong to it by two languages."""
    return list({(agent, fact.source): (agent, fact) for agent, fact in found}.values())


def make(
    reference: Reference, members: list[Member], *, seed: int, random: Random, at: datetime
) -> list[tuple[int, Fact]]:
    """Practice tasks and refreshers as entries of the growth log; pings with their answers in the ledger."""
    _pings(reference, members, seed=seed, random=random, at=at)
    found = []
    for member in members:
        if member.agent.state != AgentState.TRAINING:
            who = temper(seed, member.agent.number)
            found += [(member.agent.pk, fact) for fact in _kept_fresh(member, who, random, at)]
    return found


def _kept_fresh(member: Member, who: Temper, random: Random, at: datetime) -> list[Fact]:
    facts = []
    for code in member.skills:
        day = member.joined_at + timedelta(days=20 + random.randrange(EVERY_DAYS))
        while day < at - timedelta(days=1):
            if random.random() < logistic(KEEN + who.eager):
                facts.append(_practice(code, day, who, random))
            day += timedelta(days=EVERY_DAYS + random.randrange(8))
        if (at - member.joined_at).days > 190 and random.random() < 0.5:
            when = at - timedelta(days=random.randrange(3, 70))
            payload = {"course": "refresher", "part": "written", "score": 88.0, "passed": True, "skill": code}
            facts.append(Fact(EntryKind.EXAM, when, payload, uuid4()))
    return facts


def _practice(code: str, at: datetime, who: Temper, random: Random) -> Fact:
    right = sum(random.random() < 0.4 + 0.6 * who.quality for _ in range(3))
    payload = {"skill": code, "right": right, "contacts": 3, "passed": right >= 2}
    return Fact(EntryKind.PRACTICE, at + timedelta(minutes=random.randrange(600)), payload, uuid4())


def _pings(reference: Reference, members: list[Member], *, seed: int, random: Random, at: datetime) -> None:
    """A few pings to the largest segment; the newest in two wordings, the second a little better."""
    segment = (LINE, CHANNEL, "cmn")
    there = [m for m in members if segment in m.segments and m.agent.state == AgentState.RESERVE]
    for days in PINGS:
        sent = (at - timedelta(days=days)).replace(hour=2, minute=30, second=0, microsecond=0)
        present = [m for m in there if m.joined_at + timedelta(days=30) < sent]
        called = random.sample(present, min(len(present), 320))
        if called:
            _one_ping(reference, segment, called, sent, seed=seed, random=random, two=days == PINGS[-1])


def _one_ping(
    reference: Reference,
    segment: tuple[str, str, str],
    called: list[Member],
    sent: datetime,
    *,
    seed: int,
    random: Random,
    two: bool,
) -> None:
    ping = Ping(
        skill=reference.skills[segment[0]],
        channel=segment[1],
        language_id=segment[2],
        text=WORDINGS[0],
        text_b=WORDINGS[1] if two else None,
        left_out={"asked_lately": random.randrange(20, 90)},
        sent_by=reference.staff["dispatcher"],
        sent_at=sent,
        closes_at=sent + timedelta(days=5),
    )
    numbered([ping])
    copy_objects([ping])
    wordings = [n % 2 if two else 0 for n in range(len(called))]
    copy_objects(
        [
            PingRecipient(ping=ping, agent=m.agent, wording=w, sent_at=sent)
            for m, w in zip(called, wordings, strict=True)
        ]
    )
    asked = [
        _asked(m, w, ping, segment, temper(seed, m.agent.number), random) for m, w in zip(called, wordings, strict=True)
    ]
    write(reference, asked)


def _asked(
    member: Member, wording: int, ping: Ping, segment: tuple[str, str, str], who: Temper, random: Random
) -> Asked:
    closes = ping.sent_at + timedelta(days=5)
    row = Asked(ping.sent_at, member, segment, Purpose.PING, ping.ref, closes, Answer.NONE, None)
    if random.random() < min(0.97, who.replies * (0.8 + 0.12 * wording)):
        row.answered_at = ping.sent_at + timedelta(minutes=min(7000, who.minutes_to_look * random.uniform(1, 9)))
        row.answer = Answer.YES if random.random() < logistic(0.6 + who.eager) else Answer.NO
        row.depth = Depth.ANSWERED
    return row
