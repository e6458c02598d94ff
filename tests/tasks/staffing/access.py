"""Who may open which door of staffing."""

from django.core.files.base import ContentFile

from tasks.staffing.actions import upload_volumes
from tests.factories import orders as make
from tests.world import CANARY, STRANGER_CANARY, World

MEMBERS = {"owner", "planner", "client_finance", "viewer"}
WRITERS = {"owner", "planner"}
KEYS = {"key", "stranger_key"}

ACCESS: dict[str, dict[str, set[str]]] = {
    "client:volume_list": {"GET": MEMBERS | {"stranger"}},
    "client:volume_add": {"GET": WRITERS | {"stranger"}, "POST": WRITERS | {"stranger"}},
    "client:volume_detail": {"GET": MEMBERS},
    "client:volume_progress": {"GET": MEMBERS},
    "client:volume_errors_csv": {"GET": MEMBERS},
    "client:volume_csv": {"GET": MEMBERS},
    "client:volume_undo": {"POST": WRITERS},
    "client:what_if": {"GET": MEMBERS | {"stranger"}},
    "client:forecast_list": {"GET": MEMBERS | {"stranger"}},
    "client:forecast_new": {"GET": WRITERS, "POST": WRITERS},
    "client:forecast_detail": {"GET": MEMBERS},
    "client:forecast_method": {"POST": WRITERS},
    "client:forecast_csv": {"GET": MEMBERS},
    "api:volume_list": {"GET": KEYS, "POST": KEYS},
    "api:volume_upload": {"POST": KEYS},
    "api:volume_detail": {"GET": {"key"}},
    "api:forecast_list": {"GET": KEYS, "POST": KEYS},
    "api:forecast_detail": {"GET": {"key"}},
}


def args(world: World) -> dict[str, dict[str, object]]:
    """One set of volumes that was read and one that waits, and a stranger's."""
    make.volumes(world.other_client, name=STRANGER_CANARY)
    read = {"ref": make.volumes(world.client, name=CANARY).ref}
    waiting = upload_volumes(
        client=world.client, name=CANARY, file=ContentFile(b"interval_start,offered,aht_s\n", "x.csv"), by=None
    )
    make.forecast(make.volumes(world.other_client, name=STRANGER_CANARY))
    made = {"ref": make.forecast(make.volumes(world.client, name=CANARY)).ref}
    names = ("volume_errors_csv", "volume_csv", "volume_undo", "volume_detail", "forecast_new")
    found: dict[str, dict[str, object]] = {f"client:{name}": dict(read) for name in names}
    found |= {f"client:forecast_{name}": dict(made) for name in ("detail", "method", "csv")}
    found["api:forecast_detail"] = dict(made)
    return {**found, "api:volume_detail": dict(read), "client:volume_progress": {"ref": waiting.ref}}
