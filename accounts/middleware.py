"""The URL prefix picks the hat; staff and client owners need a second factor."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.models import Membership, User
from accounts.principals import ANONYMOUS, Principal
from accounts.states import MemberRole
from talentpool.kernel.compiled import Compiled
from talentpool.kernel.models import DataMark

Answer = Callable[[HttpRequest], HttpResponse]
CLIENT_COOKIE = "client"

_ROLES = Compiled[str](
    lambda user_id: Group.objects.filter(user=user_id).order_by().values_list("name", flat=True), user_id=int
)
_MEMBERSHIPS = Compiled[Membership](
    lambda user_id: Membership.objects.filter(user=user_id).select_related("client").order_by("pk"), user_id=int
)
# Recovery codes alone are no second factor.
_FACTORS = Compiled[int](
    lambda user_id: Authenticator.objects.filter(user=user_id, type=Authenticator.Type.TOTP).values_list(
        "pk", flat=True
    ),
    user_id=int,
)


def has_second_factor(user: User | None) -> bool:
    return user is not None and bool(_FACTORS(user_id=user.pk))


def _staff(user: User) -> Principal:
    roles = frozenset(_ROLES(user_id=user.pk)) if user.is_staff else frozenset[str]()
    if user.is_staff and user.is_superuser:
        roles |= {"administrator"}
    return Principal(user=user, roles=roles)


def _member(user: User, chosen: str) -> Principal:
    memberships = _MEMBERSHIPS(user_id=user.pk)
    found = next((m for m in memberships if m.client.slug == chosen), memberships[0] if memberships else None)
    if found is None:
        return Principal(user=user)
    return Principal(user=user, client=found.client, member_role=found.role)


def _agent(user: User) -> Principal:
    """``agent`` is the reverse of the one-to-one that the agents room adds; accounts must not import it."""
    agent = getattr(user, "agent", None)
    return Principal(user=user, agent_id=agent.pk if agent else None)


class HatMiddleware:
    """Sets ``request.principal`` from the path: /admin/ staff, /client/ member, everything else agent or applicant."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.principal = self._pick(request)  # type: ignore[attr-defined]
        with timezone.override(getattr(request.user, "timezone", None)):
            return self.get_response(request)

    @staticmethod
    def _pick(request: HttpRequest) -> Principal:
        user = request.user
        if not user.is_authenticated:
            return ANONYMOUS
        if request.path.startswith("/admin/"):
            return _staff(user)
        if request.path.startswith("/client/"):
            return _member(user, request.session.get(CLIENT_COOKIE, ""))
        return _agent(user)


class SecondFactorMiddleware:
    """allauth can't demand a second factor, so this does: under /admin/, and under /client/ for owners.

    A demo on loopback may do without (``DEMO_WITHOUT_SECOND_FACTOR=1``), real data never.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        principal: Principal = request.principal  # type: ignore[attr-defined]
        needed = principal.is_staff or principal.member_role == MemberRole.OWNER
        if needed and not has_second_factor(principal.user) and not self._demo(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def _demo(request: HttpRequest) -> bool:
        """Only for somebody who sits at this machine: behind a proxy every address looks like loopback."""
        if not settings.DEMO_WITHOUT_SECOND_FACTOR or request.headers.get("X-Forwarded-For"):
            return False
        return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and DataMark.is_demo()
