"""Orders, shifts and assignments for tests of the rooms that come after the claim."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import Client
from talentpool.agents.models import Agent, Alias, Load
from talentpool.agents.states import AgentState, Kind
from talentpool.kernel.clock import now
from tasks.attendance.models import Attendance
from tasks.attendance.states import AttendanceState
from tasks.dispatch.models import Assignment, Seat
from tasks.orders.models import Order, Shift
from tasks.orders.states import OrderState, Scenario, ShiftState
from tests.factories import accounts

_serial = count(1)


def agent(**fields: Any) -> Agent:
    fields.setdefault("user", None)
    person = fields.pop("user") or accounts.user()
    fields = {"number": f"{next(_serial):04d}", "kind": Kind.SHARED, "state": AgentState.RESERVE, **fields}
    found = Agent.objects.create(user=person, **fields)
    Load.objects.get_or_create(agent=found)
    return found


def alias(agent: Agent, client: Client, name: str = "") -> Alias:
    return Alias.objects.create(agent=agent, client=client, name=name or f"A{agent.number}")


def order(client: Client, **fields: Any) -> Order:
    number = next(_serial)
    fields = {
        "number": f"T{number:05d}",
        "title": "Evening peak",
        "scenario": Scenario.PEAK,
        "state": OrderState.RUNNING,
        "created_by": accounts.user(),
        "submitted_at": now(),
        **fields,
    }
    return Order.objects.create(client=client, **fields)


def shift(of: Order, *, starts_at: datetime | None = None, minutes: int = 240, **fields: Any) -> Shift:
    start = starts_at or now() - timedelta(minutes=minutes)
    fields = {"seats_asked": 10, "state": ShiftState.STARTED, "pay_minor": 4500, "price_minor": 7200, **fields}
    return Shift.objects.create(order=of, starts_at=start, ends_at=start + timedelta(minutes=minutes), **fields)


def assignment(agent: Agent, on: Shift, **fields: Any) -> Assignment:
    seat = Seat.objects.create(shift=on, number=on.seats.count() + 1, holder=agent)
    fields = {"pay_minor": on.pay_minor, "accepted_at": on.starts_at - timedelta(days=1), **fields}
    return Assignment.objects.create(seat=seat, shift=on, agent=agent, **fields)


def attended(of: Assignment, *, minutes: int | None = None, **fields: Any) -> Attendance:
    """Checked in on time and out after ``minutes`` (the whole shift by default), hours approved."""
    whole = int((of.shift.ends_at - of.shift.starts_at).total_seconds() // 60)
    worked = whole if minutes is None else minutes
    fields = {
        "state": AttendanceState.CHECKED_OUT,
        "checked_in_at": of.shift.starts_at,
        "checked_out_at": of.shift.starts_at + timedelta(minutes=worked),
        "approved_minutes": worked,
        **fields,
    }
    return Attendance.objects.create(assignment=of, **fields)


def worked(*, client: Client | None = None, person: Agent | None = None, **fields: Any) -> Assignment:
    """One agent's finished shift at a client, with alias and attendance."""
    company = client or accounts.client_company()
    who = person or agent()
    if not who.aliases.filter(client=company).exists():
        alias(who, company)
    done = assignment(who, shift(order(company), **fields))
    attended(done)
    return done
