"""A real broker, and a real Celery worker that stays when the broker goes."""

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any
from urllib.parse import quote

from celery import current_app
from django.db import connection
from kombu import Connection

from talentpool.local.broker import EmbeddedBroker
from talentpool.local.children import die_with_parent, stop
from talentpool.messaging.models import Outbox
from talentpool.messaging.states import OutboxState

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
        env = {**os.environ, "DATABASE_URL": _address(), "CELERY_BROKER_URL": self.broker.broker_url}
        argv = [sys.executable, "-m", "celery", "-A", "talentpool", "worker", "-P", "solo", "-l", "ERROR"]
        parent = os.getpid()
        self.worker = subprocess.Popen(argv, env=env, preexec_fn=lambda: die_with_parent(signal.SIGKILL, parent))

    def sweep(self) -> None:
        """What beat does."""
        with Connection(self.broker.broker_url) as way:
            current_app.send_task("talentpool.messaging.jobs.drain", connection=way)

    def drain(self) -> float:
        """Sweep as beat does until nothing is left; how many seconds it took."""
        begin, swept = time.monotonic(), -SWEEP
        while left():
            passed = time.monotonic() - begin
            assert passed < PATIENCE, f"{left()} rows are left after {passed:.0f} s"
            if passed - swept >= SWEEP:
                self.sweep()
                swept = int(passed)
            threading.Event().wait(0.05)
        return time.monotonic() - begin

    def end(self) -> None:
        for child in (self.worker, self.valkey):
            if child is not None and child.poll() is None:
                child.kill()
                child.wait(10)


def left() -> int:
    """Rows of the outbox that wait."""
    return Outbox.objects.filter(state=OutboxState.PENDING).count()


def _address() -> str:
    """The database of this process."""
    its = connection.settings_dict
    if str(its["HOST"]).startswith("/"):
        return f"postgres://{its['USER']}@/{quote(its['HOST'])}/{its['NAME']}"
    return f"postgres://{its['USER']}:{its['PASSWORD']}@{its['HOST']}:{its['PORT'] or 5432}/{its['NAME']}"
