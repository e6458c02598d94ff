"""A message is in the inbox once, in the reader's language, and travels as she wished."""

from datetime import UTC, datetime, time

import pytest
from django.utils import translation

from accounts.models import Consent
from accounts.states import ConsentPurpose
from talentpool.kernel.fields import LocalizedText
from talentpool.kernel.money import Money
from talentpool.messaging import actions, topics
from talentpool.messaging.models import Delivery, Message
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_templates", {})
    topics.say("test.paid", title="Paid %(pay)s", body="%(client)s, %(start)s")


def test_a_message_told_twice_is_shown_once() -> None:
    user = accounts.user()
    first = actions.tell(user=user, topic="test.paid", dedupe="pay:1")
    second = actions.tell(user=user, topic="test.paid", dedupe="pay:1")
    assert first.pk == second.pk
    assert Delivery.objects.filter(message=first).count() == 1


def test_params_are_shown_in_the_readers_language_and_zone() -> None:
    user = accounts.user(timezone="Asia/Shanghai")
    message = actions.tell(
        user=user,
        topic="test.paid",
        params={
            "pay": Money(12300),
            "client": LocalizedText({"en": "Lake Bank", "zh-hans": "湖银行"}),
            "start": datetime(2026, 5, 1, 2, 0, tzinfo=UTC),
        },
    )
    message.refresh_from_db()
    with translation.override("en"):
        assert message.words.title == "Paid ¥123.00"
        assert message.words.body == "Lake Bank, May 1, 10:00"
    with translation.override("zh-hans"):
        assert message.words.body.startswith("湖银行")


def test_a_missing_param_is_a_gap_and_not_an_error() -> None:
    message = actions.tell(user=accounts.user(), topic="test.paid")
    assert "…" in message.words.title


def test_a_topic_without_words_is_refused() -> None:
    with pytest.raises(LookupError):
        actions.tell(user=accounts.user(), topic="test.unknown")


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere"])
def test_a_link_can_not_lead_outside(link: str) -> None:
    with pytest.raises(ValueError, match="path of ours"):
        actions.tell(user=accounts.user(), topic="test.paid", link=link)


def test_sms_needs_consent() -> None:
    user = accounts.user(phone="+8613800138000")
    actions.set_preference(by=user, vias=["sms"], quiet_from=None, quiet_until=None)
    assert not actions.tell(user=user, topic="test.paid").deliveries.exists()
    Consent.objects.create(user=user, purpose=ConsentPurpose.MESSAGES)
    assert [d.via for d in actions.tell(user=user, topic="test.paid").deliveries.all()] == ["sms"]


def test_quiet_hours_hold_a_message_back_and_an_urgent_one_not(monkeypatch: pytest.MonkeyPatch) -> None:
    night = datetime(2026, 5, 1, 15, 30, tzinfo=UTC)  # 23:30 in Shanghai
    monkeypatch.setattr("talentpool.messaging.actions.inbox.now", lambda: night)
    user = accounts.user()
    actions.set_preference(by=user, vias=["email"], quiet_from=time(22), quiet_until=time(8))
    calm = actions.tell(user=user, topic="test.paid").deliveries.get()
    urgent = actions.tell(user=user, topic="test.paid", urgent=True).deliveries.get()
    assert calm.due_at == datetime(2026, 5, 2, 0, 0, tzinfo=UTC)
    assert urgent.due_at == night


def test_a_demo_person_gets_no_mail() -> None:
    assert not actions.tell(user=accounts.user(is_demo=True), topic="test.paid").deliveries.exists()


def test_nobody_reads_anothers_message_away() -> None:
    message = actions.tell(user=accounts.user(), topic="test.paid")
    actions.read_message(message=message, by=accounts.user())
    message.refresh_from_db()
    assert message.read_at is None


def test_an_inbox_shows_only_ones_own() -> None:
    from accounts.principals import ANONYMOUS, Principal

    mine, other = accounts.user(), accounts.user()
    actions.tell(user=mine, topic="test.paid")
    assert Message.objects.visible_to(Principal(user=mine)).count() == 1
    assert not Message.objects.visible_to(Principal(user=other)).exists()
    assert not Message.objects.visible_to(ANONYMOUS).exists()
