"""Doors of attendance: the agent's day, the client's fill board."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.clock import now
from talentpool.kernel.exports import csv_response
from tasks.attendance import actions
from tasks.attendance.board import board_of
from tasks.attendance.board_page import asked_day, board_answer
from tasks.attendance.day_page import day_page
from tasks.attendance.forms import CorrectionForm
from tasks.dispatch.models import Assignment
from tasks.orders.models import Order


def _assignment(request: AgentRequest, ref: UUID) -> Assignment:
    return get_object_or_404(Assignment.objects.visible_to(request.principal).for_pages(), ref=ref)


@require_safe
@agent_required
def assignment_detail(request: AgentRequest, ref: UUID) -> HttpResponse:
    """One shift: undo, confirm, check in, breaks, check out, whatever is next."""
    return render(request, "agent/attendance/assignment_detail.html", day_page(_assignment(request, ref), now()))


@require_POST
@agent_required
def confirm(request: AgentRequest, ref: UUID) -> HttpResponse:
    """I am coming."""
    actions.confirm_day(assignment=_assignment(request, ref), by=request.user, key=request.POST.get("key", "")[:64])
    return redirect("agent:assignment_detail", ref=ref)


@require_POST
@agent_required
def rules_acknowledge(request: AgentRequest, ref: UUID) -> HttpResponse:
    """I have read the security rules of this order, before the shift."""
    actions.acknowledge_rules(assignment=_assignment(request, ref), by=request.user)
    return redirect("agent:assignment_detail", ref=ref)


@require_POST
@agent_required
def check_in(request: AgentRequest, ref: UUID) -> HttpResponse:
    """I am here. A tap queued offline carries its key and counts once."""
    actions.check_in(
        assignment=_assignment(request, ref),
        by=request.user,
        key=request.POST.get("key", "")[:64],
        acknowledged=request.POST.get("acknowledged") == "on",
        tapped_at=request.POST.get("tapped_at", "")[:40],
    )
    return redirect("agent:assignment_detail", ref=ref)


@require_POST
@agent_required
def start_break(request: AgentRequest, ref: UUID) -> HttpResponse:
    """A break, for whatever reason."""
    actions.start_break(assignment=_assignment(request, ref), by=request.user, key=request.POST.get("key", "")[:64])
    return redirect("agent:assignment_detail", ref=ref)


@require_POST
@agent_required
def report_fault(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Something technical broke."""
    at_client = request.POST.get("whose") == "client"
    actions.report_fault(assignment=_assignment(request, ref), by=request.user, at_client=at_client)
    return redirect("agent:assignment_detail", ref=ref)


@require_POST
@agent_required
def go_on(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Back at work."""
    actions.go_on(assignment=_assignment(request, ref), by=request.user, key=request.POST.get("key", "")[:64])
    return redirect("agent:assignment_detail", ref=ref)


@require_POST
@agent_required
def check_out(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Done for today."""
    actions.check_out(assignment=_assignment(request, ref), by=request.user, key=request.POST.get("key", "")[:64])
    messages.success(request, _("Checked out. Your statement follows in a moment."))
    return redirect("agent:assignment_detail", ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def correction_new(request: AgentRequest, ref: UUID) -> HttpResponse:
    """These times are wrong: a person looks at it."""
    assignment = _assignment(request, ref)
    form = CorrectionForm(request.POST or None, assignment=assignment)
    if request.method == "POST" and form.is_valid():
        actions.ask_correction(assignment=assignment, by=request.user, **form.asked())
        return redirect("agent:assignment_detail", ref=ref)
    context = {"form": form, "assignment": assignment, "agent": request.agent}
    return render(request, "agent/attendance/correction_new.html", context, status=422 if form.errors else 200)


def _order(request: ClientRequest, ref: UUID) -> Order:
    orders = Order.objects.visible_to(request.principal).select_related("client", "skill")
    return get_object_or_404(orders.exclude(state__in=["draft", "quoted"]), ref=ref)


@require_safe
@client_required()
def order_board(request: ClientRequest, ref: UUID) -> HttpResponse:
    """How full the order is; asks for itself anew every eight seconds."""
    return board_answer(request, _order(request, ref), "order_board")


@require_safe
@client_required()
def order_wall(request: ClientRequest, ref: UUID) -> HttpResponse:
    """The same board for a screen on the wall: large figures, no bar, fresh every eight seconds."""
    return board_answer(request, _order(request, ref), "order_wall")


@require_safe
@client_required()
def order_board_file(request: ClientRequest, ref: UUID) -> HttpResponse:
    """The same intervals as a CSV file."""
    board = board_of(_order(request, ref), day=asked_day(request), at=now())
    rows = [[step.label, step.required, step.filled, step.gap] for step in board.steps]
    return csv_response(
        f"fill-{board.order.number}-{board.day}", [_("Interval"), _("Required"), _("Filled"), _("Gap")], rows
    )
