"""The agent's doors: offers, what happens after a tap, the schedule, standby, release."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.clock import now
from tasks.dispatch import actions
from tasks.dispatch.alternatives import alternatives_for
from tasks.dispatch.calendar_file import calendar_of
from tasks.dispatch.errors import ShiftFull
from tasks.dispatch.forms import SwapForm
from tasks.dispatch.models import Assignment, DispatchPolicy, Offer, Standby
from tasks.dispatch.reading import offer_of, offer_to_answer, offers_of, open_shift, schedule_of, shifts_not_offered


def _assignment(request: AgentRequest, ref: UUID) -> Assignment:
    return get_object_or_404(Assignment.objects.visible_to(request.principal).for_pages(), ref=ref)


def _standby(request: AgentRequest, ref: UUID) -> Standby:
    places = Standby.objects.visible_to(request.principal)
    return get_object_or_404(places.select_related("agent", "shift__order__client"), ref=ref)


@require_safe
@agent_required
def offer_list(request: AgentRequest) -> HttpResponse:
    """Open offers, the most urgent first."""
    context = {"offers": offers_of(request.agent, now()), "agent": request.agent, "policy": DispatchPolicy.current()}
    return render(request, "agent/dispatch/offer_list.html", context)


@require_safe
@agent_required
def offer_detail(request: AgentRequest, ref: UUID) -> HttpResponse:
    """One offer: what a message's link opens."""
    context = {"offer": offer_of(request.agent, ref), "agent": request.agent, "policy": DispatchPolicy.current()}
    return render(request, "agent/dispatch/offer_detail.html", context)


@require_POST
@agent_required
def offer_accept(request: AgentRequest, ref: UUID) -> HttpResponse:
    """One tap: the seat, or the draw; who comes too late sees three alternatives."""
    offer = offer_to_answer(request.agent, ref)
    try:
        answered = actions.accept_offer(offer=offer, by=request.user)
    except ShiftFull as refusal:
        return _just_filled(request, offer_of(request.agent, ref), refusal)
    if answered.assignment is None:
        return redirect("agent:offer_detail", ref=offer.ref)
    return redirect("agent:assignment_detail", ref=answered.assignment)


def _just_filled(request: AgentRequest, offer: Offer, refusal: ShiftFull) -> HttpResponse:
    found = alternatives_for(agent=request.agent, shift=offer.shift, at=now())
    context = {"offer": offer, "refusal": refusal, "alternatives": found, "agent": request.agent}
    return render(request, "agent/dispatch/offer_filled.html", context, status=refusal.status)


@require_POST
@agent_required
def offer_decline(request: AgentRequest, ref: UUID) -> HttpResponse:
    """One tap: no. It costs nothing."""
    actions.decline_offer(offer=offer_to_answer(request.agent, ref), by=request.user)
    messages.info(request, _("Declined. That never lowers your place in the order."))
    return redirect("agent:offer_list")


@require_POST
@agent_required
def shift_take(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Take one of the alternatives."""
    answered = actions.take_shift(shift=open_shift(ref), agent=request.agent, by=request.user)
    return redirect("agent:assignment_detail", ref=answered.assignment)


@require_safe
@agent_required
def schedule(request: AgentRequest) -> HttpResponse:
    """What one is bound to, by day."""
    return render(request, "agent/dispatch/schedule.html", schedule_of(request.principal, request.agent, now()))


@require_safe
@agent_required
def schedule_file(request: AgentRequest) -> HttpResponse:
    """The same for the phone's own calendar."""
    held = Assignment.objects.visible_to(request.principal).bound().for_pages().filter(shift__ends_at__gt=now())
    answer = HttpResponse(calendar_of(held.order_by("shift__starts_at"), at=now()), content_type="text/calendar")
    answer["Content-Disposition"] = 'attachment; filename="talentpool.ics"'
    return answer


@require_POST
@agent_required
def assignment_undo(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Take a yes back within the first minutes."""
    actions.undo_acceptance(assignment=_assignment(request, ref), by=request.user)
    messages.success(request, _("Undone. Nothing is noted, and the seat is offered on."))
    return redirect("agent:offer_list")


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def assignment_release(request: AgentRequest, ref: UUID) -> HttpResponse:
    """The consequence first; then, if she means it, the release."""
    assignment = _assignment(request, ref)
    if request.method == "POST":
        actions.release_seat(assignment=assignment, by=request.user)
        return redirect("agent:assignment_detail", ref=ref)
    context = {"assignment": assignment, "consequence": actions.consequence_of(assignment=assignment, at=now())}
    context |= {"policy": DispatchPolicy.current(), "agent": request.agent}
    return render(request, "agent/dispatch/assignment_release.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def assignment_swap(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Ask a colleague, or the pool, to take the shift; the consequence stands above the button."""
    assignment = _assignment(request, ref)
    form = SwapForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.seek_swap(assignment=assignment, by=request.user, to=form.cleaned_data["colleague"])
        messages.success(request, _("Asked. The shift stays yours until somebody takes it."))
        return redirect("agent:assignment_swap", ref=ref)
    swaps = assignment.swaps.select_related("offer__agent").order_by("-asked_at")
    context = {"assignment": assignment, "form": form, "swaps": swaps, "agent": request.agent}
    return render(request, "agent/dispatch/assignment_swap.html", context)


@require_POST
@agent_required
def assignment_keep(request: AgentRequest, ref: UUID) -> HttpResponse:
    """She changed her mind before anybody stepped in."""
    actions.keep_seat(assignment=_assignment(request, ref))
    return redirect("agent:assignment_detail", ref=ref)


@require_POST
@agent_required
def standby_join(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Stand by for a shift."""
    place = actions.join_standby(shift=open_shift(ref), agent=request.agent, by=request.user)
    return redirect("agent:standby_detail", ref=place.ref)


@require_safe
@agent_required
def standby_detail(request: AgentRequest, ref: UUID) -> HttpResponse:
    """One's place in the queue, and the call to step in."""
    context = {"standby": _standby(request, ref), "agent": request.agent}
    return render(request, "agent/dispatch/standby_detail.html", context)


@require_POST
@agent_required
def standby_step_in(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Take the seat one was called for."""
    answered = actions.step_in(standby=_standby(request, ref), by=request.user)
    return redirect("agent:assignment_detail", ref=answered.assignment)


@require_POST
@agent_required
def standby_leave(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Give the place up."""
    actions.leave_standby(standby=_standby(request, ref), by=request.user)
    return redirect("agent:schedule")


@require_safe
@agent_required
def not_offered(request: AgentRequest) -> HttpResponse:
    """Why not me: open shifts one was not asked for, each with its rules."""
    context = {"rows": shifts_not_offered(request.agent, now()), "agent": request.agent}
    return render(request, "agent/dispatch/not_offered.html", context)
