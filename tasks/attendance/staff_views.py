"""Staff doors of attendance: corrections that wait for a decision."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import HatRequest, staff_required
from tasks.attendance import actions
from tasks.attendance.correction_page import correction_page
from tasks.attendance.forms import DecisionForm
from tasks.attendance.models import Correction

RELATED = ("attendance__assignment__agent__user", "attendance__assignment__shift__order__client", "asked_by")


@require_safe
@staff_required("dispatcher")
def correction_list(request: HatRequest) -> HttpResponse:
    """What waits, the oldest first; then the last decisions."""
    rows = Correction.objects.visible_to(request.principal).select_related(*RELATED)
    context = {
        "waiting": rows.waiting().order_by("asked_at")[:100],
        "decided": rows.exclude(decided_at=None).order_by("-decided_at")[:20],
    }
    return render(request, "admin/attendance/correction_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("dispatcher")
def correction_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    """One correction: before, after, the events of the day; a decision with its reason."""
    rows = Correction.objects.visible_to(request.principal).select_related(*RELATED)
    correction = get_object_or_404(rows, ref=ref)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        granted, reason = form.cleaned_data["granted"] == "yes", form.cleaned_data["reason"]
        actions.decide_correction(correction=correction, by=request.user, granted=granted, reason=reason)
        messages.success(request, _("Decided. The agent is told."))
        return redirect("staff:correction_list")
    context = {"form": form, **correction_page(correction)}
    return render(request, "admin/attendance/correction_decide.html", context, status=422 if form.errors else 200)
