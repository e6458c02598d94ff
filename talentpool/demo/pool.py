"""The demo's reserve pool: people with skills, channels, languages, kit, hours, papers and certificates."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from accounts.models import Consent, User
from accounts.states import ConsentPurpose
from talentpool.agents.models import (
    Agent,
    AgentChannel,
    AgentLanguage,
    AgentSkill,
    Alias,
    Availability,
    Kit,
    Load,
)
from talentpool.agents.states import AgentState, Kind
from talentpool.demo.names import home_region, person_name, phone_number
from talentpool.demo.reference import LINES, PASSWORD, Reference
from talentpool.kernel.bulk import copy_objects, next_ids, numbered
from talentpool.screening.models import Formality
from talentpool.screening.papers import current_version
from talentpool.screening.states import FormalityKind, FormalityState

# weekday window templates by habit: (days, from hour, until hour)
HABITS: dict[str, tuple[list[tuple[range, int, int]], float]] = {
    "evenings": ([(range(5), 18, 23), (range(5, 7), 9, 22)], 0.30),
    "mornings": ([(range(5), 8, 13)], 0.18),
    "school hours": ([(range(5), 9, 15)], 0.16),
    "full days": ([(range(6), 8, 20)], 0.22),
    "weekends": ([(range(5, 7), 8, 23)], 0.08),
    "wide open": ([(range(7), 7, 24)], 0.06),
}


@dataclass
class Member:
    """One demo agent with what the history needs to know of her."""

    agent: Agent
    skills: list[str]
    channels: list[str]
    languages: list[str]
    joined_at: datetime
    segments: list[tuple[str, str, str]] = field(default_factory=list)  # skill code, channel, language


def make(reference: Reference, *, count: int, random: Random, at: datetime) -> list[Member]:
    """``count`` agents who joined over the last 14 months; nine in ten are in the reserve."""
    users = _users(count, random, at)
    members = [_member(user, n, random, at, reference) for n, user in enumerate(users, start=1)]
    agents = [m.agent for m in members]
    numbered(agents)
    copy_objects(agents)
    copy_objects([Load(agent=agent, changed_at=at) for agent in agents])
    _abilities(members, reference, random, at)
    _hours(members, random)
    _papers(members, reference, at)
    _aliases(members, reference)
    _consents(members)
    return members


def _users(count: int, random: Random, at: datetime) -> list[User]:
    hashed = make_password(PASSWORD)
    users = []
    for n, pk in enumerate(next_ids(User, count), start=1):
        user = User(pk=pk, email=f"agent{n:04d}@demo.example", password=hashed, is_demo=True, phone_verified=True)
        user.full_name = person_name(random)
        user.set_phone(phone_number(random, n))
        user.date_joined = at - timedelta(days=430)
        users.append(user)
    copy_objects(users)
    return users


def _member(user: User, n: int, random: Random, at: datetime, reference: Reference) -> Member:
    kind = Kind.SHARED if random.random() < 0.62 else Kind.HOME_BASED
    in_training = random.random() < 0.03
    joined = at - timedelta(days=random.uniform(1, 11) if in_training else random.triangular(12, 420, 120))
    state = AgentState.TRAINING if in_training else AgentState.RESERVE
    if not in_training and random.random() < 0.05:
        state = AgentState.RESTING
    region = home_region(random)
    base = 3000 if kind == Kind.SHARED else 3300
    agent = Agent(
        user=user,
        number=f"{n:04d}",
        kind=kind,
        state=state,
        region_id=region,
        floor_minor=base + 100 * random.randrange(-4, 9),
        weekly_cap_minutes=60 * random.choice([12, 16, 20, 24, 30, 36, 40]),
        daily_cap_minutes=60 * random.choice([4, 6, 8, 8]),
        rest_minutes=60 * 11,
        hub=reference.hubs[0] if region == "510100" and random.random() < 0.08 else None,
        formalities_done_at=None if in_training else joined + timedelta(days=9),
        probation_until=(joined + timedelta(days=100)).date() if joined + timedelta(days=100) > at else None,
        is_demo=True,
        joined_at=joined,
    )
    codes = ["general-service"] + [line.code for line in LINES[1:] if random.random() < line.share]
    usable = {channel for line in LINES if line.code in codes for channel in line.channels}
    channels = sorted(channel for channel in sorted(usable) if random.random() < 0.9)
    languages = ["cmn"]
    if region.startswith("44") and random.random() < 0.75:
        languages.append("yue")
    if random.random() < 0.09:
        languages.append("eng")
    return Member(agent, codes, channels or ["chat"], languages, joined)


def _abilities(members: list[Member], reference: Reference, random: Random, at: datetime) -> None:
    for member in members:
        member.segments = [
            (line.code, channel, language)
            for line in LINES
            if line.code in member.skills
            for channel in line.channels
            if channel in member.channels
            for language in member.languages
        ]
    certified = [m for m in members if m.agent.state != AgentState.TRAINING]
    copy_objects([_skill(m, reference, code, random, at) for m in certified for code in m.skills])
    copy_objects(
        [
            AgentChannel(
                agent=m.agent,
                channel=channel,
                level=random.choice([1, 2, 3, 3, 4, 5]),
                willing=random.random() < 0.94,
            )
            for m in members
            for channel in m.channels
        ]
    )
    spoken = [(m.agent, code) for m in members for code in m.languages]
    copy_objects([AgentLanguage(agent=a, language_id=c, level=random.choice([3, 4, 4, 5])) for a, c in spoken])
    copy_objects([_kit(m, random, at) for m in members])


def _skill(member: Member, reference: Reference, code: str, random: Random, at: datetime) -> AgentSkill:
    until = at + timedelta(days=random.triangular(-40, 360, 200))
    level = random.choice([2, 3, 3, 4, 5])
    return AgentSkill(agent=member.agent, skill=reference.skills[code], level=level, certified_until=until)


def _kit(member: Member, random: Random, at: datetime) -> Kit:
    measures = {
        "down_mbps": round(random.uniform(8, 90), 1),
        "latency_ms": random.randrange(15, 120),
        "headset": True,
    }
    checked = at - timedelta(days=random.expovariate(1 / 9))
    return Kit(agent=member.agent, passed=random.random() < 0.96, measures=measures, checked_at=checked)


def _hours(members: list[Member], random: Random) -> None:
    names, weights = list(HABITS), [share for _windows, share in HABITS.values()]
    windows = []
    for member in members:
        for days, start, end in HABITS[random.choices(names, weights)[0]][0]:
            for weekday in days:
                if random.random() < 0.88:
                    first = start * 60 + 15 * random.randrange(0, 5)
                    windows.append(
                        Availability(agent=member.agent, weekday=weekday, start_minute=first, end_minute=end * 60)
                    )
    copy_objects(windows)


def _papers(members: list[Member], reference: Reference, at: datetime) -> None:
    recruiter = reference.staff["recruiter"]
    papers = []
    for member in members:
        done = member.agent.formalities_done_at
        for kind in FormalityKind.values:
            paper = Formality(agent=member.agent, kind=kind)
            if done:
                paper.document_version = current_version(kind, member.agent.kind)
                paper.state = FormalityState.CONFIRMED
                paper.handed_in_at, paper.confirmed_at, paper.confirmed_by = done - timedelta(days=2), done, recruiter
            papers.append(paper)
    copy_objects(papers)


def _consents(members: list[Member]) -> None:
    """What the application asks of everybody, given on the day each joined."""
    asked = (ConsentPurpose.PROCESSING, ConsentPurpose.RECORDING)
    copy_objects(
        [Consent(user=m.agent.user, purpose=purpose, given_at=m.joined_at) for m in members for purpose in asked]
    )


def _aliases(members: list[Member], reference: Reference) -> None:
    owners = {line.code: line.client for line in LINES if line.client}
    aliases = []
    for member in members:
        for owner in {owners[code] for code in member.skills if code in owners}:
            name = f"{owner[:1].upper()}{int(member.agent.number):04d}"
            aliases.append(Alias(agent=member.agent, client=reference.clients[owner], name=name))
    numbered(aliases)
    copy_objects(aliases)
