"""Doors of complaints: she says how it was, a person of the house decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.clock import now
from tasks.attendance import actions
from tasks.attendance.forms import ComplaintForm, HeardForm
from tasks.attendance.models import Complaint

RELATED = ("assignment__agent__user", "assignment__shift__order__client", "raised_by", "settled_by")


@require_safe
@never_cache
@staff_required("dispatcher", "analyst")
def complaint_list(request: HatRequest) -> HttpResponse:
    """What waits, the oldest first; then the last decisions."""
    rows = Complaint.objects.visible_to(request.principal).select_related(*RELATED)
    context = {
        "waiting": list(rows.waiting().order_by("raised_at")[:100]),
        "decided": list(rows.exclude(settled_at=None).order_by("-settled_at")[:30]),
        "now": now(),
    }
    return render(request, "admin/attendance/complaint_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_required("dispatcher", "analyst")
def complaint_settle(request: HatRequest, ref: UUID) -> HttpResponse:
    """One complaint: both sides, and the decision with the answer that both read."""
    rows = Complaint.objects.visible_to(request.principal).select_related(*RELATED, "assignment__attendance")
    complaint, form = get_object_or_404(rows, ref=ref), ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.settle_complaint(complaint=complaint, by=request.user, **form.decided())
        messages.success(request, _("Decided. The client and the agent are told."))
        return redirect("staff:complaint_list")
    context = {"form": form, "complaint": complaint, "early": complaint.may_be_settled_from > now()}
    return render(request, "admin/attendance/complaint_settle.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@agent_required
def complaint_detail(request: AgentRequest, ref: UUID) -> HttpResponse:
    """What a client wrote about a shift of hers; her own words; the decision."""
    rows = Complaint.objects.visible_to(request.principal).select_related(*RELATED)
    complaint = get_object_or_404(rows, ref=ref)
    form = HeardForm(request.POST or None, initial={"words": complaint.heard})
    if request.method == "POST" and form.is_valid():
        actions.hear_agent(complaint=complaint, by=request.user, **form.cleaned_data)
        messages.success(request, _("Sent. A person reads both sides and decides."))
        return redirect("agent:complaint_detail", ref=ref)
    context = {"form": form, "complaint": complaint}
    return render(request, "agent/attendance/complaint_detail.html", context, status=422 if form.errors else 200)
