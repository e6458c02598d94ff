"""The after-commit queue: an action says by dotted path which job to wake, and imports no job.

The row in the database is the promise; the broker only wakes. A broker that is away is logged and forgotten: the
job's own sweep finds the row later.
"""

import logging
import os
import threading
from typing import Any

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)


def wake(job: str, **arguments: Any) -> None:
    """Send ``job`` (its registered name) after the present transaction commits, with JSON-able arguments."""
    transaction.on_commit(lambda: _send(job, arguments), robust=True)


def wake_soon(job: str) -> None:
    """Like ``wake`` for a job without arguments, sent by a thread of its own within a fifth of a second.

    However many commits ask for it meanwhile, it is sent once, after the last of them: under a storm the broker costs
    nobody a moment. (A message to the broker costs as much as a claim; at thirty a second they took half of its time.)
    What a killed process did not send is left to the job's sweep.
    """
    transaction.on_commit(lambda: _send_later(job), robust=True)


_SOON_SECONDS = 0.2
_waiting: set[str] = set()
_lock = threading.Lock()


def _send_later(job: str) -> None:
    with _lock:
        if job in _waiting:
            return
        _waiting.add(job)
    timer = threading.Timer(_SOON_SECONDS, _send_now, args=(job,))
    timer.daemon = True
    timer.start()


def _send_now(job: str) -> None:
    with _lock:
        _waiting.discard(job)  # before sending: a commit from here on asks anew
    _send(job, {})


os.register_at_fork(after_in_child=_waiting.clear)  # a timer of the parent does not run here


def _send(job: str, arguments: dict[str, Any]) -> None:
    try:
        current_app.send_task(job, kwargs=arguments, retry=False)
    except Exception as error:
        log.warning("broker away, %s left to its sweep: %s", job, type(error).__name__)
