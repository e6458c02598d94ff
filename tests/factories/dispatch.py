"""People, shifts and offers for tests of dispatch and attendance: plain functions, everything in order by default."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import Client, Consent, Membership, User
from accounts.states import ConsentPurpose
from talentpool.agents.models import Agent, AgentChannel, AgentLanguage, AgentSkill, Kit, Language, Load, Skill
from talentpool.kernel.clock import now
from tasks.dispatch.models import Offer, Seat
from tasks.orders.models import Order, Shift

_number = itertools.count(1)


def moment(days: float = 2, hour: int = 2) -> datetime:
    """``days`` from now at ``hour`` UTC (10:00 in Shanghai by default), on the grid."""
    return (now() + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


def a_client(slug: str = "lantern", **fields: Any) -> Client:
    return Client.objects.get_or_create(slug=slug, defaults={"name": {"en": slug, "zh-hans": slug}, **fields})[0]


def a_user(**fields: Any) -> User:
    return User.objects.create(email=f"person{next(_number)}@example.org", password="!", **fields)


def a_member(client: Client, role: str = "planner") -> User:
    user = a_user()
    Membership.objects.create(user=user, client=client, role=role)
    return user


def a_skill(code: str = "refunds") -> Skill:
    return Skill.objects.get_or_create(code=code, defaults={"name": {"en": "Refunds", "zh-hans": "退款"}})[0]


def putonghua() -> Language:
    return Language.objects.get_or_create(code="cmn", defaults={"name": {"en": "Putonghua", "zh-hans": "普通话"}})[0]


def an_agent(skill: Skill | None = None, **fields: Any) -> Agent:
    """An agent who may take any ordinary shift: in the reserve, formalities done, certified for a year."""
    number = next(_number)
    values = {"kind": "shared", "state": "reserve", "formalities_done_at": now() - timedelta(days=30), **fields}
    agent = Agent.objects.create(user=a_user(), number=f"{number:04d}", **values)
    Load.objects.create(agent=agent)
    Consent.objects.create(user=agent.user, purpose=ConsentPurpose.PROCESSING, version="1")
    AgentSkill.objects.create(agent=agent, skill=skill or a_skill(), certified_until=now() + timedelta(days=365))
    AgentChannel.objects.create(agent=agent, channel="call", level=3)
    AgentLanguage.objects.create(agent=agent, language=putonghua(), level=5)
    return agent


def at_home(**fields: Any) -> Agent:
    """An agent whose own kit is proven, so that she may stand by too."""
    agent = an_agent(**fields)
    Kit.objects.create(agent=agent, passed=True)
    return agent


def a_crowd(size: int, **fields: Any) -> list[Agent]:
    """Many agents at once, as ``an_agent`` makes one, for races and query budgets."""
    skill, numbers = a_skill(), [next(_number) for _ in range(size)]
    users = User.objects.bulk_create(User(email=f"person{number}@example.org", password="!") for number in numbers)
    values = {"kind": "shared", "state": "reserve", "formalities_done_at": now() - timedelta(days=30), **fields}
    agents = Agent.objects.bulk_create(
        Agent(user=user, number=f"{number:06d}", **values) for user, number in zip(users, numbers, strict=True)
    )
    until = now() + timedelta(days=365)
    Load.objects.bulk_create(Load(agent=agent) for agent in agents)
    Consent.objects.bulk_create(Consent(user=user, purpose=ConsentPurpose.PROCESSING, version="1") for user in users)
    AgentSkill.objects.bulk_create(AgentSkill(agent=agent, skill=skill, certified_until=until) for agent in agents)
    AgentChannel.objects.bulk_create(AgentChannel(agent=agent, channel="call", level=3) for agent in agents)
    return agents


def offers(shift: Shift, agents: list[Agent]) -> list[Offer]:
    """One open offer of ``shift`` for each."""
    return Offer.objects.bulk_create(
        Offer(shift=shift, agent=agent, deadline=shift.ends_at, pay_minor=shift.pay_minor) for agent in agents
    )


def an_order(client: Client | None = None, **fields: Any) -> Order:
    client = client or a_client()
    values = {
        "number": f"O-{next(_number):05d}",
        "title": "Evening peak",
        "scenario": "peak",
        "skill": a_skill(),
        "language": putonghua(),
        "state": "staffing",
        "submitted_at": now(),
        "created_by": User.objects.filter(memberships__client=client).first() or a_member(client),
        **fields,
    }
    return Order.objects.create(client=client, **values)


def a_shift(
    *, seats: int = 1, starts_at: datetime | None = None, hours: float = 4, order: Order | None = None, **fields: Any
) -> Shift:
    """An open shift with its seats."""
    starts = starts_at or moment()
    values = {"pay_minor": 4500, "price_minor": 7000, "state": "open", **fields}
    shift = Shift.objects.create(
        order=order or an_order(),
        starts_at=starts,
        ends_at=starts + timedelta(hours=hours),
        seats_asked=seats,
        **values,
    )
    Seat.objects.bulk_create(Seat(shift=shift, number=number) for number in range(1, seats + 1))
    return shift


def an_offer(shift: Shift, agent: Agent, **fields: Any) -> Offer:
    values = {"deadline": shift.starts_at, "pay_minor": shift.pay_minor, **fields}
    return Offer.objects.create(shift=shift, agent=agent, **values)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
