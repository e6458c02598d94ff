"""What client companies hear by webhook, and where."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Client, User
from talentpool.kernel import queue
from talentpool.messaging import signing
from talentpool.messaging.models import WebhookCall, WebhookEndpoint

CALL = "talentpool.messaging.jobs.call_webhooks"


@transaction.atomic
def announce(*, client: Client, topic: str, **payload: Any) -> int:
    """Queue an event for every endpoint of ``client`` that asked for ``topic``; returns how many.

    ``payload``: what this client may know, and nothing else: refs, aliases, work facts.
    """
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in payload.items()}
    asked = WebhookEndpoint.objects.filter(client=client, active=True, topics__contains=[topic])
    calls = WebhookCall.objects.bulk_create(
        WebhookCall(endpoint=endpoint, topic=topic, payload=plain) for endpoint in asked
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
