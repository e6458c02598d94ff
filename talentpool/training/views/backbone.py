"""Backbone agents for staff: who leads, who could, one decision at a time."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.models import Agent
from talentpool.growth.actions import decide_backbone
from talentpool.growth.forms import StepDownForm
from talentpool.kernel.clock import now
from talentpool.training import backbone

MOST = 30


@staff_required("trainer", "dispatcher")
@require_safe
def backbone_list(request: HatRequest) -> HttpResponse:
    """Those who lead with their figures, then those who could."""
    everybody, at = Agent.objects.visible_to(request.principal), now()
    shown = {
        "ratio": backbone.ratio(everybody),
        "leads": backbone.leads(everybody.filter(is_backbone=True)[:200], at),
        "candidates": backbone.leads(backbone.candidates(everybody, at)[:MOST], at),
        "may_decide": request.principal.has_role("trainer"),
    }
    return render(request, "admin/training/backbone_list.html", shown)


@staff_required("trainer")
@require_http_methods(["GET", "HEAD", "POST"])
def backbone_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    """Choose or release, with a reason she reads."""
    agent = get_object_or_404(Agent.objects.visible_to(request.principal).select_related("user"), ref=ref)
    lead = backbone.leads(Agent.objects.visible_to(request.principal).filter(pk=agent.pk), now())[0]
    form = StepDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen, reason = "choose" in request.POST, form.cleaned_data["reason"]
        decide_backbone(agent=agent, chosen=chosen, facts=lead.facts(), by=request.user, reason=reason)
        return redirect("staff:backbone_list")
    return render(request, "admin/training/backbone_decide.html", {"lead": lead, "form": form})
