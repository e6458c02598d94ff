"""What was written in the outbox happens, once or twice, but never not."""

from datetime import timedelta

import pytest
from django.db import transaction

from talentpool.kernel.clock import now
from talentpool.messaging import actions, topics
from talentpool.messaging.actions import outbox
from talentpool.messaging.models import Outbox
from talentpool.messaging.states import OutboxState

pytestmark = pytest.mark.django_db
seen: list[dict[str, object]] = []


def remember(payload: dict[str, object]) -> None:
    seen.append(payload)


def fail(payload: dict[str, object]) -> None:
    raise RuntimeError("the disk is full")


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    seen.clear()
    monkeypatch.setattr(topics, "_handlers", {})
    monkeypatch.setattr(topics, "import_string", lambda path: globals()[path])


def test_a_published_fact_reaches_every_handler() -> None:
    topics.on("tea.made", "remember")
    row = actions.publish(topic="tea.made", cup="c1")
    assert actions.drain() == 1
    row.refresh_from_db()
    assert (row.state, seen) == (OutboxState.DONE, [{"cup": "c1"}])


def test_registering_a_handler_twice_counts_once() -> None:
    topics.on("tea.made", "remember")
    topics.on("tea.made", "remember")
    actions.publish(topic="tea.made")
    actions.drain()
    assert len(seen) == 1


def test_a_failing_handler_leaves_the_row_due_later_and_does_not_stop_its_neighbour() -> None:
    topics.on("tea.made", "fail")
    topics.on("tea.made", "remember")
    row = actions.publish(topic="tea.made")
    start = now()
    assert actions.drain(at=start) == 1
    row.refresh_from_db()
    assert row.state == OutboxState.PENDING
    assert row.attempts == 1
    assert row.due_at > start
    assert "the disk is full" in row.last_error
    assert len(seen) == 1


def test_after_too_many_failures_a_row_is_dead_and_keeps_its_error() -> None:
    topics.on("tea.made", "fail")
    row = actions.publish(topic="tea.made")
    for turn in range(outbox.MOST_ATTEMPTS):
        actions.drain(at=now() + timedelta(days=turn + 1))
    row.refresh_from_db()
    assert row.state == OutboxState.DEAD
    assert "RuntimeError" in row.last_error
    assert actions.drain(at=now() + timedelta(days=99)) == 0


def test_a_handler_that_leads_nowhere_is_a_failure_and_not_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    topics.on("tea.made", "nowhere")
    row = actions.publish(topic="tea.made")
    actions.drain()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (OutboxState.PENDING, 1)


def test_nothing_is_published_when_the_business_transaction_rolls_back() -> None:
    sid = transaction.savepoint()
    actions.publish(topic="tea.made")
    transaction.savepoint_rollback(sid)
    assert not Outbox.objects.exists()


def test_a_dead_row_can_be_tried_again_by_a_person() -> None:
    from tests.factories import accounts

    row = Outbox.objects.create(topic="tea.made", state=OutboxState.DEAD, attempts=12)
    topics.on("tea.made", "remember")
    actions.revive(row=row, by=accounts.staff("administrator"))
    actions.drain()
    row.refresh_from_db()
    assert row.state == OutboxState.DONE
