"""The broker is away for ten minutes: what was committed meanwhile is neither lost nor late for long.

A real Valkey is stopped and started again; a real Celery worker waits through it. The ten minutes pass on the clock.
"""

import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from celery.contrib.testing.worker import start_worker
from django.db import connection, connections

from talentpool.celery import app
from talentpool.kernel.clock import now
from talentpool.local import throwaway
from talentpool.local.broker import EmbeddedBroker
from talentpool.local.children import stop
from talentpool.messaging import actions, topics
from talentpool.messaging.models import Outbox
from talentpool.messaging.states import OutboxState

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROWS = 1500  # ten minutes of a thousand people at work: each a handful of facts
DRAIN = "talentpool.messaging.jobs.drain"
PATIENCE = 60  # seconds, the promise
_handled: list[str] = []
_lock = threading.Lock()


def remember(payload: dict[str, Any]) -> None:
    with _lock:
        _handled.append(payload["n"])


class Valkey:
    """A broker that can be stopped and started at the same address; what it holds survives on disk."""

    def __init__(self, folder: Any) -> None:
        self.embedded = EmbeddedBroker(folder)
        self.server: Any = None

    def start(self) -> None:
        self.server = self.embedded.start(os.environ)
        self.embedded.wait(self.server)

    def stop(self) -> None:
        stop(self.server, gently=signal.SIGKILL, patience=5)


@pytest.fixture
def valkey() -> Iterator[Valkey]:
    """The application's broker for this test."""
    with throwaway.folder() as place:
        one, before = Valkey(place), app.conf.broker_url
        one.start()
        app.conf.update(broker_url=one.embedded.broker_url, broker_connection_retry=True)
        app.pool.force_close_all()
        app._pool = None
        yield one
        app.conf.broker_url = before
        app._pool = None
        one.stop()


@pytest.fixture
def worker(valkey: Valkey) -> Iterator[None]:
    """One Celery worker in a thread of this process, with a connection of its own."""
    options = connections.databases["default"]["OPTIONS"]
    pool = options.pop("pool", None)
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
        yield
    connections.databases["default"]["OPTIONS"] = {**options, **({"pool": pool} if pool else {})}


def _left() -> int:
    return Outbox.objects.filter(state=OutboxState.PENDING).count()


def _until_drained(*, patience: float) -> float:
    """Sweep as beat does, every five seconds, until nothing is left; how many seconds it took."""
    begin, last = time.monotonic(), 0.0
    while _left():
        passed = time.monotonic() - begin
        assert passed < patience, f"{_left()} of {ROWS} rows are left after {passed:.0f} s"
        if not last or passed - last >= 5:
            app.send_task(DRAIN)
            last = passed
        threading.Event().wait(0.05)
    return time.monotonic() - begin


@pytest.mark.usefixtures("worker")
def test_a_broker_that_is_away_for_ten_minutes_loses_nothing_and_drains_in_a_minute(
    valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "_handlers", {"test.fact": ["remember"]})
    monkeypatch.setattr(topics, "import_string", lambda path: globals()[path])
    _handled.clear()
    actions.publish(topic="test.fact", n="before")
    _until_drained(patience=PATIENCE)
    valkey.stop()
    begin: datetime = now()
    with time_machine.travel(begin, tick=False) as clock:
        for number in range(ROWS):
            clock.move_to(begin - timedelta(seconds=600) + timedelta(seconds=600 * number / ROWS))
            actions.publish(topic="test.fact", n=str(number))
    assert _left() == ROWS, "nothing was handled while the broker was away, and nothing was lost"
    connection.close()
    valkey.start()
    took = _until_drained(patience=PATIENCE)
    assert took < PATIENCE
    assert sorted(_handled[1:], key=int) == [str(number) for number in range(ROWS)]
