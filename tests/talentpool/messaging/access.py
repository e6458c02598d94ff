"""Who may open the doors of messaging."""

from talentpool.messaging import actions, topics
from talentpool.messaging.models import Message
from tests.world import MEMBERS, PRINCIPALS, STAFF, World

PERSONS = set(PRINCIPALS) - {"anonymous", "key", "stranger_key"}
ALL_MEMBERS = {*MEMBERS, "stranger"}
ORDERERS = {"owner", "planner"}

ACCESS: dict[str, dict[str, set[str]]] = {
    "push_subscribe": {"POST": PERSONS},
    "agent:message_list": {"GET": PERSONS},
    "agent:message_read_all": {"POST": PERSONS},
    "agent:message_preference": {"POST": PERSONS},
    "agent:message_open": {"GET": {"agent"}},
    "client:message_list": {"GET": ALL_MEMBERS},
    "client:message_read_all": {"POST": ALL_MEMBERS},
    "client:message_preference": {"POST": ALL_MEMBERS},
    "client:message_open": {"GET": {"planner"}},
    "client:webhook_list": {"GET": ORDERERS | {"stranger"}, "POST": ORDERERS | {"stranger"}},
    "client:webhook_switch": {"POST": ORDERERS},
    "client:webhook_detail": {"GET": ORDERERS},
    **{f"client:webhook_{name}": {"POST": ORDERERS} for name in ("test", "rotate", "replay")},
    "staff:message_list": {"GET": set(STAFF)},
    "staff:message_read_all": {"POST": set(STAFF)},
    "staff:message_preference": {"POST": set(STAFF)},
    "staff:message_open": {"GET": {"trainer"}},
}


def _told(world: World, name: str) -> Message:
    return actions.tell(user=world.users[name], topic="access.test", link="/")


def args(world: World) -> dict[str, dict[str, object]]:
    topics.say("access.test", title="A test", body="")
    endpoint = actions.add_webhook(
        client=world.client, url="https://hooks.example.com/in", topics=["order.done"], by=world.users["owner"]
    )
    return {
        "agent:message_open": {"ref": _told(world, "agent").ref},
        "client:message_open": {"ref": _told(world, "planner").ref},
        "staff:message_open": {"ref": _told(world, "trainer").ref},
        **{
            f"client:webhook_{name}": {"ref": endpoint.ref} for name in ("switch", "detail", "test", "rotate", "replay")
        },
    }
