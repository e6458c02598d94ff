"""Who may open which door of orders."""

from talentpool.activation.models import Drill
from talentpool.agents.models import Alias
from tasks.orders import actions
from tests.factories import activation as agents
from tests.factories import orders as make
from tests.world import CANARY, PRINCIPALS, STRANGER_CANARY, World

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
    "client:quote_progress": {"GET": WRITERS},
    "client:order_upload": {"POST": WRITERS},
    "client:order_alternative": {"POST": WRITERS},
    "client:order_ask": {"POST": WRITERS},
    "client:order_submit": {"POST": {"owner"}},
    "client:order_cancel": {"GET": WRITERS, "POST": WRITERS},
    "client:drill_list": {"GET": MEMBERS | {"stranger"}},
    "client:drill_ask": {"GET": WRITERS | {"stranger"}, "POST": WRITERS | {"stranger"}},
    "client:drill_detail": {"GET": MEMBERS},
    "api:order_list": {"GET": KEYS, "POST": KEYS},
    "api:order_detail": {"GET": {"key"}},
    "api:order_quote": {"POST": {"key"}},
    "api:order_submit": {"POST": {"key"}},
    **{f"api:order_{name}": {"POST": {"key"}} for name in ("alternatives", "cancel")},
    "api:order_curve": {"GET": {"key"}},
    "api:reference": {"GET": KEYS},
    "api:contact_type_list": {"GET": KEYS},
    "client:people_list": {"GET": MEMBERS | {"stranger"}},
    "client:person_prefer": {"POST": WRITERS},
    "client:contact_type_list": {"GET": MEMBERS | {"stranger"}},
    "client:contact_type_add": {"POST": WRITERS | {"stranger"}},
    "client:contact_type_edit": {"GET": WRITERS, "POST": WRITERS},
    "client:launch_detail": {"GET": MEMBERS},
    "client:launch_task": {"POST": WRITERS},
    "client:risk_add": {"POST": WRITERS},
    "client:risk_close": {"POST": WRITERS},
    "client:contingency_list": {"GET": MEMBERS | {"stranger"}},
    "client:contingency_new": {"GET": WRITERS | {"stranger"}, "POST": WRITERS | {"stranger"}},
    "client:contingency_detail": {"GET": MEMBERS},
    "client:contingency_edit": {"GET": WRITERS, "POST": WRITERS},
    "client:contingency_set_off": {"POST": WRITERS},
    "client:run_end": {"POST": WRITERS},
    "call_answer": {"GET": set(PRINCIPALS), "POST": set(PRINCIPALS)},
}
WITHOUT_OBJECT = {
    "order_list", "order_new", "reference", "contact_type_list", "contact_type_add", "contingency_list", "contingency_new",
    "drill_list", "drill_ask", "people_list",
}  # fmt: skip


def args(world: World) -> dict[str, dict[str, object]]:
    """A draft with its curve, and a stranger's."""
    make.drafted(world.other_client, world.users["stranger"], title=STRANGER_CANARY)
    order = make.drafted(world.client, world.users["planner"], title=CANARY)
    launched = make.launched(world.client, world.users["planner"], title=CANARY)
    make.launched(world.other_client, world.users["stranger"], title=STRANGER_CANARY)
    make.contingency(world.other_client, world.users["stranger"], title=STRANGER_CANARY)
    plan = make.contingency(world.client, world.users["planner"], title=CANARY)
    run = plan.runs.get()
    kind = make.contact_type(world.client, world.users["planner"], name=CANARY)
    make.contact_type(world.other_client, world.users["stranger"], name=STRANGER_CANARY)
    risk = actions.raise_risk(programme=launched.launch, text=CANARY, level="low", answer="", by=world.users["planner"])
    special: dict[str, dict[str, object]] = {
        "client:person_prefer": {"ref": Alias.objects.get(client=world.client, agent=world.agent).ref},
        "call_answer": {"token": run.steps.get().token},
        "client:launch_detail": {"ref": launched.ref},
        "client:risk_add": {"ref": launched.ref},
        "client:risk_close": {"ref": risk.ref},
        "client:launch_task": {"ref": launched.launch.tasks.filter(side="client")[0].ref},
        "client:contact_type_edit": {"ref": kind.ref},
        "client:run_end": {"ref": run.ref},
        **{f"client:contingency_{name}": {"ref": plan.ref} for name in ("detail", "edit", "set_off")},
    }
    drill = Drill.objects.create(
        skill=world.skill, channel="email", language=agents.language("cmn"), kind="shared", client=world.client,
        state="requested", sample_size=1, population=1, seed=1,
    )  # fmt: skip
    special["client:drill_detail"] = {"ref": drill.ref}
    names = [name for name in ACCESS if name.rpartition(":")[2] not in WITHOUT_OBJECT and name not in special]
    return {**{name: {"ref": order.ref} for name in names}, **special}
