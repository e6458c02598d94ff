"""Jobs of messaging. The broker only wakes them; the rows say what is due, and a sweep finds them without it."""

from celery import shared_task

from talentpool.kernel import queue
from talentpool.messaging import actions

EVERY = {
    "talentpool.messaging.jobs.drain": 5.0,
    "talentpool.messaging.jobs.deliver": 15.0,
    "talentpool.messaging.jobs.call_webhooks": 15.0,
}


@shared_task(name="talentpool.messaging.jobs.drain")
def drain() -> int:
    """Handle what is due in the outbox; where much had piled up, go on at once instead of waiting for the next sweep."""
    done = actions.drain()
    if done >= actions.MOST_ROWS:
        queue.wake("talentpool.messaging.jobs.drain")
    return done


@shared_task(name="talentpool.messaging.jobs.deliver")
def deliver() -> int:
    """Send what is due outside the inbox."""
    return actions.deliver_due()


@shared_task(name="talentpool.messaging.jobs.call_webhooks")
def call_webhooks() -> int:
    """Post what client companies wait for."""
    return actions.call_webhooks()
