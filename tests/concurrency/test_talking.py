"""Two people write to the same segment at the same moment: the cap of messages holds, and the race is real."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from talentpool.activation.actions import send_ping, talking
from talentpool.activation.models import Approach, PingRecipient, Settings
from talentpool.activation.segments import Segment
from talentpool.kernel.clock import now
from tests.concurrency.crowd import all_at_once
from tests.factories import accounts as people
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, READERS = 3, 4
TEXT = {"en": "Are you still with us?", "zh-hans": "您还在吗？"}


@pytest.fixture(autouse=True)
def _ledger() -> Iterator[None]:
    """The ledger is no table that a test's end empties."""
    Approach.objects.all().delete()
    yield
    Approach.objects.all().delete()


def writers() -> list[Callable[[], Any]]:
    """Staff who each send one ping to the same four people, of whom each may hear one in 30 days."""
    Settings.objects.update_or_create(id=1, defaults={"pings_per_month": 1, "ping_rest_days": 0})
    of = pool.skill()
    agents = [pool.ready_agent(now(), of) for _ in range(READERS)]
    segment = Segment(of.pk, "chat", "cmn", agents[0].kind)
    return [partial(send_ping, segment=segment, text=TEXT, by=people.staff("dispatcher")) for _ in range(WRITERS)]


def test_of_three_pings_at_once_to_the_same_people_one_is_sent() -> None:
    assert all_at_once(writers(), threads=WRITERS) == {"ok": 1, "nobody_to_call": WRITERS - 1}
    assert PingRecipient.objects.count() == Approach.objects.count() == READERS


def test_without_the_lock_everybody_is_written_to_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: nobody waits, and all have counted before anybody sends."""
    looked, count = threading.Barrier(WRITERS), talking.audience

    def count_then_wait(*asked: Any, **given: Any) -> Any:
        found = count(*asked, **given)
        looked.wait(timeout=30)
        return found

    monkeypatch.setattr(talking, "one_at_a_time", lambda name: None)
    monkeypatch.setattr(talking, "audience", count_then_wait)
    assert all_at_once(writers(), threads=WRITERS) == {"ok": WRITERS}
    assert PingRecipient.objects.count() == Approach.objects.count() == WRITERS * READERS
