"""The doors of activation: the pool, drills, what-if, the model's card, reviews; an agent's drills."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.activation import actions, agent_pages, pages
from talentpool.activation.drills import plan_for
from talentpool.activation.forms import AnswerForm, ContactForm, DecisionForm, DrillForm, PingForm
from talentpool.activation.models import Drill, Ping, ReviewItem
from talentpool.activation.permissions import CALLS, POOL
from talentpool.activation.segments import Names, Segment
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.clock import now
from talentpool.kernel.exports import csv_response


def _segment(slug: str) -> Segment:
    found = Names().parse(slug)
    if found is None:
        raise Http404
    return found


@require_safe
@staff_required(*POOL)
def pool(request: HatRequest) -> HttpResponse:
    """The pool by segment: both rates, the picture by hour, the way to people."""
    day = request.GET.get("day", "")
    chosen = int(day) if day.isdecimal() and int(day) < 7 else now().weekday()
    kind, page = request.GET.get("kind", ""), request.GET.get("page")
    context = pages.pool_page(at=now(), day=chosen, kind=kind, page=page)
    return render(request, "admin/activation/pool.html", context)


@require_safe
@staff_required(*POOL)
def pool_csv(request: HatRequest) -> HttpResponse:
    """Both rates of every segment as a file."""
    return csv_response("activation_rates", *pages.rates_file(at=now()))


@require_safe
@staff_required(*POOL)
def segment(request: HatRequest, slug: str) -> HttpResponse:
    """One segment: rates by horizon, people with their freshness, drills, pings."""
    context = pages.segment_page(_segment(slug), at=now(), page=request.GET.get("page"))
    return render(request, "admin/activation/segment.html", context | {"form": PingForm()})


@require_POST
@staff_required(*CALLS)
def ping(request: HatRequest, slug: str) -> HttpResponse:
    """Ask a segment's sleepers whether they are still with us."""
    where, form = _segment(slug), PingForm(request.POST)
    if not form.is_valid():
        context = pages.segment_page(where, at=now(), page=None)
        return render(request, "admin/activation/segment.html", context | {"form": form}, status=422)
    text = {"zh-hans": form.cleaned_data["text_zh"], "en": form.cleaned_data["text_en"]}
    actions.send_ping(segment=where, text=text, by=request.user)
    messages.success(request, _("The ping is out."))
    return redirect("staff:segment", slug=slug)


@require_safe
@staff_required(*POOL)
def drill_list(request: HatRequest) -> HttpResponse:
    drills = Drill.objects.visible_to(request.principal).select_related("skill", "language").order_by("-created_at")
    return render(request, "admin/activation/drill_list.html", pages.drill_list_page(drills, request.GET.get("page")))


@staff_required(*CALLS)
def drill_new(request: HatRequest) -> HttpResponse:
    """Plan a drill; its size and cost are shown on the next page, before anybody is called."""
    handed_in = request.POST if request.method == "POST" else None
    form = DrillForm(handed_in, initial={"segment": request.GET.get("segment")})
    if form.is_valid():
        asked = form.cleaned_data
        drill = actions.plan_drill(
            segment=asked["segment"],
            plan=plan_for(asked["segment"], at=now(), **form.sizes()),
            by=request.user,
            **form.choices(),
        )
        return redirect("staff:drill_detail", ref=drill.ref)
    return render(request, "admin/activation/drill_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@staff_required(*POOL)
def drill_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    """Before: number and cost. After: the report with its picture."""
    drill = get_object_or_404(Drill.objects.visible_to(request.principal).select_related("skill", "language"), ref=ref)
    return render(request, "admin/activation/drill_detail.html", pages.drill_page(drill))


@require_POST
@staff_required(*CALLS)
def drill_start(request: HatRequest, ref: UUID) -> HttpResponse:
    drill = get_object_or_404(Drill.objects.visible_to(request.principal), ref=ref)
    actions.start_drill(drill=drill, by=request.user)
    messages.success(request, _("%(n)s people are called.") % {"n": drill.sample_size})
    return redirect("staff:drill_detail", ref=ref)


@require_POST
@staff_required(*CALLS)
def drill_cancel(request: HatRequest, ref: UUID) -> HttpResponse:
    drill = get_object_or_404(Drill.objects.visible_to(request.principal), ref=ref)
    actions.cancel_drill(drill=drill, by=request.user)
    return redirect("staff:drill_detail", ref=ref)


@require_safe
@staff_required(*CALLS)
def review_list(request: HatRequest) -> HttpResponse:
    """Proposals that wait for a person, and what was decided lately."""
    items = ReviewItem.objects.visible_to(request.principal).select_related("agent", "decided_by")
    return render(request, "admin/activation/review_list.html", pages.review_page(items, request.GET.get("page")))


@require_POST
@staff_required(*CALLS)
def review_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    item = get_object_or_404(ReviewItem.objects.visible_to(request.principal).select_related("agent__user"), ref=ref)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A decision about a person needs a written reason."))
        return redirect("staff:pool_review_list")
    actions.decide_review(item=item, by=request.user, **form.cleaned_data)
    messages.success(request, _("Decided; the agent has been told."))
    return redirect("staff:pool_review_list")


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
    return get_object_or_404(Ping.objects.visible_to(request.principal).select_related("skill"), ref=ref)


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
