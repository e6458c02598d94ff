"""Webhooks signed after Standard Webhooks, so that other people's libraries can verify them."""

import base64
import json
import secrets
from datetime import datetime, timedelta

from standardwebhooks import Webhook

from talentpool.messaging.models import WebhookCall

PREFIX = "whsec_"
OVERLAP = timedelta(hours=24)  # after a rotation both secrets sign


def new_secret() -> str:
    """24 random bytes in the form the standard asks for."""
    return PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def signed(call: WebhookCall, *, at: datetime) -> tuple[bytes, dict[str, str]]:
    """Body and headers of one call. The id stays the same over repeats, so the receiver can drop twins."""
    body = json.dumps(
        {"type": call.topic, "timestamp": call.created_at.isoformat(), "data": call.payload},
        separators=(",", ":"),
        sort_keys=True,
    )
    name = f"msg_{call.ref.hex}"
    endpoint = call.endpoint
    secrets_now = [endpoint.secret]
    if endpoint.old_secret and endpoint.rotated_at and at - endpoint.rotated_at < OVERLAP:
        secrets_now.append(endpoint.old_secret)  # the standard takes several, apart by spaces
    signature = " ".join(Webhook(one).sign(msg_id=name, timestamp=at, data=body) for one in secrets_now)
    return body.encode(), {
        "Content-Type": "application/json",
        "User-Agent": "TalentPool-Webhooks/1",
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
