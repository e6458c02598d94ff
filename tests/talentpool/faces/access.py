"""Who may open which door of the faces."""

from tests.factories import dispatch as make
from tests.world import PRINCIPALS, World

EVERYBODY = set(PRINCIPALS)
AGENTS = {"agent", "other_agent"}
MEMBERS = {"owner", "planner", "client_finance", "viewer", "stranger"}
NUMBERS = {"dispatcher", "recruiter", "analyst", "administrator"}

ACCESS: dict[str, dict[str, set[str]]] = {
    "front": {"GET": EVERYBODY},
    "set_language": {"POST": EVERYBODY},
    "style": {"GET": set()},  # only in demo data
    "manifest": {"GET": EVERYBODY},
    "offline": {"GET": EVERYBODY},
    "worker": {"GET": EVERYBODY},
    "api_reference": {"GET": EVERYBODY},
    "api:schema": {"GET": EVERYBODY},
    "agent:home": {"GET": AGENTS},
    "client:home": {"GET": MEMBERS},
    "staff:promise_list": {"GET": NUMBERS},
    "staff:promise_csv": {"GET": NUMBERS},
    "staff:order_rate": {"GET": NUMBERS},
    "staff:order_levers": {"GET": NUMBERS},
}


def args(world: World) -> dict[str, dict[str, object]]:
    """An order with a shift."""
    ref = {"ref": make.a_shift().order.ref}
    return {"staff:order_rate": ref, "staff:order_levers": ref}
