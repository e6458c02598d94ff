"""What messaging holds about a person, and what it erases."""

from typing import Any

from accounts.models import User
from accounts.personal import Deletes, Rule
from talentpool.messaging.models import Message, Preference, PushSubscription

RULES: dict[str, Rule] = {
    "Message.user": Deletes(),
    "Preference.user": Deletes(),
    "PushSubscription.user": Deletes(),
}


def export(user: User) -> dict[str, Any]:
    """Her inbox and how she wants to be reached."""
    preference = Preference.of(user)
    return {
        "inbox": [
            {"at": m.created_at.isoformat(), "title": m.words.title, "body": m.words.body}
            for m in Message.objects.filter(user=user).select_related("user").order_by("created_at")
        ],
        "reached_by": list(preference.vias),
        "browsers": PushSubscription.objects.filter(user=user).count(),
    }


def erase(user: User) -> None:
    for model in (Message, Preference, PushSubscription):
        model._default_manager.filter(user=user).delete()
