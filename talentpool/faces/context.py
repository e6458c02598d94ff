"""What the bars of all faces show beside their links."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from accounts.models import User
from accounts.principals import Principal
from talentpool.kernel.compiled import Compiled
from talentpool.messaging.models import Message

SHOWN_AT_MOST = 100  # beyond 99 the bell says "99+"
_waiting = Compiled[int](
    lambda user_id: (
        Message.objects.visible_to(Principal(user=User(pk=user_id)))
        .unread()
        .values_list("pk", flat=True)[:SHOWN_AT_MOST]
    ),
    user_id=int,
)


def bars(request: HttpRequest) -> dict[str, Callable[[], Any]]:
    """``unread``: how many messages wait for the reader, at most 100; asked only by a page that shows it."""
    return {"unread": lambda: _unread(request)}


def _unread(request: HttpRequest) -> int:
    principal = getattr(request, "principal", None)
    if principal is None or principal.user_id is None:
        return 0
    return len(_waiting(user_id=principal.user_id))
