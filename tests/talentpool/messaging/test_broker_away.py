"""The broker is away for ten minutes: nothing committed meanwhile is lost, or late for long, or held up by it.

A real Valkey is killed and started again under a real Celery worker. The ten minutes pass on the clock.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.utils import functional

from talentpool.kernel.clock import now
from talentpool.local import throwaway
from talentpool.messaging import actions
from talentpool.messaging.models import Outbox
from talentpool.messaging.states import OutboxState
from tests.faults.house import PATIENCE, House, left

ROWS = 900  # facts of ten minutes
TOLD = 90  # of them by the action, which tries to wake the broker each time; the others are written as it writes them


@pytest.fixture
def house() -> Iterator[House]:
    with throwaway.folder() as place:
        one = House(place)
        one.start_broker()
        yield one
        one.end()


@pytest.mark.slow(15)
@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_for_ten_minutes_loses_nothing_and_all_is_done_within_a_minute(house: House) -> None:
    house.start_worker()
    actions.publish(topic="test.before")
    house.drain()
    house.kill_broker()
    begin = now()
    with time_machine.travel(begin, tick=False) as clock:
        for number in range(TOLD):
            at = begin - timedelta(seconds=600 * (1 - number / TOLD))
            clock.move_to(at)
            actions.publish(topic="test.fact", number=number)
            Outbox.objects.bulk_create(
                Outbox(topic="test.fact", payload={"number": number}, created_at=at, due_at=at)
                for _fact in range(ROWS // TOLD - 1)
            )
    assert left() == ROWS, "nobody heard of it, and nothing was lost"
    house.start_broker()
    assert house.drain() < PATIENCE
    assert Outbox.objects.filter(state=OutboxState.DONE, topic="test.fact").count() == ROWS
    assert house.worker.poll() is None, "the same worker, which waited"


def test_who_commits_does_not_wait_for_a_broker_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(functional, "sleep", pauses.append)
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    nowhere = Connection("redis+socket:///nowhere/valkey", transport_options=options, connect_timeout=4)
    with pytest.raises(OperationalError):
        _channel = nowhere.default_channel
    assert sum(pauses) == 0, "four seconds and more before pauses were switched off"
