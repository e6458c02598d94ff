"""Jobs of messaging. The broker only wakes them; the rows say what is due, and a sweep finds them without it."""

from celery import shared_task

from talentpool.messaging import actions

EVERY = {"talentpool.messaging.jobs.drain": 5.0}


@shared_task(name="talentpool.messaging.jobs.drain")
def drain() -> int:
    """Handle what is due in the outbox."""
    return actions.drain()
