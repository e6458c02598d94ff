"""The doors of the numbers: what-if and the model's card."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.activation import pages
from talentpool.activation.forms import WhatIfForm
from talentpool.activation.models import AcceptanceModel
from talentpool.kernel.clock import now


@require_safe
@staff_required("dispatcher", "analyst", "recruiter")
def model_card(request: HatRequest) -> HttpResponse:
    """What the acceptance model uses and never uses, and whether its probabilities came true."""
    row = AcceptanceModel.objects.visible_to(request.principal).filter(in_use=True).first()
    return render(request, "admin/activation/model_card.html", pages.model_page(row))


@require_safe
@staff_required("dispatcher", "recruiter", "analyst")
def task_rate(request: HatRequest) -> HttpResponse:
    """The task rate of any requirement, with its formula and names."""
    form = WhatIfForm(request.GET if "skill" in request.GET else None, initial=pages.usual_demand(at=now()))
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        demand = form.demand(request.user.timezone)
        context["found"] = pages.what_if(demand, form.cleaned_data["agent"], at=now())
    return render(request, "admin/activation/task_rate.html", context, status=422 if form.errors else 200)
