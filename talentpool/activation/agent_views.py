"""An agent's doors of activation: drills, pings, practice, the review of her place in the pool."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talentpool.activation import actions, agent_pages
from talentpool.activation.forms import AnswerForm, AppealForm, ContactForm
from talentpool.activation.models import Drill, Ping, Practice, ReviewItem
from talentpool.activation.review_pages import agent_review
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.clock import now


@require_safe
@agent_required
def agent_drills(request: AgentRequest) -> HttpResponse:
    """Her drills and how fresh her skills are."""
    return render(request, "agent/activation/drill_list.html", agent_pages.drills(request.agent, at=now()))


def _drill_of(request: AgentRequest, ref: UUID) -> Drill:
    return get_object_or_404(Drill.objects.visible_to(request.principal).select_related("skill"), ref=ref)


@require_safe
@agent_required
def agent_drill(request: AgentRequest, ref: UUID) -> HttpResponse:
    """One drill: answer, then ready, then the test contact."""
    context = agent_pages.taking_part(_drill_of(request, ref), request.agent, at=now())
    return render(request, "agent/activation/drill_detail.html", context)


@require_POST
@agent_required
def agent_drill_answer(request: AgentRequest, ref: UUID) -> HttpResponse:
    drill, form = _drill_of(request, ref), AnswerForm(request.POST)
    if form.is_valid():
        actions.answer_drill(drill=drill, agent=request.agent, answer=form.cleaned_data["answer"], by=request.user)
    return redirect("agent:drill_detail", ref=ref)


@require_POST
@agent_required
def agent_drill_ready(request: AgentRequest, ref: UUID) -> HttpResponse:
    actions.report_ready(drill=_drill_of(request, ref), agent=request.agent, by=request.user)
    return redirect("agent:drill_detail", ref=ref)


@require_POST
@agent_required
def agent_drill_contact(request: AgentRequest, ref: UUID) -> HttpResponse:
    drill, form = _drill_of(request, ref), ContactForm(request.POST)
    if form.is_valid():
        right = actions.handle_contact(drill=drill, agent=request.agent, by=request.user, **form.cleaned_data)
        said = _("Well answered.") if right else _("Handled. Another answer would have helped the customer more.")
        messages.success(request, said)
    return redirect("agent:drill_detail", ref=ref)


def _ping_of(request: AgentRequest, ref: UUID) -> Ping:
    mine = Ping.objects.visible_to(request.principal).select_related("skill").distinct()
    return get_object_or_404(mine, ref=ref)


@require_safe
@agent_required
def agent_ping(request: AgentRequest, ref: UUID) -> HttpResponse:
    context = agent_pages.ping(_ping_of(request, ref), request.agent)
    return render(request, "agent/activation/ping_detail.html", context)


@require_POST
@agent_required
def agent_ping_answer(request: AgentRequest, ref: UUID) -> HttpResponse:
    found, form = _ping_of(request, ref), AnswerForm(request.POST)
    if form.is_valid():
        actions.answer_ping(ping=found, agent=request.agent, answer=form.cleaned_data["answer"], by=request.user)
        messages.success(request, _("Thank you, that helps."))
    return redirect("agent:ping_detail", ref=ref)


@require_safe
@agent_required
def agent_practices(request: AgentRequest) -> HttpResponse:
    """Her skills, how fresh, and a practice task for each."""
    return render(request, "agent/activation/practice_list.html", agent_pages.practices(request.agent, at=now()))


@require_POST
@agent_required
def agent_practice_start(request: AgentRequest, code: str) -> HttpResponse:
    practice = actions.start_practice(agent=request.agent, code=code, by=request.user)
    return redirect("agent:practice", ref=practice.ref)


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def agent_practice(request: AgentRequest, ref: UUID) -> HttpResponse:
    """One customer after another; the right answer is shown after each."""
    practice = get_object_or_404(Practice.objects.visible_to(request.principal).select_related("skill"), ref=ref)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = agent_pages.place_of(request.POST.get("place", ""))
        actions.answer_practice(practice=practice, place=place, by=request.user, **form.cleaned_data)
        return redirect("agent:practice", ref=ref)
    return render(request, "agent/activation/practice_task.html", agent_pages.practice(practice, at=now()))


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def agent_review_item(request: AgentRequest, ref: UUID) -> HttpResponse:
    """What was proposed and decided about her place in the pool, the way back, and her appeal."""
    mine = ReviewItem.objects.visible_to(request.principal).select_related("decided_by")
    item = get_object_or_404(mine, ref=ref)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.appeal_review(item=item, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your appeal is in; another person answers it."))
        return redirect("agent:review_item", ref=ref)
    context = {**agent_review(item, at=now()), "form": form}
    return render(request, "agent/activation/review_item.html", context, status=422 if form.errors else 200)
