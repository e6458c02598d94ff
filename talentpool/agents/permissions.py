"""Who may open an agent's doors, and the staff roles' rights here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import HatRequest
from talentpool.agents.models import Agent
from talentpool.kernel.errors import NotAllowed

P = ParamSpec("P")

STAFF: dict[str, dict[str, tuple[str, ...]]] = {
    "recruiter": {"agent": ("view",), "hub": ("view",), "skill": ("view",), "language": ("view",), "region": ("view",)},
    "trainer": {"agent": ("view",), "skill": ("view", "add", "change")},
    "dispatcher": {"agent": ("view",), "hub": ("view",), "skill": ("view",), "worklimit": ("view",)},
    "analyst": {"agent": ("view",)},
    "finance": {"payrule": ("view", "add")},
    "administrator": {
        "agent": ("view",),
        "skill": ("view", "add", "change"),
        "hub": ("view", "add", "change"),
        "payrule": ("view", "add"),
        "language": ("view", "add", "change"),
        "region": ("view", "add", "change"),
        "poolstandard": ("view", "add", "change"),
        "worklimit": ("view", "add", "change", "delete"),
    },
}


class NotAnAgent(NotAllowed):
    """She has an account, but was not admitted yet."""

    code = "not_an_agent"
    message = _("This page is for agents in the pool.")
    next_step = _("Apply first, or go on with your application.")


class AgentRequest(HatRequest):
    """A request through ``agent_required``."""

    agent: Agent


Door = Callable[Concatenate[Any, P], HttpResponse]


def agent_required(view: Door[P]) -> Door[P]:
    """Only a person with an agent's profile enters; gives ``request.agent``."""

    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.principal.agent_id is None:
            raise NotAnAgent
        request.agent = request.user.agent
        return view(request, *args, **kwargs)

    return guarded
