"""Whether a link leads anywhere for who reads the page: judged by what its door declares, without knocking."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve


def leads_in(request: HttpRequest, href: str) -> bool:
    """False only where the door behind ``href`` is known and closed to her; what nobody knows is left alone.

    A door says whom it lets in by ``opens_to`` (see accounts.permissions), a page of a model's records by its rights.
    """
    try:
        door = resolve(urlsplit(href).path).func
    except Resolver404:
        return True
    records = getattr(door, "model_admin", None)
    if records is not None:
        return bool(records.has_view_or_change_permission(request))
    roles = getattr(door, "opens_to", ())
    return not roles or wears(getattr(request, "principal", None), roles)


def wears(principal: Any, roles: tuple[str, ...] | list[str]) -> bool:
    """Whether this hat is one of ``roles``, staff's or a client member's."""
    return principal is not None and (principal.member_role in roles or principal.has_role(*roles))
