"""One demo person for each role, already logged in."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Count

from accounts.backends import HOUSE_BACKEND
from accounts.models import Membership, User
from accounts.states import MemberRole, StaffRole
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.screening.models import Application


@dataclass(frozen=True)
class Player:
    """A role, where its pages begin, which addresses belong to it, and the session of its person."""

    role: str
    starts: tuple[str, ...]
    prefix: str
    session: str = ""


def session_of(user: User) -> str:
    """A fresh session of ``user``, as if she had just logged in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = HOUSE_BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


class NobodyPlays(LookupError):
    """Roles that the demo has no person for; says which there are."""


def players(roles: Collection[str]) -> list[Player]:
    """Those who play ``roles``; all where none is named. Raises NobodyPlays."""
    known = list(cast())
    there_are = [player.role for player in known]
    if unknown := [role for role in roles if role not in there_are]:
        raise NobodyPlays(f"Nobody plays {', '.join(unknown)}; there are {', '.join(there_are)}.")
    return [player for player in known if not roles or player.role in roles]


def cast() -> Iterator[Player]:
    """Everybody the demo has a person for."""
    yield Player("visitor", ("/", "/style/", "/accounts/login/", "/accounts/signup/", "/nowhere/"), "/")
    applicant = Application.objects.filter(user__is_demo=True, user__agent=None).order_by("-started_at").first()
    if applicant is not None:
        yield Player("applicant", ("/",), "/", session_of(applicant.user))
    agents = Agent.objects.filter(is_demo=True, state=AgentState.RESERVE).annotate(n=Count("assignments"))
    agent = agents.order_by("-n", "pk").first()
    if agent is not None:
        yield Player("agent", ("/agent/",), "/agent/", session_of(agent.user))
    for role in MemberRole.values:
        member = Membership.objects.filter(role=role, user__is_demo=True).order_by("pk").first()
        if member is not None:
            yield Player(f"client-{role}", ("/client/",), "/client/", session_of(member.user))
    for role in StaffRole.values:
        staff = User.objects.filter(groups__name=role, is_staff=True, is_demo=True).order_by("pk").first()
        if staff is not None:
            yield Player(f"staff-{role}", ("/admin/", "/admin/records/"), "/admin/", session_of(staff))
