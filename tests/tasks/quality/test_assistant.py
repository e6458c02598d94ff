"""The assistant is off by default, proposes, is measured like a rater, and never decides."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from tasks.quality import actions
from tasks.quality.errors import AssistantOff
from tasks.quality.models import Assistant
from tests.tasks.quality.test_desk import YES, talked
from tests.world import World

pytestmark = pytest.mark.django_db


class Model(BaseHTTPRequestHandler):
    """An OpenAI-compatible server on this machine; what it says is set by the test."""

    says: ClassVar[str] = ""
    heard: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Model.heard.append({"path": self.path, "key": self.headers["Authorization"], **body})
        answer = json.dumps({"choices": [{"message": {"content": Model.says}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def model() -> Any:
    server = HTTPServer(("127.0.0.1", 0), Model)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Model.heard.clear()
    assistant = Assistant(enabled=True, model="small", address=f"http://127.0.0.1:{server.server_port}/v1")
    assistant.key = "k"
    assistant.save()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_assistant_is_off_unless_turned_on(world: World) -> None:
    inspection = talked(world, 1)[0]
    with pytest.raises(AssistantOff):
        actions.ask_assistant(inspection=inspection, by=world.users["analyst"])


def test_the_assistant_proposes_and_never_decides(world: World, model: Any) -> None:
    inspection = talked(world, 2)[1]
    before = (inspection.score, inspection.hits)
    marks = {**YES, "tone": "no", "nonsense": "yes", "greets": "maybe"}
    Model.says = "Sure! " + json.dumps({"summary": "客户催快递。\x00", "tags": ["快递"] * 9, "marks": marks})
    proposal = actions.ask_assistant(inspection=inspection, by=world.users["analyst"])
    actions.answer_proposal(proposal=proposal)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.summary, len(proposal.tags)) == ("answered", "客户催快递。", 5)
    assert proposal.marks["tone"] == "no"
    assert not {"nonsense", "greets"} & set(proposal.marks)
    assert Model.heard[0]["path"] == "/v1/chat/completions"
    assert Model.heard[0]["key"] == "Bearer k"
    actions.submit_review(inspection=inspection, marks=YES, note="", by=world.users["analyst"])
    raters = world.browser("analyst").get("/admin/quality/agreement/").context["raters"]
    assert any(str(r["name"]) in ("Assistant", "助手") and r["judged"] == 1 for r in raters)
    desk = world.browser("analyst")
    assert desk.post(f"/admin/quality/proposals/{proposal.ref}/", {"taken": "1"}).status_code == 302
    inspection.refresh_from_db()
    assert (inspection.score, inspection.hits) == before


@pytest.mark.parametrize("says", ["", "no json", "[]", '{"summary": 1}', '{"marks": {}}', "{" * 500])
def test_whatever_else_the_model_says_fails_quietly(world: World, model: Any, says: str) -> None:
    inspection = talked(world, 1)[0]
    Model.says = says
    proposal = actions.ask_assistant(inspection=inspection, by=None)
    for _ in range(3):
        actions.answer_proposal(proposal=proposal)
        proposal.refresh_from_db()
    assert proposal.state == "failed"
