"""Who may open which door of orders."""

from talentpool.activation.models import Drill
from tests.factories import activation as agents
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
    "client:order_submit": {"POST": WRITERS},
    "client:order_cancel": {"GET": WRITERS, "POST": WRITERS},
    "client:drill_list": {"GET": MEMBERS | {"stranger"}},
    "client:drill_ask": {"GET": WRITERS | {"stranger"}, "POST": WRITERS | {"stranger"}},
    "client:drill_detail": {"GET": MEMBERS},
    "api:order_list": {"GET": KEYS, "POST": KEYS},
    "api:order_detail": {"GET": {"key"}},
    "api:order_quote": {"POST": {"key"}},
    "api:order_submit": {"POST": {"key"}},
}


def args(world: World) -> dict[str, dict[str, object]]:
    """A draft with its curve, and a stranger's."""
    make.drafted(world.other_client, world.users["stranger"], title=STRANGER_CANARY)
    order = make.drafted(world.client, world.users["planner"], title=CANARY)
    objects = [name for name in ACCESS if "order_" in name and name.split(":")[1] not in ("order_list", "order_new")]
    drill = Drill.objects.create(
        skill=world.skill, channel="email", language=agents.language("cmn"), kind="shared", client=world.client,
        state="requested", sample_size=1, population=1, seed=1,
    )  # fmt: skip
    return {"client:drill_detail": {"ref": drill.ref}} | {name: {"ref": order.ref} for name in objects}
