"""Staff doors of the workplace: a shift's people, hard cases, security incidents, channels, hubs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.models import Hub
from talentpool.kernel.clock import now
from tasks.attendance import actions
from tasks.attendance.forms import AnswerForm, CorrectionForm, IncidentForm, OutcomeForm
from tasks.attendance.hub_page import hub_page
from tasks.attendance.models import Attendance, Incident, Ticket
from tasks.attendance.shift_page import shift_page
from tasks.dispatch.models import Assignment
from tasks.orders.models import Order, Shift

TICKETS = ("attendance__assignment__agent__user", "attendance__assignment__shift__order__client", "taken_by")
INCIDENTS = ("order__client", "reported_by", "closed_by", "attendance__assignment__agent")


@require_safe
@staff_required("dispatcher")
def shift_day(request: HatRequest, ref: UUID) -> HttpResponse:
    """One shift: who is there, who leads whom, how many leads it needs, accounts, hard cases."""
    shifts = Shift.objects.visible_to(request.principal).select_related("order__client", "order__workplace")
    shift = get_object_or_404(shifts, ref=ref)
    return render(request, "admin/attendance/shift_day.html", shift_page(shift, now()))


@require_safe
@never_cache
@staff_required("dispatcher")
def ticket_list(request: HatRequest) -> HttpResponse:
    """Hard cases without a team lead, or handed on by one; the oldest first."""
    rows = Ticket.objects.visible_to(request.principal).select_related(*TICKETS)
    context = {
        "waiting": list(rows.waiting().order_by("asked_at")[:100]),
        "answered": list(rows.exclude(answered_at=None).order_by("-answered_at")[:20]),
        "form": AnswerForm(),
    }
    return render(request, "admin/attendance/ticket_list.html", context)


@require_POST
@staff_required("dispatcher")
def ticket_answer(request: HatRequest, ref: UUID) -> HttpResponse:
    ticket = get_object_or_404(Ticket.objects.visible_to(request.principal).select_related(*TICKETS), ref=ref)
    actions.answer_ticket(ticket=ticket, answer=request.POST.get("answer", ""), by=request.user)
    messages.success(request, _("Answered. The agent is told."))
    return redirect("staff:ticket_list")


@require_safe
@never_cache
@staff_required("dispatcher", "analyst")
def incident_list(request: HatRequest) -> HttpResponse:
    """The log: what waits for a person, then what was closed."""
    rows = Incident.objects.visible_to(request.principal).select_related(*INCIDENTS)
    context = {
        "waiting": list(rows.waiting().order_by("reported_at")[:100]),
        "closed": list(rows.exclude(closed_at=None).order_by("-closed_at")[:50]),
    }
    return render(request, "admin/attendance/incident_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("dispatcher", "analyst")
def incident_new(request: HatRequest, ref: UUID) -> HttpResponse:
    """Staff saw or heard of something in an order."""
    order = get_object_or_404(Order.objects.visible_to(request.principal).select_related("client"), ref=ref)
    form = IncidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.report_incident(order=order, by=request.user, **form.cleaned_data)
        return redirect("staff:incident_list")
    return render(request, "admin/attendance/incident_new.html", {"form": form, "order": order})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_required("dispatcher", "analyst")
def incident_close(request: HatRequest, ref: UUID) -> HttpResponse:
    rows = Incident.objects.visible_to(request.principal).select_related(*INCIDENTS)
    incident, form = get_object_or_404(rows, ref=ref), OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_incident(incident=incident, by=request.user, **form.cleaned_data)
        messages.success(request, _("Closed. The client is told what was found."))
        return redirect("staff:incident_list")
    context = {"form": form, "incident": incident, "own": incident.reported_by_id == request.user.pk}
    return render(request, "admin/attendance/incident_close.html", context)


@require_POST
@staff_required("dispatcher")
def day_channel(request: HatRequest, ref: UUID) -> HttpResponse:
    """Move somebody to another channel within the day."""
    held: Any = Assignment.objects.visible_to(request.principal).for_pages()
    assignment = get_object_or_404(held, attendance__ref=ref)
    actions.change_channel(assignment=assignment, channel=request.POST.get("channel", "")[:10], by=request.user)
    return redirect("staff:shift_day", ref=assignment.shift.ref)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("dispatcher")
def correction_ask(request: HatRequest, ref: UUID) -> HttpResponse:
    """Staff say that recorded times are wrong; another person decides."""
    day = get_object_or_404(Attendance.objects.visible_to(request.principal).for_work(), ref=ref)
    form = CorrectionForm(request.POST or None, assignment=day.assignment)
    if request.method == "POST" and form.is_valid():
        actions.ask_correction(assignment=day.assignment, by=request.user, **form.asked())
        return redirect("staff:correction_list")
    context = {"form": form, "day": day, "shift": day.assignment.shift}
    return render(request, "admin/attendance/correction_ask.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required("dispatcher", "recruiter")
def hub_list(request: HatRequest) -> HttpResponse:
    """Seats of every hub by day and hour: how many are booked, how many there are."""
    hubs = Hub.objects.visible_to(request.principal)
    return render(request, "admin/attendance/hub_list.html", hub_page(hubs, now(), request.user.timezone))
