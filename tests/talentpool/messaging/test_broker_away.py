"""The broker is away for ten minutes: nothing committed meanwhile is lost, or late for long, or held up by it.

A real Valkey is killed and started again under a real Celery worker. The ten minutes pass on the clock.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from celery import current_app
from django.conf import settings
from django.db import connection
from kombu import Connection
from kombu.exceptions import OperationalError

from talentpool.kernel.clock import now
from talentpool.local import throwaway
from talentpool.local.broker import EmbeddedBroker
from talentpool.local.children import die_with_parent, stop
from talentpool.messaging import actions
from talentpool.messaging.models import Outbox
from talentpool.messaging.states import OutboxState

ROWS = 900  # facts of ten minutes
TOLD = 90  # of them by the action, which tries to wake the broker each time; the others are written as it writes them
SWEEP = 5  # seconds between beat's sweeps
PATIENCE = 60  # seconds: the promise


class House:
    """A broker and a worker of their own; the worker stays when the broker goes."""

    def __init__(self, place: Any) -> None:
        self.broker = EmbeddedBroker(place)
        self.valkey: Any = None
        self.worker: Any = None

    def start_broker(self) -> None:
        self.valkey = self.broker.start(os.environ)
        self.broker.wait(self.valkey)

    def kill_broker(self) -> None:
        stop(self.valkey, gently=signal.SIGKILL, patience=5)

    def start_worker(self) -> None:
        its = connection.settings_dict
        address = f"postgres://{its['USER']}:{its['PASSWORD']}@{its['HOST']}:{its['PORT'] or 5432}/{its['NAME']}"
        if str(its["HOST"]).startswith("/"):
            address = f"postgres://{its['USER']}@/{quote(its['HOST'])}/{its['NAME']}"
        env = {**os.environ, "DATABASE_URL": address, "CELERY_BROKER_URL": self.broker.broker_url}
        argv = [sys.executable, "-m", "celery", "-A", "talentpool", "worker", "-P", "solo", "-l", "ERROR"]
        parent = os.getpid()
        self.worker = subprocess.Popen(argv, env=env, preexec_fn=lambda: die_with_parent(signal.SIGKILL, parent))

    def sweep(self) -> None:
        """What beat does."""
        with Connection(self.broker.broker_url) as way:
            current_app.send_task("talentpool.messaging.jobs.drain", connection=way)

    def end(self) -> None:
        for child in (self.worker, self.valkey):
            if child is not None and child.poll() is None:
                child.kill()
                child.wait(10)


@pytest.fixture
def house() -> Iterator[House]:
    with throwaway.folder() as place:
        one = House(place)
        one.start_broker()
        yield one
        one.end()


def _left() -> int:
    return Outbox.objects.filter(state=OutboxState.PENDING).count()


def _drain(house: House) -> float:
    """Sweep as beat does until nothing is left; how many seconds it took."""
    begin, swept = time.monotonic(), -SWEEP
    while _left():
        passed = time.monotonic() - begin
        assert passed < PATIENCE, f"{_left()} rows are left after {passed:.0f} s"
        if passed - swept >= SWEEP:
            house.sweep()
            swept = int(passed)
        threading.Event().wait(0.05)
    return time.monotonic() - begin


@pytest.mark.slow(15)
@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_for_ten_minutes_loses_nothing_and_all_is_done_within_a_minute(house: House) -> None:
    house.start_worker()
    actions.publish(topic="test.before")
    _drain(house)
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
    assert _left() == ROWS, "nobody heard of it, and nothing was lost"
    house.start_broker()
    assert _drain(house) < PATIENCE
    assert Outbox.objects.filter(state=OutboxState.DONE, topic="test.fact").count() == ROWS
    assert house.worker.poll() is None, "the same worker, which waited"


def test_who_commits_does_not_wait_for_a_broker_that_is_away() -> None:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    nowhere = Connection("redis+socket:///nowhere/valkey", transport_options=options, connect_timeout=4)
    begin = time.monotonic()
    with pytest.raises(OperationalError):
        _channel = nowhere.default_channel
    assert time.monotonic() - begin < 2, "four seconds and more before pauses were switched off"
