"""Who may open which door of quality."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from talentpool.agents.models import Alias
from talentpool.kernel.clock import now
from tasks.quality import actions
from tasks.quality.models import Alert, AssistantProposal, CalibrationRound, Inspection
from tests.factories import work
from tests.world import CANARY, World

AGENTS = {"agent", "other_agent"}
MEMBERS = {"owner", "planner", "client_finance", "viewer"}
ANALYSTS = {"analyst", "administrator"}
READERS = ANALYSTS | {"trainer"}
SENDERS = {"owner", "planner"}
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
    "staff:conversation_detail": {"GET": READERS},
    "staff:red_line_confirm": {"POST": ANALYSTS},
    "staff:hit_dismiss": {"POST": ANALYSTS},
    "staff:conversation_by_ref": {"GET": READERS},
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
    "hook_receive": {"POST": set()},
    "agent:case_list": {"GET": AGENTS},
    "agent:case": {"GET": AGENTS},
    "agent:team_inspection": {"GET": set()},
    "client:batch_list": {"GET": SENDERS | {"stranger"}, "POST": SENDERS | {"stranger"}},
    "client:batch": {"GET": SENDERS},
    "client:batch_errors": {"GET": SENDERS},
    "client:batch_undo": {"POST": SENDERS},
    "client:inbound_add": {"GET": {"owner", "stranger"}, "POST": {"owner", "stranger"}},
    "client:inbound_close": {"POST": {"owner"}},
    "client:dashboard": {"GET": MEMBERS | {"stranger"}},
    "client:evidence": {"GET": MEMBERS | {"stranger"}},
    "client:cause_list": {"GET": MEMBERS | {"stranger"}},
    "client:cause_mend": {"POST": MEMBERS},
    "client:satisfaction": {"GET": MEMBERS | {"stranger"}},
    "client:period_list": {"GET": MEMBERS | {"stranger"}},
    "client:period_review": {"GET": MEMBERS},
    "client:period_pdf": {"GET": MEMBERS},
    "client:conversation_search": {"GET": MEMBERS | {"stranger"}},
    "client:people_ask": {"POST": MEMBERS},
    "staff:batch_list": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:batch": {"GET": ANALYSTS},
    "staff:batch_errors": {"GET": ANALYSTS},
    "staff:batch_undo": {"POST": ANALYSTS},
    "staff:dashboard": {"GET": READERS},
    "staff:evidence": {"GET": READERS},
    "staff:cause_list": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:satisfaction": {"GET": ANALYSTS},
    "staff:period_list": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:period_review": {"GET": ANALYSTS},
    "staff:period_pdf": {"GET": ANALYSTS},
    "staff:period_send": {"POST": ANALYSTS},
    "staff:agreement": {"GET": ANALYSTS},
    "staff:calibration_list": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:calibration": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:scorecard_hits": {"GET": ANALYSTS, "POST": ANALYSTS},
    "staff:assistant_ask": {"POST": ANALYSTS},
    "staff:assistant_settle": {"POST": ANALYSTS},
    "staff:case_list": {"GET": READERS},
    "staff:case": {"GET": READERS},
    "staff:case_publish": {"POST": READERS},
    "staff:case_retire": {"POST": READERS},
    "staff:case_make": {"GET": READERS, "POST": READERS},
    "staff:lesson_effects": {"GET": READERS},
    "staff:conversation_search": {"GET": READERS},
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
    more = _more(world, inspection)
    of_conversation = (
        "agent:inspection_detail", "agent:appeal_open", "client:conversation_detail", "staff:conversation_detail",
        "staff:red_line_confirm", "staff:hit_dismiss", "staff:scorecard", "staff:scorecard_hits", "staff:case_make",
        "staff:assistant_ask", "client:people_ask", "agent:team_inspection",
    )  # fmt: skip
    of_alert = ("staff:alert_detail", "staff:alert_take", "staff:alert_close")
    return {
        **dict.fromkeys(of_conversation, here),
        **dict.fromkeys(of_alert, alert),
        "staff:appeal_detail": {"ref": appeal.ref},
        **more,
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


def _more(world: World, inspection: Inspection) -> dict[str, dict[str, Any]]:
    """A file, an address, a case, a cause, a sent review, a calibration round, a proposal of the assistant."""
    analyst, owner = world.users["analyst"], world.users["owner"]
    file = SimpleUploadedFile("talks.jsonl", b"{}")
    batch = actions.upload_conversations(client=world.client, file=file, by=owner)
    hook = actions.add_hook(client=world.client, name="shop", by=owner)
    case = actions.make_case(
        inspection=inspection, kind="good", title="Case", lesson_learned="-", capability="service", rule="", product="",
        hidden=[CANARY], marked=[], client=None, lessons=[], by=analyst,
    )  # fmt: skip
    actions.publish_case(case=case, by=analyst)
    name = {"en": "Delivery", "zh-hans": "物流"}
    cause = actions.open_cause(
        client=world.client, topic="delivery", name=name, owner=owner, due_on=now().date(), note="", by=analyst
    )
    review = actions.make_review(client=world.client, kind="week", day=now().date(), words="", by=analyst)
    actions.send_review(review=review, by=analyst)
    found = CalibrationRound.objects.create(name="round", opened_by=analyst)
    proposal = AssistantProposal.objects.create(inspection=inspection, model="m", state="answered")
    of_batch = ("client:batch", "client:batch_errors", "client:batch_undo", "staff:batch", "staff:batch_errors")
    of_review = (
        "client:period_review",
        "client:period_pdf",
        "staff:period_review",
        "staff:period_pdf",
        "staff:period_send",
    )
    of_case, of_hook = (
        ("agent:case", "staff:case", "staff:case_publish", "staff:case_retire"),
        ("client:inbound_close",),
    )
    named = [
        ((*of_batch, "staff:batch_undo"), batch.ref),
        (of_review, review.ref),
        (of_case, case.ref),
        ((*of_hook, "hook_receive"), hook.ref),
    ]
    return {
        **{name: {"ref": ref} for names, ref in named for name in names},
        "client:cause_mend": {"ref": cause.ref},
        "staff:calibration": {"ref": found.ref},
        "staff:assistant_settle": {"ref": proposal.ref},
    }
