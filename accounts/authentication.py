"""The API's doors: a client's key, its scopes, its rate."""

from math import ceil
from typing import Any

from knox.auth import TokenAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from accounts.principals import ANONYMOUS, Principal


class ClientKeyAuthentication(TokenAuthentication):  # type: ignore[misc]
    """``Authorization: Bearer <key>``; sets the principal to the key's client, never to the person behind it."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        found = super().authenticate(request)
        principal = ANONYMOUS
        if found is not None and found[1].client is not None and found[1].is_in_use:
            user, key = found
            principal = Principal(user=user, client=key.client, member_role="planner", key=key)
        request._request.principal = principal  # type: ignore[attr-defined]
        return found if principal.key else None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class HasScope(BasePermission):
    """The key holds every scope in the view's ``required_scopes``; a view without any is closed."""

    def has_permission(self, request: Request, view: Any) -> bool:
        wanted = set(getattr(view, "required_scopes", ()))
        key = getattr(request, "auth", None)
        return bool(wanted) and key is not None and wanted <= set(key.scopes)


class ClientRateThrottle(SimpleRateThrottle):
    """So many requests a minute for each key."""

    scope = "client"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        key = getattr(request, "auth", None)
        return self.cache_format % {"scope": self.scope, "ident": key.pk} if key is not None else None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Counts, and leaves on the request what is left, for the answer's headers."""
        allowed = super().allow_request(request, view)
        if getattr(self, "key", None) is not None:
            most, duration = self.num_requests, self.duration  # type: ignore[attr-defined]
            reset = ceil(duration - (self.now - self.history[-1])) if self.history else int(duration)
            request._request.rate = (most, max(0, most - len(self.history)), max(0, reset))  # type: ignore[attr-defined]
        return allowed
