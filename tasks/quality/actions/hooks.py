"""Addresses that clients' systems post conversations to."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import F
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from accounts.models import Client, User
from talentpool.kernel.clock import now
from talentpool.messaging.signing import new_secret
from tasks.quality.actions.receiving import receive_conversation
from tasks.quality.errors import HookUnsigned
from tasks.quality.models import InboundHook, Inspection


@transaction.atomic
def add_hook(*, client: Client, name: str, by: User) -> InboundHook:
    """A new address with a secret of its own."""
    hook = InboundHook(client=client, name=name.strip(), created_by=by, created_at=now())
    hook.secret = new_secret()
    hook.save()
    return hook


@transaction.atomic
def close_hook(*, hook: InboundHook, by: User) -> InboundHook:
    """Nothing comes in there any more; the line stays."""
    del by  # the door checks that she is the owner
    hook.active = False
    hook.save(update_fields=["active"])
    return hook


def receive_by_hook(*, ref: UUID, body: bytes, headers: Mapping[str, str]) -> tuple[Inspection, bool]:
    """Take one conversation in, and whether it was new. An unknown address answers like a wrong signature.

    Raises HookUnsigned, JSONDecodeError, and what ``receive_conversation`` raises.
    """
    hook = InboundHook.objects.for_caller().filter(ref=ref).first()
    wanted = {k.lower(): v for k, v in headers.items() if k.lower().startswith("webhook-")}
    if hook is None:
        raise HookUnsigned
    try:
        Webhook(hook.secret).verify(body, wanted, json_parse=False)
    except (WebhookVerificationError, ValueError) as error:  # a header that can't be read is a ValueError
        raise HookUnsigned from error
    sent = json.loads(body)
    data = sent.get("data", sent) if isinstance(sent, dict) else sent
    received = receive_conversation(client=hook.client, sent=data, by=None)
    InboundHook.objects.filter(pk=hook.pk).update(received=F("received") + int(received.is_new), last_at=now())
    return received.inspection, received.is_new
