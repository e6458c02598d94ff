"""The dispatcher's doors inside the admin."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.kernel.clock import now
from tasks.dispatch import actions
from tasks.dispatch.models import FillPlan, Wave
from tasks.dispatch.plan_page import plan_page, wave_page
from tasks.orders.models import Order


def _order(request: HatRequest, ref: UUID) -> Order:
    orders = Order.objects.visible_to(request.principal).select_related("client", "skill", "language")
    return get_object_or_404(orders, ref=ref)


@require_safe
@staff_required("dispatcher")
def plan_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    """An order's fill plan: what it takes, before it is confirmed; its waves, after."""
    return render(request, "admin/dispatch/plan_detail.html", plan_page(_order(request, ref), now()))


@require_POST
@staff_required("dispatcher")
def plan_propose(request: HatRequest, ref: UUID) -> HttpResponse:
    """Compute the proposal anew."""
    actions.propose_plan(order=_order(request, ref), by=request.user)
    return redirect("staff:plan_detail", ref=ref)


@require_POST
@staff_required("dispatcher")
def plan_confirm(request: HatRequest, ref: UUID) -> HttpResponse:
    """Confirm: shifts open, the first wave goes out."""
    plan = get_object_or_404(FillPlan.objects.visible_to(request.principal), order__ref=ref)
    actions.confirm_plan(plan=plan, by=request.user)
    messages.success(request, _("Confirmed. The first wave goes out now."))
    return redirect("staff:plan_detail", ref=ref)


@require_POST
@staff_required("dispatcher")
def wave_more(request: HatRequest, ref: UUID) -> HttpResponse:
    """One more wave, at once."""
    actions.ask_more(order=_order(request, ref), by=request.user)
    messages.success(request, _("Another wave goes out now."))
    return redirect("staff:plan_detail", ref=ref)


@require_safe
@staff_required("dispatcher")
def wave_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    """One wave for audit: its seed, who was asked, how the draw went."""
    wave = get_object_or_404(Wave.objects.visible_to(request.principal), ref=ref)
    return render(request, "admin/dispatch/wave_detail.html", wave_page(wave))
