"""The doors of season plans."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.activation import actions
from talentpool.activation import season_pages as pages
from talentpool.activation.models import SeasonPlan
from talentpool.activation.permissions import CALLS, NUMBERS
from talentpool.activation.season_forms import SeasonForm, peak_rows
from talentpool.kernel.clock import now


def _plan(request: HatRequest, ref: UUID) -> SeasonPlan:
    return get_object_or_404(SeasonPlan.objects.visible_to(request.principal), ref=ref)


@require_safe
@staff_required(*NUMBERS)
def season_list(request: HatRequest) -> HttpResponse:
    """Every plan: needed against there."""
    plans = SeasonPlan.objects.visible_to(request.principal).order_by("-starts_on", "pk")
    return render(request, "admin/activation/season_list.html", pages.list_page(plans))


@require_safe
@staff_required(*NUMBERS)
def season_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    """One plan: each segment's size with its doubt, and what to do until when."""
    return render(request, "admin/activation/season_detail.html", pages.season_page(_plan(request, ref), at=now()))


@staff_required(*CALLS)
def season_new(request: HatRequest) -> HttpResponse:
    """Write a plan."""
    return _written(request, None)


@staff_required(*CALLS)
def season_change(request: HatRequest, ref: UUID) -> HttpResponse:
    """Change a plan's days or peaks."""
    return _written(request, _plan(request, ref))


def _written(request: HatRequest, plan: SeasonPlan | None) -> HttpResponse:
    handed_in = request.POST if request.method == "POST" else None
    form, rows = SeasonForm(handed_in, instance=plan), peak_rows(handed_in, plan)
    if form.is_valid() and rows.is_valid():
        peaks = [peak for peak in (row.peak() for row in rows) if peak]
        given = {name: form.cleaned_data[name] for name in ("name", "starts_on", "ends_on")}
        target = form.cleaned_data["percent"] / 100
        saved = actions.save_season(**given, target=target, peaks=peaks, by=request.user, plan=plan)
        return redirect("staff:season_detail", ref=saved.ref)
    context = {"form": form, "peaks": rows, "plan": plan}
    return render(request, "admin/activation/season_change.html", context, status=422 if form.is_bound else 200)


@require_POST
@staff_required(*CALLS)
def season_compute(request: HatRequest, ref: UUID) -> HttpResponse:
    """Compute anew from today's rates and people."""
    actions.compute_season(plan=_plan(request, ref), by=request.user)
    messages.success(request, _("Computed from today's rates and people."))
    return redirect("staff:season_detail", ref=ref)


@require_POST
@staff_required(*CALLS)
def season_remove(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.remove_season(plan=_plan(request, ref), by=request.user)
    messages.success(request, _("The plan is removed."))
    return redirect("staff:season_list")
