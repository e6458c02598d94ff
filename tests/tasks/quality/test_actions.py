"""A conversation's way through quality: received, matched, alerted, decided, appealed."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Client
from accounts.principals import Principal
from talentpool.growth.models import Entry
from talentpool.kernel.clock import now
from talentpool.messaging.models import WebhookCall, WebhookEndpoint
from tasks.quality import actions
from tasks.quality.errors import (
    ConversationDiffers,
    ConversationOverBounds,
    ConversationUnreadable,
    MarksIncomplete,
    TimesUnusable,
)
from tasks.quality.models import Alert, Conversation, Inspection, InspectionPractice, RuleSet
from tasks.quality.rules.scorecard import SCORECARD
from tasks.quality.starter import starter_data
from tests.factories import accounts, work
from tests.factories.conversations import receive, sent

pytestmark = pytest.mark.django_db


def test_a_conversation_in_an_agents_shift_is_scored_for_her() -> None:
    done = work.worked()
    inspection = receive(done)
    assert inspection.conversation.assignment == done
    assert inspection.agent == done.agent
    assert inspection.score is not None
    assert inspection.score > 80
    written = Entry.objects.get(source=inspection.ref).payload
    assert (written["handling_s"], written["channel"]) == (30, "chat"), "the ramp of new agents is fitted from it"
    logged = Entry.objects.get(subject=done.agent.user, kind="inspected")
    assert logged.payload["score"] == inspection.score
    assert set(logged.payload["capabilities"]) == {"reception", "after_sale"}


@pytest.mark.parametrize("change", [{"agent": "nobody"}, {"agent": ""}])
def test_without_a_known_alias_nobody_is_scored(change: dict[str, Any]) -> None:
    done = work.worked()
    inspection = actions.receive_conversation(
        client=done.shift.order.client, sent={**sent(done), **change}, by=None
    ).inspection
    assert inspection.agent is None
    assert inspection.score is not None
    assert not Entry.objects.filter(kind="inspected").exists()


def test_outside_her_shift_nobody_is_scored() -> None:
    done = work.worked(starts_at=now() - timedelta(days=3))
    late = sent(done)
    for turn in late["turns"]:
        turn["at"] = now().isoformat()
    assert actions.receive_conversation(client=done.shift.order.client, sent=late, by=None).inspection.agent is None


def test_another_clients_alias_means_nothing_here() -> None:
    done = work.worked()
    other = accounts.client_company()
    assert actions.receive_conversation(client=other, sent=sent(done), by=None).inspection.agent is None


def test_the_same_conversation_twice_is_one() -> None:
    done = work.worked()
    client = done.shift.order.client
    first = actions.receive_conversation(client=client, sent=sent(done, "滚蛋"), by=None)
    again = actions.receive_conversation(client=client, sent=sent(done, "滚蛋"), by=None)
    assert first.is_new
    assert not again.is_new
    assert again.inspection == first.inspection
    assert Alert.objects.get().count == 1


def test_the_same_id_with_other_content_is_refused() -> None:
    done = work.worked()
    receive(done)
    with pytest.raises(ConversationDiffers):
        receive(done, "别的内容")


def test_personal_data_never_reaches_the_table() -> None:
    done = work.worked()
    receive(done, "好的，您的电话13800138000，身份证11010519491231002X，邮箱canary@example.com")
    conversation = Conversation.objects.get()
    stored = str(conversation.turns)
    assert "13800138000" not in stored
    assert "11010519491231002X" not in stored
    assert "canary@example.com" not in stored
    assert conversation.masked == {"phone": 1, "identity": 1, "email": 1}


@pytest.mark.parametrize(
    ("bad", "refusal"),
    [
        (None, ConversationUnreadable),
        ([], ConversationUnreadable),
        ({"id": "x"}, ConversationUnreadable),
        ({"id": "x", "turns": []}, ConversationUnreadable),
        ({"id": "x" * 121, "turns": [{"role": "agent", "text": "a"}]}, ConversationUnreadable),
        ({"id": "x", "turns": [{"role": "boss", "text": "a"}]}, ConversationUnreadable),
        ({"id": "x", "turns": [{"role": "agent", "text": 3}]}, ConversationUnreadable),
        ({"id": "x", "turns": ["a"]}, ConversationUnreadable),
        ({"id": "x", "channel": "smoke", "turns": [{"role": "agent", "text": "a"}]}, ConversationUnreadable),
        ({"id": "x", "turns": [{"role": "agent", "text": "a", "at": "yesterday"}]}, TimesUnusable),
        ({"id": "x", "turns": [{"role": "agent", "text": "a", "at": "2026-01-01T10:00"}]}, TimesUnusable),
        ({"id": "x", "turns": [{"role": "agent", "text": "a", "at": 1e30}]}, TimesUnusable),
        ({"id": "x", "turns": [{"role": "agent", "text": "好" * 1_000_000}]}, ConversationOverBounds),
    ],
)
def test_what_cannot_be_read_is_refused_and_leaves_nothing(bad: object, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        actions.receive_conversation(client=accounts.client_company(), sent=bad, by=None)
    assert not Conversation.objects.exists()


def test_nul_and_broken_surrogates_are_kept_as_replacement_marks() -> None:
    body = {"id": "x", "turns": [{"role": "agent", "text": "a\x00b\ud800c"}]}
    actions.receive_conversation(client=accounts.client_company(), sent=body, by=None)
    assert Conversation.objects.get().turns[0]["text"] == "a\ufffdb\ufffdc"


def test_the_same_cause_raises_one_alert_with_a_count() -> None:
    done = work.worked()
    for n in range(3):
        receive(done, "随你便", name=f"c-{n}")
    alert = Alert.objects.get()
    assert (alert.cause, alert.count, alert.severity) == ("impatience", 3, "prohibited")
    receive(work.worked(client=done.shift.order.client), "随你便", name="other")
    assert Alert.objects.count() == 2


def test_a_clients_systems_hear_of_an_alert_once_however_often_its_cause_comes_up() -> None:
    client = accounts.client_company()
    WebhookEndpoint.objects.create(client=client, url="https://example.com/alerts", topics=["quality.alert"])
    for n in range(3):
        actions.receive_conversation(
            client=client, sent={"id": f"a{n}", "turns": [{"role": "agent", "text": "你是白痴吗"}]}, by=None
        )
    call = WebhookCall.objects.get(topic="quality.alert")
    assert call.payload["alert"] == str(Alert.objects.get(client=client).ref)
    assert (call.payload["conversation"], call.payload["rule"]) == ("a0", "insult")


def test_high_risk_words_raise_no_alert() -> None:
    receive(work.worked(), "呵呵")
    assert not Alert.objects.exists()


def test_at_least_the_share_of_every_stratum_is_drawn_for_people() -> None:
    InspectionPractice.objects.create(id=1, sample_percent=10)
    done = work.worked()
    for n in range(25):
        receive(done, name=f"c-{n}")
    Inspection.objects.update(for_people=False)
    day = now().astimezone(ZoneInfo("Asia/Shanghai")).date()
    actions.top_up_sample(day=day)
    actions.top_up_sample(day=day)
    assert Inspection.objects.filter(for_people=True).count() == 3


def test_a_scorecard_is_submitted_once_and_scores_by_the_same_weights() -> None:
    inspection = receive(work.worked())
    analyst = accounts.staff("analyst")
    marks = {i.code: "yes" for i in SCORECARD} | {"finds_need": "na", "offers_right": "na", "tone": "partly"}
    review = actions.submit_review(inspection=inspection, marks=marks, note="", by=analyst)
    assert review.score == pytest.approx((0.9 * 40 + 20) / 60 * 100, abs=0.01)
    again = actions.submit_review(inspection=inspection, marks=dict.fromkeys(marks, "no"), note="", by=analyst)
    assert again.score == review.score
    with pytest.raises(MarksIncomplete):
        actions.submit_review(inspection=inspection, marks={"greets": "yes"}, note="", by=accounts.staff("analyst"))


def test_a_clients_own_published_rules_go_before_the_starter_set() -> None:
    client = accounts.client_company()
    own = {**starter_data(), "name": {"en": "Own", "zh-hans": "自有"}}
    own["wording"] = [
        {"code": "brand", "name": own["name"], "severity": "red_line", "group": "other", "words": ["竞品甲"]}
    ]
    draft = actions.draft_rule_set(client=client, channel="", rules=own, by=accounts.staff("analyst"))
    body = {"turns": [{"role": "agent", "text": "您好，竞品甲更好，随你便"}]}
    before = actions.receive_conversation(client=client, sent={"id": "1", **body}, by=None).inspection
    actions.publish_rule_set(rule_set=draft, by=accounts.staff("analyst"))
    after = actions.receive_conversation(client=client, sent={"id": "2", **body}, by=None).inspection
    assert {h["rule"] for h in before.hits} == {"impatience"}
    assert {h["rule"] for h in after.hits} == {"brand"}
    assert RuleSet.objects.filter(client=None, state="published").count() == 1


def test_everybody_sees_only_her_own() -> None:
    done = work.worked()
    client: Client = done.shift.order.client
    inspection = receive(done, "随你便")
    stranger = work.worked()
    seen = Inspection.objects.visible_to
    assert inspection in seen(Principal(client=client))
    assert inspection in seen(Principal(agent_id=done.agent.pk))
    assert not seen(Principal(client=stranger.shift.order.client))
    assert not seen(Principal(agent_id=stranger.agent.pk))
    assert not seen(Principal())


def test_receiving_costs_a_fixed_number_of_queries() -> None:
    done = work.worked()
    receive(done, name="warm")
    with CaptureQueriesContext(connection) as few:
        receive(done, name="one")
    with CaptureQueriesContext(connection) as many:
        receive(done, *["好的，马上为您处理"] * 300, name="two")
    assert len(many) == len(few), [q["sql"][:90] for q in many.captured_queries]
    assert len(few) < 40
