"""Who may open which door of orders."""

from tests.factories import orders as make
from tests.world import CANARY, STRANGER_CANARY, World

MEMBERS = {"owner", "planner", "client_finance", "viewer"}
WRITERS = {"owner", "planner"}
KEYS = {"key", "stranger_key"}
STEPS = ("order_need", "order_volumes", "order_curve", "order_quote")

ACCESS: dict[str, dict[str, set[str]]] = {
    "client:order_list": {"GET": MEMBERS | {"stranger"}},
    "client:order_new": {"GET": WRITERS | {"stranger"}, "POST": WRITERS | {"stranger"}},
    "client:order_detail": {"GET": MEMBERS},
    "client:order_curve_csv": {"GET": MEMBERS},
    **{f"client:{step}": {"GET": WRITERS, "POST": WRITERS} for step in STEPS},
    "client:order_upload": {"POST": WRITERS},
    "client:order_alternative": {"POST": WRITERS},
    "client:order_ask": {"POST": WRITERS},
    "client:order_submit": {"POST": {"owner"}},
    "client:order_cancel": {"GET": WRITERS, "POST": WRITERS},
    "api:order_list": {"GET": KEYS, "POST": KEYS},
    "api:order_detail": {"GET": {"key"}},
    "api:order_quote": {"POST": {"key"}},
    "api:order_submit": {"POST": {"key"}},
}


def args(world: World) -> dict[str, dict[str, object]]:
    """A draft with its curve, and a stranger's."""
    make.drafted(world.other_client, world.users["stranger"], title=STRANGER_CANARY)
    order = make.drafted(world.client, world.users["planner"], title=CANARY)
    objects = [name for name in ACCESS if name.split(":")[1] not in ("order_list", "order_new")]
    return {name: {"ref": order.ref} for name in objects}
