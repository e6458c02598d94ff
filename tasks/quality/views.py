"""Pages of quality for agents and clients; the staff's are in ``desk_views``."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Avg, Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.growth.actions import weakest_capability
from talentpool.kernel.clock import now
from tasks.quality import actions, overview
from tasks.quality.actions.appealing import appeal_deadline
from tasks.quality.display import groups_of, hits_of, lines_of, steps_of
from tasks.quality.errors import ReasonNeeded
from tasks.quality.forms import AppealForm
from tasks.quality.leads import led_inspection
from tasks.quality.learning import good_case_for
from tasks.quality.models import Inspection


def opened(request: HttpRequest, ref: UUID) -> Inspection:
    """An inspection this principal may see, or 404."""
    visible = Inspection.objects.visible_to(request.principal)  # type: ignore[attr-defined]
    return get_object_or_404(
        visible.select_related("conversation", "rule_set", "agent", "client").defer("rule_set__rules"), ref=ref
    )


def judgement(inspection: Inspection) -> dict[str, Any]:
    """The context of a page that shows a conversation with its judgement."""
    hits = hits_of(inspection)
    return {
        "inspection": inspection,
        "conversation": inspection.conversation,
        "hits": hits,
        "lines": lines_of(inspection, hits),
        "steps": steps_of(inspection),
        "groups": groups_of(inspection),
        "coaching_link": f"/agent/quality/{inspection.ref}/#" + (f"hit-{hits[0]['place']}" if hits else "turn-1"),
        "red_line_open": any(h["severity"] == "red_line" and h["state"] == "found" for h in hits),
    }


@require_safe
@agent_required
def agent_quality(request: AgentRequest) -> HttpResponse:
    """Her own scores: the mean, the days, the conversations."""
    own = Inspection.objects.visible_to(request.principal).select_related("conversation", "client")
    page = Paginator(own.order_by("-inspected_at", "-pk"), 20).get_page(request.GET.get("page"))
    totals = own.aggregate(
        count=Count("pk"),
        mean=Avg("score", filter=Q(under_appeal=False)),
        red=Count("pk", filter=Q(red_line_confirmed=True)),
    )
    shown = overview.quality_overview(request.principal, at=now())
    weakest = weakest_capability(agent=request.agent)
    case = good_case_for(request.principal, weakest) if weakest else None
    context = {"page": page, "all": totals, "case": case, **shown}
    return render(request, "agent/quality/quality_list.html", context)


@require_safe
@agent_required
def agent_inspection(request: AgentRequest, ref: UUID) -> HttpResponse:
    """One conversation with the hits in place, how the score came about, and the way to object."""
    inspection = opened(request, ref)
    deadline = appeal_deadline(inspection=inspection)
    can_appeal = not inspection.under_appeal and inspection.score is not None and now() <= deadline
    context = {
        **judgement(inspection),
        "form": AppealForm(),
        "appeals": inspection.appeals.select_related("to").order_by("-opened_at"),
        "deadline": deadline,
        "can_appeal": can_appeal,
    }
    return render(request, "agent/quality/inspection_view.html", context)


@require_POST
@agent_required
def appeal_open(request: AgentRequest, ref: UUID) -> HttpResponse:
    inspection = opened(request, ref)
    form = AppealForm(request.POST)
    if not form.is_valid():
        raise ReasonNeeded
    actions.open_appeal(inspection=inspection, agent=request.agent, reason=form.said(), by=request.user)
    messages.success(request, _("Sent. A person answers by the deadline shown below."))
    return redirect("agent:inspection_detail", ref=ref)


@require_safe
@client_required()
def client_quality(request: ClientRequest) -> HttpResponse:
    """Scores by alias, the trend, the rules broken most, the newest conversations."""
    inspections = Inspection.objects.visible_to(request.principal).select_related("conversation")
    page = Paginator(inspections.order_by("-inspected_at", "-pk"), 20).get_page(request.GET.get("page"))
    context = {
        **overview.quality_overview(request.principal, at=now()),
        "people": overview.by_alias(request.principal, at=now()),
        "page": page,
        "can_send": request.principal.member_role in ("owner", "planner"),
    }
    return render(request, "client/quality/quality_list.html", context)


@require_safe
@client_required()
def client_conversation(request: ClientRequest, ref: UUID) -> HttpResponse:
    return render(request, "client/quality/conversation_view.html", judgement(opened(request, ref)))


@require_POST
@client_required()
def people_ask(request: ClientRequest, ref: UUID) -> HttpResponse:
    """A client wants a person to look at this one."""
    actions.ask_for_people(inspection=opened(request, ref), by=request.user)
    messages.success(request, _("Asked: an analyst looks at it."))
    return redirect("client:conversation_detail", ref=ref)


@require_safe
@agent_required
def team_inspection(request: AgentRequest, ref: UUID) -> HttpResponse:
    """What an alert in the lead's team is about; scores are not hers to see."""
    found = led_inspection(agent_id=request.agent.pk, ref=ref)
    if found is None:
        raise Http404
    return render(request, "agent/quality/team_view.html", judgement(found))
