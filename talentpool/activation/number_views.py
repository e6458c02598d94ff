"""The doors of the numbers: what-if with its levers, the acceptance model's card."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.activation import number_pages as pages
from talentpool.activation.forms import WhatIfForm
from talentpool.activation.levers import Option
from talentpool.activation.models import AcceptanceModel
from talentpool.activation.permissions import NUMBERS
from talentpool.kernel.clock import now


@require_safe
@staff_required(*NUMBERS)
def model_card(request: HatRequest) -> HttpResponse:
    """What the acceptance model uses and never uses, and whether its probabilities came true."""
    row = AcceptanceModel.objects.visible_to(request.principal).filter(in_use=True).first()
    return render(request, "admin/activation/model_card.html", pages.model_page(row))


@require_safe
@staff_required(*NUMBERS)
def task_rate(request: HatRequest) -> HttpResponse:
    """The task rate of any requirement, with its formula and names; the levers follow by themselves."""
    form = WhatIfForm(request.GET if "skill" in request.GET else None, initial=pages.usual_demand(at=now()))
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        demand = form.demand(request.user.timezone)
        context["found"] = pages.what_if(demand, form.cleaned_data["agent"], at=now())
        context["levers"] = f"{reverse('staff:task_rate_levers')}?{request.GET.urlencode()}"
    return render(request, "admin/activation/task_rate.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required(*NUMBERS)
def task_rate_levers(request: HatRequest) -> HttpResponse:
    """What would raise the rate of a hypothetical requirement most for its cost."""
    form = WhatIfForm(request.GET)
    if not form.is_valid():
        return render(request, "admin/activation/task_rate.html", {"form": form}, status=422)
    demand = form.demand(request.user.timezone)
    address = pages.pulled_at(
        demand, request.principal, bonus=_changed(form, request.GET), hours=_changed(form, request.GET)
    )
    return levers(request, pages.levers_page(demand, at=now(), address=address))


def levers(request: HatRequest, context: dict[str, Any]) -> HttpResponse:
    """The levers as a part of a page, or as a page of their own where there are no scripts."""
    part = "_part" if request.headers.get("HX-Request") else ""
    return render(request, f"admin/activation/levers{part}.html", context)


def _changed(form: WhatIfForm, asked: QueryDict) -> pages.Address:
    """The same question with the lever pulled."""

    def address(option: Option) -> str:
        changed = asked.copy()
        for name, value in form.pulled(option).items():
            changed[name] = value
        return f"{reverse('staff:task_rate')}?{changed.urlencode()}"

    return address
