"""Browsers that agreed to Web Push."""

from django.db import transaction

from accounts.models import User
from talentpool.messaging.models import PushSubscription


@transaction.atomic
def subscribe_browser(*, by: User, endpoint: str, p256dh: str, auth: str) -> PushSubscription:
    """Remember where a browser can be woken; the same browser of another person changes hands."""
    return PushSubscription.objects.update_or_create(
        endpoint=endpoint, defaults={"user": by, "p256dh": p256dh, "auth": auth}
    )[0]


@transaction.atomic
def forget_browser(*, by: User, endpoint: str) -> int:
    """Stop waking a browser; returns how many were known (0 or 1)."""
    return PushSubscription.objects.filter(user=by, endpoint=endpoint).delete()[0]
