"""Conversations come in by file and by webhook, personal data masked, bad rows named; they are found by their words."""

import base64
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from standardwebhooks import Webhook

from accounts.principals import Principal
from talentpool.kernel.clock import now
from tasks.quality import actions
from tasks.quality.errors import BatchInUse
from tasks.quality.models import Conversation, ConversationBatch, InboundHook, Inspection, Satisfaction
from tasks.quality.rules.grams import asked_words, grams_of, holds
from tasks.quality.search import found_conversations
from tests.factories import accounts, work
from tests.factories.conversations import sent
from tests.world import World

pytestmark = pytest.mark.django_db

LINES = [
    {
        "id": "1",
        "turns": [{"role": "customer", "text": "我的电话13800138000，快递没到"}, {"role": "agent", "text": "您好"}],
    },
    {"id": "2", "turns": [{"role": "agent", "text": "您好，随你便"}]},
    {"id": "1", "turns": [{"role": "agent", "text": "别的内容"}]},
    {"id": "3", "turns": []},
]
CSV = (
    "会话,角色,内容,座席,店铺\n7,客户,发票怎么开,A1,旗舰店\n7,客服,您好，点这里,A1,旗舰店\n"
    "8,客服,您好,A2,\n9,老板,你好,A2,\n"
)


def read(world: World, name: str, content: bytes, **more: Any) -> ConversationBatch:
    file = SimpleUploadedFile(name, content)
    batch = actions.upload_conversations(client=world.client, file=file, by=world.users["owner"], **more)
    actions.read_batch(batch=batch)
    batch.refresh_from_db()
    return batch


def test_json_lines_are_read_and_each_bad_line_is_named(world: World) -> None:
    content = "\n".join(json.dumps(line) for line in LINES) + "\nnot json\n[]\n"
    batch = read(world, "talks.jsonl", content.encode())
    assert (batch.state, batch.rows_read, batch.stored, batch.rows_bad) == ("done", 6, 2, 4)
    assert {e["row"]: e["code"] for e in batch.row_errors} == {
        3: "conversation_differs", 4: "conversation_unreadable", 5: "not_json", 6: "not_an_object",
    }  # fmt: skip
    assert batch.masked == {"phone": 1}
    again = read(world, "again.jsonl", json.dumps(LINES[0]).encode())
    assert (again.stored, again.known) == (0, 1)


def test_a_table_holds_a_row_per_turn(world: World) -> None:
    batch = read(world, "talks.csv", CSV.encode("gb18030"))
    assert (batch.stored, batch.rows_bad) == (2, 1)
    talk = Conversation.objects.get(external_id="7")
    assert [t["role"] for t in talk.turns] == ["customer", "agent"]
    assert (talk.queue, talk.alias) == ("旗舰店", "A1")
    assert talk.inspections.get().topic == "invoice"


def test_a_workbook_is_read_like_a_table(world: World) -> None:
    book, out = Workbook(), io.BytesIO()
    for row in (line.split(",") for line in CSV.strip().split("\n")):
        book.active.append(row)
    book.save(out)
    assert read(world, "talks.xlsx", out.getvalue()).stored == 2


@pytest.mark.parametrize(
    ("content", "failure"),
    [(b"", "empty_file"), (b"a,b\n1,2\n", "columns_missing"), (b"PK\x03\x04rubbish", "no_table")],
)
def test_a_file_that_is_no_table_fails_with_a_reason(world: World, content: bytes, failure: str) -> None:
    batch = read(world, "x.csv", content)
    assert (batch.state, batch.failure) == ("failed", failure)
    page = world.browser("owner").get(f"/client/quality/files/{batch.ref}/")
    assert page.status_code == 200


def test_satisfaction_comes_by_the_conversations_own_id(world: World) -> None:
    read(world, "talks.jsonl", json.dumps(LINES[0]).encode())
    batch = read(world, "stars.csv", b"id,score\n1,5\n1,4\n99,3\n1,7\n1,x\n", holds="satisfaction")
    assert [e["code"] for e in batch.row_errors] == ["conversation_unknown", "out_of_range", "not_a_number"]
    assert Satisfaction.objects.get().share == 0.75


def test_a_file_is_sent_watched_and_taken_back_by_the_client(world: World) -> None:
    owner = world.browser("owner")
    upload = SimpleUploadedFile("talks.jsonl", json.dumps(LINES[1]).encode())
    made = owner.post("/client/quality/files/", {"file": upload, "holds": "conversations", "channel": "chat"})
    batch = ConversationBatch.objects.get()
    assert made["Location"] == f"/client/quality/files/{batch.ref}/"
    assert "hx-get" in owner.get(made["Location"]).content.decode()
    actions.read_batch(batch=batch)
    assert owner.get(made["Location"], headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert owner.get(f"{made['Location']}errors.csv").status_code == 200
    assert owner.post(f"{made['Location']}undo/").status_code == 302
    assert not Conversation.objects.exists()


def test_a_file_stays_once_somebodys_score_hangs_on_it(world: World) -> None:
    done = work.worked(client=world.client, person=world.agent)
    batch = read(world, "t.jsonl", json.dumps(sent(done)).encode())
    with pytest.raises(BatchInUse):
        actions.undo_batch(batch=batch, by=world.users["owner"])


def signed(hook: InboundHook, body: bytes) -> dict[str, str]:
    at = now()
    signature = Webhook(hook.secret).sign(msg_id="msg_1", timestamp=at, data=body.decode())
    return {"webhook-id": "msg_1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


def test_a_webhook_takes_signed_conversations_once_and_nothing_else(world: World) -> None:
    hook = actions.add_hook(client=world.client, name="shop", by=world.users["owner"])
    url, outside = f"/hooks/conversations/{hook.ref}/", world.browser("anonymous")
    body = json.dumps({"type": "chat.closed", "data": LINES[1]}).encode()

    def post(content: bytes, headers: dict[str, str]) -> int:
        return outside.post(url, content, content_type="application/json", headers=headers).status_code

    assert [post(body, signed(hook, body)) for _ in range(2)] == [201, 200]
    assert post(body, {}) == 403
    assert post(body + b" ", signed(hook, body)) == 403
    assert post(b"[", signed(hook, b"[")) == 400
    wrong = base64.b64encode(b"x" * 24).decode()
    assert post(body, {**signed(hook, body), "webhook-signature": f"v1,{wrong}"}) == 403
    actions.close_hook(hook=hook, by=world.users["owner"])
    assert post(body, signed(hook, body)) == 403
    assert Conversation.objects.get().client == world.client
    assert InboundHook.objects.get().received == 1


def test_chinese_is_found_by_two_characters_and_shown_with_what_is_around(world: World) -> None:
    read(world, "t.jsonl", "\n".join(json.dumps(line) for line in LINES[:2]).encode())
    other = accounts.client_company()
    actions.receive_conversation(client=other, sent=LINES[0], by=None)
    mine = found_conversations(Principal(client=world.client), "快递")
    assert [r["inspection"].conversation.external_id for r in mine["rows"]] == ["1"]
    assert mine["rows"][0]["around"][1] == "快递"
    assert len(found_conversations(Principal(roles=frozenset({"analyst"})), "快 递没到 快递")["rows"]) == 2
    assert found_conversations(Principal(client=world.client), "递快")["rows"] == []
    assert found_conversations(Principal(client=world.client), "快")["words"] == []
    for who, path in (("owner", "/client/quality/search/"), ("analyst", "/admin/quality/search/")):
        assert "快递" in world.browser(who).get(path, {"q": "快递"}).content.decode()
    assert "13800138000" not in str(list(Conversation.objects.values_list("turns", flat=True)))


def test_a_page_of_finds_leads_to_the_older_ones(world: World) -> None:
    for n in range(25):
        actions.receive_conversation(client=world.client, sent={**LINES[0], "id": f"n{n}"}, by=None)
    hat = Principal(client=world.client)
    first = found_conversations(hat, "快递")
    second = found_conversations(hat, "快递", before=first["older"])
    found = [r["inspection"].pk for r in first["rows"] + second["rows"]]
    assert (len(first["rows"]), len(second["rows"])) == (20, 5)
    assert found == sorted(set(found), reverse=True)
    page = world.browser("analyst").get("/admin/quality/search/", {"q": "快递"})
    assert f"before={first['older']}" in page.content.decode()


def test_grams_are_pairs_of_folded_characters() -> None:
    assert grams_of(["ＡＢ"]) == grams_of(["ab"])
    assert len(grams_of(["快递快递"])) == 2
    assert grams_of(["快", "递"]) == []
    assert set(grams_of(["没到"])) < set(grams_of(["快递还没到呢"]))
    assert asked_words("快 递没 x 到了") == ["递没", "到了"]
    assert holds("快递没到", ["没到", "快递"])


def test_only_a_signed_in_client_asks_for_a_person(world: World) -> None:
    inspection = actions.receive_conversation(client=world.client, sent=LINES[1], by=None).inspection
    Inspection.objects.update(for_people=False, drawn_for="")
    owner = world.browser("viewer")
    assert owner.post(f"/client/quality/{inspection.ref}/ask/").status_code == 302
    inspection.refresh_from_db()
    assert (inspection.for_people, inspection.drawn_for) == (True, "client")
    assert owner.post(f"/client/quality/{inspection.ref}/ask/").status_code == 409


def test_a_member_sees_only_buttons_she_may_press(world: World) -> None:
    owners = world.browser("owner").get("/client/quality/files/").content.decode()
    planners = world.browser("planner").get("/client/quality/files/").content.decode()
    assert "/client/quality/hooks/new/" in owners
    assert "/client/quality/hooks/new/" not in planners
    assert "/client/quality/files/" in world.browser("planner").get("/client/quality/satisfaction/").content.decode()
    finance = world.browser("client_finance").get("/client/quality/satisfaction/").content.decode()
    assert "/client/quality/files/" not in finance
