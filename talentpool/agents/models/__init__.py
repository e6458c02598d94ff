"""Who is in the pool, what they can do, when they can work."""

from talentpool.agents.models.agent import Agent, AgentChannel, AgentLanguage, AgentSkill, Kit
from talentpool.agents.models.calendar import Availability, AvailabilityException, Commitment, Load
from talentpool.agents.models.hub import HubBooking
from talentpool.agents.models.limit import WorkLimit
from talentpool.agents.models.reference import Hub, Language, PayRule, Region, Skill
from talentpool.agents.models.relations import Alias, ClientPreference
from talentpool.agents.models.standard import PoolStandard

__all__ = [
    "Agent",
    "AgentChannel",
    "AgentLanguage",
    "AgentSkill",
    "Alias",
    "Availability",
    "AvailabilityException",
    "ClientPreference",
    "Commitment",
    "Hub",
    "HubBooking",
    "Kit",
    "Language",
    "Load",
    "PayRule",
    "PoolStandard",
    "Region",
    "Skill",
    "WorkLimit",
]
