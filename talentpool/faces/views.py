"""Home pages and the front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import ClientRequest, client_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.faces import agent_home as agents
from talentpool.faces import client_home as clients
from talentpool.faces import front as fronts


def front(request: HttpRequest) -> HttpResponse:
    """What this is, for those who aren't logged in; for others the home of their hat."""
    home = fronts.home_of(request.user)
    if home and "stay" not in request.GET:
        return redirect(home)
    return render(request, "faces/front.html", fronts.gather())


@agent_required
def agent_home(request: AgentRequest) -> HttpResponse:
    """An agent's first page."""
    home = agents.gather(request.principal, request.agent)
    return render(request, "agent/faces/home.html", {"home": home, "agent": request.agent})


@client_required()
def client_home(request: ClientRequest) -> HttpResponse:
    """A client's first page."""
    home = clients.gather(request.principal, request.client)
    may_order = request.principal.member_role in ("owner", "planner")
    context = {"home": home, "client": request.client, "can_order": may_order}
    return render(request, "client/faces/home.html", context)
