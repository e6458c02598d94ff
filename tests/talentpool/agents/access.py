"""Who may open the doors of the pool."""

from datetime import timedelta

from talentpool.agents import actions
from talentpool.kernel.clock import now
from tests.world import PRINCIPALS, World

AGENTS = {"agent", "other_agent"}
PERSONS = set(PRINCIPALS) - {"anonymous", "key", "stranger_key"}
RECRUITERS = {"recruiter", "administrator"}

ACCESS: dict[str, dict[str, set[str]]] = {
    "kit_probe": {"GET": PERSONS, "POST": PERSONS},
    "agent:availability": {"GET": AGENTS, "POST": AGENTS},
    "agent:exception_add": {"POST": AGENTS},
    "agent:exception_remove": {"POST": {"agent"}},
    "agent:pause": {"POST": AGENTS},
    "agent:wishes": {"GET": AGENTS, "POST": AGENTS},
    "agent:kit": {"GET": AGENTS, "POST": AGENTS},
    "agent:profile": {"GET": AGENTS, "POST": AGENTS},
    "staff:agent_show": {"GET": RECRUITERS | {"trainer", "dispatcher", "analyst"}},
    "staff:agent_decide": {"POST": RECRUITERS},
}


def args(world: World) -> dict[str, dict[str, object]]:
    day = now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    exception = actions.add_exception(
        agent=world.agent, during=(day, day + timedelta(hours=2)), available=False, by=world.users["agent"]
    )
    return {
        "agent:exception_remove": {"number": exception.pk},
        "staff:agent_show": {"ref": world.other_agent.ref},
        "staff:agent_decide": {"ref": world.other_agent.ref, "step": "rest"},
    }
