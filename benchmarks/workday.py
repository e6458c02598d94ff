"""A working day to measure: an order, its shifts, a thousand people who hold their seats, and who watches them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import Group

from accounts import actions as accounts
from accounts.models import Client, Membership, User
from talentpool.agents.models import Agent, AgentChannel, AgentLanguage, AgentSkill, Kit, Language, Load, Skill
from talentpool.kernel.clock import now
from tasks.dispatch.actions import accept_offer
from tasks.dispatch.models import Assignment, FillPlan, Offer, Seat
from tasks.orders.models import Order, Shift, Workplace

SHIFTS = 20


@dataclass
class Workday:
    """One client's order with ``SHIFTS`` shifts at the same hours; everybody has a seat. All users are demo users."""

    client: Client
    owner: User
    dispatcher: User
    order: Order
    agents: list[Agent]
    assignments: list[Assignment]

    @classmethod
    def open(cls, size: int, *, starts_at: datetime, hours: float = 4) -> "Workday":
        """``size`` agents with a seat each, taken through the project's own claim."""
        client = Client.objects.create(slug="bench", name={"en": "Bench", "zh-hans": "基准"})
        owner = User.objects.create(email="owner@bench.example", password="!", is_demo=True)  # noqa: S106
        Membership.objects.create(user=owner, client=client, role="owner")
        dispatcher = User.objects.create(email="desk@bench.example", password="!", is_demo=True, is_staff=True)  # noqa: S106
        dispatcher.groups.add(Group.objects.get_or_create(name="dispatcher")[0])
        for one in (owner, dispatcher):
            accounts.enrol_second_factor(user=one)
        agents = _people(size)
        order = _order(client, owner)
        shifts = make_shifts(order, starts_at=starts_at, hours=hours, seats=-(-size // SHIFTS))
        for offer in make_offers(shifts, agents):
            accept_offer(offer=offer, by=offer.agent.user)
        held = Assignment.objects.filter(shift__in=shifts, state="held").select_related("agent__user", "shift__order")
        assert held.count() == size
        return cls(client, owner, dispatcher, order, agents, list(held))


def _people(size: int) -> list[Agent]:
    at = now()
    users = User.objects.bulk_create(
        User(email=f"w{n}@bench.example", password="!", is_demo=True)  # noqa: S106
        for n in range(size)
    )
    agents = Agent.objects.bulk_create(
        Agent(
            user=user,
            number=f"{n:06d}",
            kind="shared",
            state="reserve",
            formalities_done_at=at - timedelta(days=30),
            is_backbone=n % 16 == 0,
            is_demo=True,
        )
        for n, user in enumerate(users, start=1)
    )
    skill = Skill.objects.create(code="bench", name={"en": "Bench", "zh-hans": "基准"})
    language, _new = Language.objects.get_or_create(code="cmn", defaults={"name": {"en": "Putonghua"}})
    Load.objects.bulk_create([Load(agent=one) for one in agents])
    until = at + timedelta(days=365)
    AgentSkill.objects.bulk_create([AgentSkill(agent=one, skill=skill, certified_until=until) for one in agents])
    AgentChannel.objects.bulk_create([AgentChannel(agent=one, channel="call", level=3) for one in agents])
    AgentLanguage.objects.bulk_create([AgentLanguage(agent=one, language=language, level=5) for one in agents])
    Kit.objects.bulk_create([Kit(agent=one, passed=True, checked_at=at - timedelta(days=1)) for one in agents])
    return agents


def _order(client: Client, owner: User) -> Order:
    order = Order.objects.create(
        client=client,
        number="W-1",
        title="Evening peak",
        scenario="peak",
        skill=Skill.objects.get(code="bench"),
        language=Language.objects.get(code="cmn"),
        state="staffing",
        created_by=owner,
        submitted_at=now(),
        workplace=Workplace.objects.create(client=client, name="Console", security_profile=["no_downloads"]),
    )
    FillPlan.objects.create(order=order, state="confirmed", seed=1, probability=0.97, confirmed_by=owner)
    return order


def make_shifts(order: Order, *, starts_at: datetime, hours: float, seats: int) -> list[Shift]:
    """``SHIFTS`` open shifts with their seats."""
    shifts = Shift.objects.bulk_create(
        Shift(
            order=order,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=hours),
            seats_asked=seats,
            pay_minor=4500,
            price_minor=7000,
            state="open",
        )
        for _n in range(SHIFTS)
    )
    Seat.objects.bulk_create(Seat(shift=one, number=n) for one in shifts for n in range(1, seats + 1))
    return shifts


def make_offers(shifts: Sequence[Shift], agents: Sequence[Agent]) -> list[Offer]:
    """One open offer for each, the shifts in turn."""
    return Offer.objects.bulk_create(
        Offer(
            shift=shifts[n % len(shifts)],
            agent=agent,
            deadline=shifts[0].starts_at,
            pay_minor=4500,
            probability=0.5,
            why=[{"en": "you set yourself free at that time", "zh-hans": "您把这段时间设为有空"}],
        )
        for n, agent in enumerate(agents)
    )
