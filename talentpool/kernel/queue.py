"""The after-commit queue: an action says by dotted path which job to wake, and imports no job.

The row in the database is the promise; the broker only wakes. A broker that is away is logged and forgotten: the
job's own sweep finds the row later.
"""

import logging
from typing import Any

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)


def wake(job: str, **arguments: Any) -> None:
    """Send ``job`` (its registered name) after the present transaction commits, with JSON-able arguments."""
    transaction.on_commit(lambda: _send(job, arguments), robust=True)


def _send(job: str, arguments: dict[str, Any]) -> None:
    try:
        current_app.send_task(job, kwargs=arguments, retry=False)
    except Exception as error:
        log.warning("broker away, %s left to its sweep: %s", job, type(error).__name__)
