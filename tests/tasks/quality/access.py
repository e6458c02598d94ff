"""Who may open which door of quality."""

from datetime import timedelta
from typing import Any

from talentpool.agents.models import Alias
from talentpool.kernel.clock import now
from tasks.quality import actions
from tasks.quality.models import Alert
from tests.factories import work
from tests.world import CANARY, World

AGENTS = {"agent", "other_agent"}
MEMBERS = {"owner", "planner", "client_finance", "viewer"}
ANALYSTS = {"analyst", "administrator"}
KEYS = {"key", "stranger_key"}
ACCESS: dict[str, dict[str, set[str]]] = {
    "api:conversation_list": {"GET": KEYS, "POST": KEYS},
    "agent:quality": {"GET": AGENTS},
    "agent:inspection_detail": {"GET": {"agent"}},
    "agent:appeal_open": {"POST": {"agent"}},
    "client:quality": {"GET": MEMBERS | {"stranger"}},
    "client:conversation_detail": {"GET": MEMBERS},
    "staff:quality": {"GET": ANALYSTS},
    "staff:alert_list": {"GET": ANALYSTS},
    "staff:alert_detail": {"GET": ANALYSTS},
    "staff:alert_take": {"POST": ANALYSTS},
    "staff:alert_close": {"POST": ANALYSTS},
    "staff:conversation_detail": {"GET": ANALYSTS},
    "staff:red_line_confirm": {"POST": ANALYSTS},
    "staff:hit_dismiss": {"POST": ANALYSTS},
    "staff:conversation_by_ref": {"GET": ANALYSTS},
    "staff:rule_set_list": {"GET": ANALYSTS},
    "staff:rule_set_new": {"POST": ANALYSTS},
    "staff:rule_set": {"GET": ANALYSTS},
    "staff:rule_set_publish": {"POST": ANALYSTS},
    "staff:rule_set_discard": {"POST": ANALYSTS},
    "staff:rule_set_copy": {"POST": ANALYSTS},
    "staff:frame_edit": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:piece_add": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:piece_edit": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:piece_move": {"POST": ANALYSTS},
    "staff:try_out_ask": {"POST": ANALYSTS},
    "staff:try_out": {"GET": ANALYSTS},
    "staff:try_out_judge": {"POST": ANALYSTS},
    "staff:scorecard_list": {"GET": ANALYSTS},
    "staff:scorecard": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:appeal_list": {"GET": ANALYSTS},
    "staff:appeal_detail": {"GET": ANALYSTS, "POST": ANALYSTS},
}


def args(world: World) -> dict[str, dict[str, Any]]:
    """One inspected conversation of the world's agent, with an alert and an objection."""
    done = work.worked(client=world.client, person=world.agent)
    at = (done.shift.starts_at + timedelta(hours=1)).isoformat()
    turns = [{"role": "customer", "text": CANARY, "at": at}, {"role": "agent", "text": "你是白痴吗", "at": at}]
    alias = Alias.objects.get(agent=world.agent, client=world.client).name
    sent = {"id": f"{CANARY}-1", "turns": turns, "agent": alias, "started_at": now().isoformat()}
    inspection = actions.receive_conversation(client=world.client, sent={**sent, "started_at": at}, by=None).inspection
    appeal = actions.open_appeal(inspection=inspection, agent=world.agent, reason=CANARY, by=world.users["agent"])
    draft = actions.begin_rule_set(client=world.client, channel="", base="starter", by=world.users["analyst"])
    run = actions.ask_try_out(rule_set=draft, by=world.users["analyst"])
    in_draft = {"ref": draft.ref}
    piece = {**in_draft, "part": "topics", "code": "delivery"}
    here, alert = {"ref": inspection.ref}, {"ref": Alert.objects.get(client=world.client).ref}
    of_conversation = (
        "agent:inspection_detail", "agent:appeal_open", "client:conversation_detail", "staff:conversation_detail",
        "staff:red_line_confirm", "staff:hit_dismiss", "staff:scorecard",
    )  # fmt: skip
    of_alert = ("staff:alert_detail", "staff:alert_take", "staff:alert_close")
    return {
        **dict.fromkeys(of_conversation, here),
        **dict.fromkeys(of_alert, alert),
        "staff:appeal_detail": {"ref": appeal.ref},
        "staff:conversation_by_ref": {"ref": inspection.conversation.ref},
        **dict.fromkeys(
            (
                "staff:rule_set",
                "staff:rule_set_publish",
                "staff:rule_set_discard",
                "staff:rule_set_copy",
                "staff:frame_edit",
                "staff:try_out_ask",
            ),
            in_draft,
        ),
        "staff:piece_add": {**in_draft, "part": "topics"},
        "staff:piece_edit": piece,
        "staff:piece_move": piece,
        "staff:try_out": {"ref": run.ref},
        "staff:try_out_judge": {"ref": run.ref, "place": 0},
    }
