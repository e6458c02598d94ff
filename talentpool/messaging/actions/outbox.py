"""The outbox: written in the business transaction, drained after it, by whoever comes first."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from talentpool.kernel import queue
from talentpool.kernel.clock import now
from talentpool.messaging import rules, topics
from talentpool.messaging.models import Outbox
from talentpool.messaging.states import OUTBOX, OutboxState

log = logging.getLogger(__name__)

DRAIN = "talentpool.messaging.jobs.drain"
MOST_ATTEMPTS = 12
MOST_ROWS = 500


def publish(*, topic: str, **payload: Any) -> Outbox:
    """Write down that something happened, in the caller's transaction; handlers run after its commit.

    ``payload``: refs and codes only, JSON-able; UUIDs become strings.
    """
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in payload.items()}
    row = Outbox.objects.create(topic=topic, payload=plain)
    queue.wake(DRAIN)
    return row


def drain(*, at: datetime | None = None, most: int = MOST_ROWS) -> int:
    """Handle due rows, each in its own transaction, until none is left or ``most`` are done; returns how many.

    Rows another worker holds are skipped. One transaction a row keeps a handler's locks from waiting for its neighbours.
    """
    moment = at or now()
    done = 0
    while done < most and _handle_next(moment):
        done += 1
    return done


@transaction.atomic
def _handle_next(at: datetime) -> bool:
    row = Outbox.objects.due(at).select_for_update(skip_locked=True).order_by("due_at", "id").first()
    if row is None:
        return False
    error = _run_handlers(row)
    if error is None:
        row.state, row.done_at, row.last_error = OutboxState.DONE, at, ""
    else:
        _postpone(row, error, at)
    row.save(update_fields=["state", "done_at", "attempts", "due_at", "last_error"])
    return True


def _run_handlers(row: Outbox) -> Exception | None:
    """Every handler in a savepoint of its own, so that one that fails takes nothing of the others with it."""
    failed: Exception | None = None
    try:
        found = topics.handlers(row.topic)
    except Exception as error:
        return error
    for handler in found:
        try:
            with transaction.atomic():
                handler(dict(row.payload))
        except Exception as error:
            log.warning("outbox %s %s: %s", row.topic, row.ref, type(error).__name__, exc_info=error)
            failed = error
    return failed


def _postpone(row: Outbox, error: Exception, at: datetime) -> None:
    row.attempts += 1
    row.last_error = f"{type(error).__name__}: {error}"[:200].replace("\x00", "")
    row.due_at = at + rules.pause_after(row.attempts)
    if row.attempts >= MOST_ATTEMPTS:
        row.state = OutboxState.DEAD


@transaction.atomic
def revive(*, row: Outbox, by: User) -> Outbox:
    """Try a row again that was given up, after a person mended the cause."""
    OUTBOX.move(row, OutboxState.PENDING, attempts=0, due_at=now() - timedelta(seconds=1))
    queue.wake(DRAIN)
    return row
