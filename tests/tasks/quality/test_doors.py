"""The doors of quality: the API counts once, pages mark what was found, a blind scorecard stays blind."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talentpool.agents.models import Alias
from tasks.quality import actions
from tasks.quality.models import Alert, Conversation, Inspection
from tests.factories import work
from tests.factories.conversations import sent
from tests.world import IDENTITY_CANARY, World

pytestmark = pytest.mark.django_db
URL = "/api/v1/conversations/"


def inspected(world: World, *texts: str, name: str = "c-1") -> Inspection:
    done = work.worked(client=world.client, person=world.agent)
    return actions.receive_conversation(client=world.client, sent=sent(done, *texts, name=name), by=None).inspection


def test_the_api_receives_a_conversation_once(world: World) -> None:
    body = {"id": "x", "turns": [{"role": "agent", "text": "您好，随你便"}]}
    key = world.browser("key")
    first = key.post(URL, body, content_type="application/json")
    again = key.post(URL, body, content_type="application/json")
    other = key.post(URL, {**body, "turns": [{"role": "agent", "text": "别的"}]}, content_type="application/json")
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.json()["hits"][0]["text"] == "随你便"
    assert other.json()["code"] == "conversation_differs"
    assert Conversation.objects.count() == 1
    assert len(key.get(URL).json()["results"]) == 1
    assert world.browser("stranger_key").get(URL).json()["results"] == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[",
        "[]",
        "3",
        '{"id": 1}',
        '{"id": "\\u0000", "turns": []}',
        '{"turns": {"a": 1}, "id": "x"}',
        "[" * 100_000,
    ],
    ids=["empty", "half", "a list", "a number", "no turns", "NUL", "turns as object", "deep"],
)
def test_a_broken_body_is_refused_and_leaves_nothing(world: World, body: str) -> None:
    answer = world.browser("key").post(URL, body, content_type="application/json")
    assert answer.status_code == 400
    assert not Conversation.objects.exists()


def test_the_page_marks_the_hit_where_it_stands(world: World) -> None:
    inspection = inspected(world, "您好，随你便，马上处理")
    for who, url in (
        ("agent", "/agent/quality/"),
        ("owner", "/client/quality/"),
        ("analyst", "/admin/quality/conversations/"),
    ):
        page = world.browser(who).get(f"{url}{inspection.ref}/").content.decode()
        assert '<mark class="person" id="hit-0">随你便<small>' in page


def test_a_client_never_learns_who_the_agent_is(world: World) -> None:
    inspection = inspected(world, "您好，随你便")
    alias = Alias.objects.get(agent=world.agent, client=world.client).name
    for path in ("/client/quality/", f"/client/quality/{inspection.ref}/"):
        page = world.browser("owner").get(path).content.decode()
        assert alias in page
        assert IDENTITY_CANARY not in page
        assert world.agent.number not in page


def test_a_blind_scorecard_shows_neither_the_score_nor_the_agent(world: World) -> None:
    inspection = inspected(world, "您好，随你便")
    page = world.browser("analyst").get(f"/admin/quality/reviews/{inspection.ref}/").content.decode()
    assert "随你便" in page
    assert "<mark" not in page
    words = re.sub(r"<[^>]*>", " ", page)  # a moment in an attribute may hold the same digits
    assert f"{inspection.score:.1f}" not in words
    assert IDENTITY_CANARY not in page
    assert inspection.conversation.alias not in page


def test_markup_in_a_conversation_is_shown_and_not_obeyed(world: World) -> None:
    inspection = inspected(world, "<script>alert(1)</script> 随你便 <b>")
    page = world.browser("analyst").get(f"/admin/quality/conversations/{inspection.ref}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_an_agent_objects_in_two_taps(world: World) -> None:
    inspection = inspected(world, "您好，随你便")
    answer = world.browser("agent").post(f"/agent/quality/{inspection.ref}/appeal/", {"reason": "context", "words": ""})
    assert answer.status_code == 302
    assert inspection.appeals.get().state == "open"
    again = world.browser("agent").post(f"/agent/quality/{inspection.ref}/appeal/", {"reason": "context"})
    assert again.status_code == 409


def test_an_analyst_confirms_a_red_line_at_her_desk(world: World) -> None:
    inspection = inspected(world, "你是白痴吗")
    desk = world.browser("analyst")
    refused = desk.post(f"/admin/quality/conversations/{inspection.ref}/confirm/", {"reason": ""})
    assert refused.status_code == 400
    desk.post(f"/admin/quality/conversations/{inspection.ref}/confirm/", {"reason": "辱骂"})
    inspection.refresh_from_db()
    assert inspection.score == 0
    assert Alert.objects.get().state == "confirmed"


def test_the_alert_list_costs_the_same_with_many_alerts(world: World) -> None:
    desk = world.browser("analyst")
    inspected(world, "随你便")
    desk.get("/admin/quality/alerts/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/admin/quality/alerts/")
    for n in range(6):
        done = work.worked(client=world.client)
        actions.receive_conversation(client=world.client, sent=sent(done, "随你便", name=f"m-{n}"), by=None)
    with CaptureQueriesContext(connection) as many:
        desk.get("/admin/quality/alerts/")
    assert len(many) <= len(few)
    assert not any('"quality_ruleset"."rules"' in query["sql"] for query in many.captured_queries), (
        "every word, each row"
    )


@pytest.mark.parametrize(
    "turns",
    [[{"role": "agent", "text": "好" * 1_000_000}], [{"role": "agent", "text": "a" * 100_000}] * 105],
    ids=["one turn of a million characters", "ten megabytes"],
)
def test_what_is_too_long_is_refused_at_the_door_and_leaves_nothing(world: World, turns: list[dict[str, str]]) -> None:
    answer = world.browser("key").post(URL, {"id": "long", "turns": turns}, content_type="application/json")
    assert answer.status_code in (400, 413, 422)
    assert answer.json()["code"]
    assert not Conversation.objects.exists()


def test_hidden_and_turned_characters_neither_hide_a_word_nor_reach_beyond_their_line(world: World) -> None:
    inspection = inspected(world, "您好，随\u200b你\u2060便 \u202eABC")
    assert [h["rule"] for h in inspection.hits] == ["impatience"]
    page = world.browser("owner").get(f"/client/quality/{inspection.ref}/").content.decode()
    assert '<mark class="person" id="hit-0">随\u200b你\u2060便<small>' in page
    assert '<bdi class="words">' in page
