"""Staff doors of backbone agents: the page, and naming somebody or ending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.activation import backbone as pages
from talentpool.activation.backbone_forms import BackboneForm
from talentpool.activation.errors import ReasonMissing
from talentpool.activation.permissions import CALLS, POOL
from talentpool.agents.actions import name_backbone
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now


@require_safe
@staff_required(*POOL)
def backbone(request: HatRequest) -> HttpResponse:
    """Who they are, how many each segment wants, their own rate, who could be next."""
    return render(request, "admin/activation/backbone.html", pages.page(at=now()))


@require_POST
@staff_required(*CALLS)
def backbone_name(request: HatRequest) -> HttpResponse:
    """A person names somebody, or ends it, with a reason the agent reads."""
    form = BackboneForm(request.POST)
    if not form.is_valid():
        raise ReasonMissing
    agent = get_object_or_404(Agent.objects.visible_to(request.principal), ref=form.cleaned_data["agent"])
    said = {name: form.cleaned_data[name] for name in ("backbone", "reason")}
    name_backbone(agent=agent, by=request.user, **said)
    messages.success(request, _("Decided; the agent has been told."))
    return redirect("staff:backbone")
