"""Who may open a door of accounts, the staff roles' rights here, and the decorators every room's doors use."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.models import Client, Membership, User
from accounts.principals import Principal
from talentpool.kernel.errors import NotAllowed

P = ParamSpec("P")

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "administrator": {
        "user": ("view", "add", "change"),
        "client": ("view", "add", "change"),
        "membership": ("view", "add", "change", "delete"),
        "policy": ("view", "add", "change"),
        "decisionrecord": ("view",),
    },
    "recruiter": {"user": ("view",), "decisionrecord": ("view",)},
    **{role: {"decisionrecord": ("view",)} for role in ("trainer", "dispatcher", "analyst", "counsellor")},
}


class HatRequest(HttpRequest):
    """A request after ``HatMiddleware``."""

    user: User
    principal: Principal


class ClientRequest(HatRequest):
    client: Client
    membership: Membership


Door = Callable[Concatenate[Any, P], HttpResponse]


def staff_required(*roles: str) -> Callable[[Door[P]], Door[P]]:
    """Only staff in one of ``roles`` (none given: any staff) enter; others get 403, strangers the log-in page."""

    def decorate(view: Door[P]) -> Door[P]:
        @wraps(view)
        def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not (request.principal.has_role(*roles) if roles else request.principal.is_staff):
                raise NotAllowed
            return view(request, *args, **kwargs)

        guarded.opens_to = roles  # type: ignore[attr-defined]  # read by kernel.ways
        return guarded

    return decorate


def person_required(view: Door[P]) -> Door[P]:
    """Anybody who is logged in: pages about oneself."""

    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def client_required(*roles: str) -> Callable[[Door[P]], Door[P]]:
    """Only members of a client company in one of ``roles`` (none given: any) enter; gives ``request.client``."""

    def decorate(view: Door[P]) -> Door[P]:
        @wraps(view)
        def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            principal = request.principal
            if principal.client is None or (roles and principal.member_role not in roles):
                raise NotAllowed
            request.client = principal.client
            request.membership = SimpleLazyObject(
                lambda: Membership.objects.get(user=principal.user, client=principal.client)
            )
            return view(request, *args, **kwargs)

        guarded.opens_to = roles  # type: ignore[attr-defined]
        return guarded

    return decorate
