"""What client companies hear by webhook, and where."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Client, User
from talentpool.kernel import queue
from talentpool.kernel.clock import now
from talentpool.messaging import signing
from talentpool.messaging.models import WebhookCall, WebhookEndpoint
from talentpool.messaging.states import DeliveryState

TEST_TOPIC = "test.ping"
CALL = "talentpool.messaging.jobs.call_webhooks"


@transaction.atomic
def announce(*, client: Client, topic: str, fact: str | None = None, **payload: Any) -> int:
    """Queue an event for every endpoint of ``client`` that asked for ``topic``; returns how many.

    ``payload``: what this client may know, and nothing else: refs, aliases, work facts. ``fact``: the same fact is
    announced once to an endpoint, however often its handler runs.
    """
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in payload.items()}
    asked = WebhookEndpoint.objects.filter(client=client, active=True, topics__contains=[topic])
    calls = WebhookCall.objects.bulk_create(
        (WebhookCall(endpoint=endpoint, topic=topic, payload=plain, fact=fact) for endpoint in asked),
        ignore_conflicts=fact is not None,
    )
    if calls:
        queue.wake(CALL)
    return len(calls)


@transaction.atomic
def add_webhook(*, client: Client, url: str, topics: Collection[str], by: User) -> WebhookEndpoint:
    """A new endpoint with a secret of its own."""
    endpoint = WebhookEndpoint(client=client, url=url, topics=sorted(set(topics)))
    endpoint.secret = signing.new_secret()
    endpoint.save()
    return endpoint


@transaction.atomic
def switch_webhook(*, endpoint: WebhookEndpoint, active: bool, by: User) -> WebhookEndpoint:
    """Stop or go on calling an endpoint."""
    endpoint.active = active
    endpoint.save(update_fields=["active"])
    return endpoint


@transaction.atomic
def send_test(*, endpoint: WebhookEndpoint, by: User) -> WebhookCall:
    """A signed call of topic ``test.ping``, whether or not the endpoint asked for events."""
    call = WebhookCall.objects.create(endpoint=endpoint, topic=TEST_TOPIC, payload={"hello": "from TalentPool"})
    queue.wake(CALL)
    return call


@transaction.atomic
def replay(*, call: WebhookCall, by: User) -> WebhookCall:
    """Send an event once more, with the same id, so that a receiver who took it already can drop it."""
    locked = WebhookCall.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if locked.state != DeliveryState.QUEUED:
        locked.state, locked.attempts, locked.reason = DeliveryState.QUEUED, 0, ""
    locked.due_at = now()
    locked.save(update_fields=["state", "attempts", "reason", "due_at"])
    queue.wake(CALL)
    return locked


@transaction.atomic
def replay_failed(*, endpoint: WebhookEndpoint, by: User) -> int:
    """Send everything that was given up once more; returns how many."""
    failed = WebhookCall.objects.filter(endpoint=endpoint, state=DeliveryState.FAILED)
    count = failed.update(state=DeliveryState.QUEUED, attempts=0, reason="", due_at=now())
    if count:
        queue.wake(CALL)
    return count


@transaction.atomic
def rotate_secret(*, endpoint: WebhookEndpoint, by: User) -> WebhookEndpoint:
    """A new secret; calls are signed with both for a day, so that the receiver can change over."""
    endpoint.old_secret, endpoint.secret = endpoint.secret, signing.new_secret()
    endpoint.rotated_at = now()
    endpoint.save()
    return endpoint
