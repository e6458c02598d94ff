"""What the pool holds about a person, what it erases, what stands in the way."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.personal import Deletes, Keeps, Rule
from talentpool.agents.models import Agent, Availability, AvailabilityException, Commitment, Kit
from talentpool.agents.states import AgentState
from talentpool.kernel.clock import now

RULES: dict[str, Rule] = {
    "Agent.user": Keeps("the number under which everything else stays"),
    "AgentSkill.agent": Keeps("what a shift needed and she could; no name"),
    "AgentChannel.agent": Deletes(),
    "AgentLanguage.agent": Deletes(),
    "Kit.agent": Deletes(),
    "Availability.agent": Deletes(),
    "AvailabilityException.agent": Deletes(),
    "Load.agent": Keeps("the lock of her calendar; holds sums"),
    "Commitment.agent": Keeps("past hours, which attendance and pay refer to"),
    "HubBooking.agent": Keeps("which seat of a hub was taken when"),
    "Alias.agent": Keeps("a client's own history names the alias, never her"),
    "ClientPreference.agent": Deletes(),
}


def export(user: User) -> dict[str, Any] | None:
    """Her agent's row and everything around it."""
    agent = Agent.objects.filter(user=user).first()
    if agent is None:
        return None
    return {
        "number": agent.number,
        "kind": agent.kind,
        "state": agent.state,
        "level": agent.level,
        "floor_minor": agent.floor_minor,
        "weekly_cap_minutes": agent.weekly_cap_minutes,
        "joined_at": agent.joined_at.isoformat(),
        "skills": list(agent.skills.values("skill__code", "level", "certified_until")),
        "channels": list(agent.channels.values("channel", "level", "willing")),
        "languages": list(agent.languages.values("language", "level")),
        "availability": list(agent.availability.values("weekday", "start_minute", "end_minute")),
        "commitments": [
            {"from": row.during.lower.isoformat(), "to": row.during.upper.isoformat(), "kind": row.kind}
            for row in agent.commitments.order_by("during")
        ],
        "kit_checks": list(agent.kit_checks.values("passed", "measures", "checked_at")),
    }


def obstacle(user: User) -> str:
    """Work ahead of her, as a sentence."""
    if Commitment.objects.filter(agent__user=user, during__endswith__gt=now()).exists():
        return _("you have work in your schedule")
    return ""


def erase(user: User) -> None:
    """Times and measures go; the row itself stays under its number, out of the pool."""
    agent = Agent.objects.filter(user=user).first()
    if agent is None:
        return
    for model in (Availability, AvailabilityException, Kit):
        model._default_manager.filter(agent=agent).delete()
    agent.state = AgentState.RELEASED
    agent.save(update_fields=["state"])
