"""Who may open which door of the faces."""

from tests.world import PRINCIPALS, World

EVERYBODY = set(PRINCIPALS)
AGENTS = {"agent", "other_agent"}
MEMBERS = {"owner", "planner", "client_finance", "viewer", "stranger"}

ACCESS: dict[str, dict[str, set[str]]] = {
    "front": {"GET": EVERYBODY},
    "set_language": {"POST": EVERYBODY},
    "style": {"GET": set()},  # only in demo data
    "manifest": {"GET": EVERYBODY},
    "worker": {"GET": EVERYBODY},
    "api_reference": {"GET": EVERYBODY},
    "api:schema": {"GET": EVERYBODY},
    "agent:home": {"GET": AGENTS},
    "client:home": {"GET": MEMBERS},
}


def args(world: World) -> dict[str, dict[str, object]]:
    return {}
