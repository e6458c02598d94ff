"""Agents for tests."""

from itertools import count
from typing import Any

from talentpool.agents.models import Agent, Load
from talentpool.agents.states import AgentState, Kind
from tests.factories import accounts

_serial = count(9000)


def agent(**fields: Any) -> Agent:
    fields.setdefault("user", None)
    person = fields.pop("user") or accounts.user()
    fields.setdefault("number", str(next(_serial)))
    fields.setdefault("kind", Kind.SHARED)
    fields.setdefault("state", AgentState.RESERVE)
    made = Agent.objects.create(user=person, **fields)
    Load.objects.create(agent=made)
    return made
