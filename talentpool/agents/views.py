"""An agent's own pages: my times, my work, my kit, my profile; and a recruiter's decisions about an agent."""

from collections.abc import Callable
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import set_language, set_name
from accounts.permissions import HatRequest, person_required, staff_required
from talentpool.agents import actions
from talentpool.agents.forms import (
    ExceptionForm,
    PauseForm,
    ProfileForm,
    ReasonForm,
    WeekForm,
    WishesForm,
    windows_of,
)
from talentpool.agents.models import Agent, AvailabilityException, Kit
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.agents.reading import kit_page, profile_of, week_picture
from talentpool.agents.rules.kit import LIMITS
from talentpool.kernel.clock import now

MOST_PROBE_BYTES = 2_000_000
GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@agent_required
def availability(request: AgentRequest) -> HttpResponse:
    """My week, on quarter-hours; without a script too."""
    windows = windows_of(request.agent)
    form = WeekForm(request.POST or None, windows=windows)
    if request.method == "POST" and form.is_valid():
        actions.set_availability(agent=request.agent, windows=form.windows(), by=request.user)
        messages.success(request, _("Saved. Offers from now on follow these times."))
        return redirect("agent:availability")
    context = {
        "form": form,
        "picture": week_picture(windows),
        "exceptions": AvailabilityException.objects.visible_to(request.principal).coming(now()),
        "exception_form": ExceptionForm(),
        "pause_form": PauseForm(),
        "agent": request.agent,
    }
    return render(request, "agent/agents/availability_edit.html", context)


@require_POST
@agent_required
def exception_add(request: AgentRequest) -> HttpResponse:
    form = ExceptionForm(request.POST)
    if not form.is_valid():
        return render(request, "agent/agents/exception_add.html", {"form": form})
    actions.add_exception(
        agent=request.agent,
        during=form.during(request.agent.timezone),
        available=form.cleaned_data["available"],
        by=request.user,
    )
    messages.success(request, _("Noted: this time differs from your week."))
    return redirect("agent:availability")


@require_POST
@agent_required
def exception_remove(request: AgentRequest, number: int) -> HttpResponse:
    exception = get_object_or_404(AvailabilityException.objects.visible_to(request.principal), pk=number)
    actions.remove_exception(exception=exception, by=request.user)
    messages.success(request, _("Your week counts again."))
    return redirect("agent:availability")


@require_POST
@agent_required
def pause(request: AgentRequest) -> HttpResponse:
    form = PauseForm(request.POST)
    day = form.cleaned_data["until"] if form.is_valid() else None
    until = datetime.combine(day, time(), tzinfo=ZoneInfo(request.agent.timezone)) if day else None
    actions.pause(agent=request.agent, until=until, by=request.user)
    messages.success(request, _("You are asked nothing until then.") if until else _("You can be asked again."))
    return redirect("agent:availability")


@require_http_methods(GET_OR_POST)
@agent_required
def wishes(request: AgentRequest) -> HttpResponse:
    """Least pay, caps, channels, languages."""
    form = WishesForm(request.POST or None, agent=request.agent)
    if request.method == "POST" and form.is_valid():
        actions.set_wishes(agent=request.agent, by=request.user, **form.wishes())
        messages.success(request, _("Saved. Offers from now on follow your wishes."))
        return redirect("agent:wishes")
    return render(request, "agent/agents/wishes_edit.html", {"form": form, "agent": request.agent})


@require_http_methods(GET_OR_POST)
@never_cache
@agent_required
def kit(request: AgentRequest) -> HttpResponse:
    """Measured in the browser, judged here; what was found stands beneath."""
    if request.method == "POST":
        checked = actions.record_kit(
            agent=request.agent, measured={key: request.POST.get(key) for key in LIMITS}, by=request.user
        )
        said = _("Your kit is good enough.") if checked.passed else _("Your kit is not good enough yet.")
        (messages.success if checked.passed else messages.warning)(request, said)
        return redirect("agent:kit")
    checks = Kit.objects.visible_to(request.principal).filter(agent=request.agent).order_by("-checked_at")
    return render(request, "agent/agents/kit_check.html", kit_page(checks, at=now()))


@require_http_methods(GET_OR_POST)
@never_cache
@person_required
def kit_probe(request: HatRequest) -> HttpResponse:
    """So many bytes down, or counted up: what the kit check measures the network with."""
    if request.method == "POST":
        return JsonResponse({"bytes": len(request.body)})
    asked = request.GET.get("bytes", "0")
    size = min(int(asked), MOST_PROBE_BYTES) if asked.isdecimal() and len(asked) < 9 else 0
    return HttpResponse(b"\x00" * size, content_type="application/octet-stream")


@require_http_methods(GET_OR_POST)
@agent_required
def profile(request: AgentRequest) -> HttpResponse:
    """Who I am here, and the ways to everything that is mine."""
    agent, user = request.agent, request.user
    initial = {"full_name": user.full_name, "zone": agent.timezone, "language": user.language}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_name(by=user, name=form.cleaned_data["full_name"])
        set_language(by=user, language=form.cleaned_data["language"])
        actions.set_zone(agent=agent, zone=form.cleaned_data["zone"], by=user)
        messages.success(request, _("Saved."))
        return redirect("agent:profile")
    return render(request, "agent/agents/profile_show.html", {"form": form, **profile_of(agent)})


@require_safe
@staff_required("recruiter", "trainer", "dispatcher", "analyst")
def agent_show(request: HatRequest, ref: UUID) -> HttpResponse:
    """One agent as staff see her: what she can, when she can, where she stands."""
    agent = get_object_or_404(Agent.objects.visible_to(request.principal).with_everything(), ref=ref)
    context = {**profile_of(agent), "picture": week_picture(windows_of(agent)), "form": ReasonForm()}
    return render(request, "admin/agents/agent_show.html", context)


@require_POST
@staff_required("recruiter")
def agent_decide(request: HatRequest, ref: UUID, step: str) -> HttpResponse:
    """A person lets an agent rest, lets her come back, or releases her, with the reason she reads."""
    agent = get_object_or_404(Agent.objects.visible_to(request.principal), ref=ref)
    steps: dict[str, Callable[..., Agent]] = {
        "rest": actions.rest,
        "release": actions.release,
        "return": actions.bring_back,
    }
    reason = request.POST.get("reason", "").strip()[:500]
    steps[step](agent=agent, by=request.user, reason=reason)
    messages.success(request, _("Decided, and told to the agent with your reason."))
    return redirect("staff:agent_show", ref=ref)
