"""Every write of the pool."""

from talentpool.agents.actions.calendar import commit_time, free_time
from talentpool.agents.actions.life import admit_agent, bring_back, enter_reserve, name_backbone, release, rest
from talentpool.agents.actions.many import NewAgent, admit_agents
from talentpool.agents.actions.preferring import prefer
from talentpool.agents.actions.times import (
    add_exception,
    pause,
    remove_exception,
    set_availability,
    set_wishes,
    set_zone,
)
from talentpool.agents.actions.tools import record_kit

__all__ = [
    "NewAgent",
    "add_exception",
    "admit_agent",
    "admit_agents",
    "bring_back",
    "commit_time",
    "enter_reserve",
    "free_time",
    "name_backbone",
    "pause",
    "prefer",
    "record_kit",
    "release",
    "remove_exception",
    "rest",
    "set_availability",
    "set_wishes",
    "set_zone",
]
