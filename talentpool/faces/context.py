"""What the bars of all faces show beside their links."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from talentpool.messaging.models import Message


def bars(request: HttpRequest) -> dict[str, Callable[[], Any]]:
    """``unread``: how many messages wait for the reader; asked only by a page that shows it."""
    return {"unread": lambda: _unread(request)}


def _unread(request: HttpRequest) -> int:
    principal = getattr(request, "principal", None)
    if principal is None or principal.user_id is None:
        return 0
    return Message.objects.visible_to(principal).unread().count()
