"""Coaching talks, pairs, mentor time, the leader board: the agent's and the coach's doors."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.models import Agent
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.growth import actions, effects, talking
from talentpool.growth.errors import WordsNeeded
from talentpool.growth.forms import BoardForm, MentorTimeForm, PromiseForm, TalkForm
from talentpool.growth.models import MentorHour, Pair, Recognition, Talk
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput

WORDS = {
    "reflect": actions.reflect,
    "continue": actions.say_what_to_continue,
    "start": actions.say_what_to_start,
}


@agent_required
@require_safe
def talk_list(request: AgentRequest) -> HttpResponse:
    """Her talks, those she leads, and a way to ask for one."""
    talks = Talk.objects.visible_to(request.principal).select_related("agent__user", "coach").order_by("-opened_at")
    shown = {
        "mine": talks.filter(agent=request.agent)[:30],
        "led": talks.filter(coach=request.user)[:30],
        "form": TalkForm(initial={"channel": "reflection"}),
    }
    return render(request, "agent/growth/talk_list.html", shown)


@agent_required
@require_POST
def talk_ask(request: AgentRequest) -> HttpResponse:
    """She asks for a talk herself: her teacher in a pair leads it, else the trainer with the fewest open talks."""
    form = TalkForm(request.POST)
    if not form.is_valid():
        raise BadInput
    coach = talking.coach_for(request.agent)
    talk = actions.begin_talk(agent=request.agent, coach=coach, by=request.user, **form.cleaned_data)
    return redirect("agent:talk_show", talk.ref)


def _talk(request: Any, ref: UUID) -> Talk:
    rows = Talk.objects.visible_to(request.principal).select_related("agent__user", "coach")
    return get_object_or_404(rows, ref=ref)


def _step(request: Any, talk: Talk) -> None:
    """Whatever form of the page was sent."""
    step = request.POST.get("step", "")
    if step in WORDS:
        WORDS[step](talk=talk, text=request.POST.get("text", ""), by=request.user)
    elif step == "promise":
        form = PromiseForm(request.POST)
        if not form.is_valid():
            raise WordsNeeded
        actions.make_promise(talk=talk, by=request.user, **form.cleaned_data)
    elif step == "drop":
        actions.drop_talk(talk=talk, by=request.user)
    else:
        _look_back(request, talk)


def _look_back(request: Any, talk: Talk) -> None:
    number, kept = request.POST.get("promise", ""), request.POST.get("kept")
    if kept not in ("yes", "no") or not number.isdecimal():
        raise BadInput
    promise = get_object_or_404(talk.promises.all(), pk=int(number))
    actions.look_back(promise=promise, kept=kept == "yes", note=request.POST.get("note", ""), by=request.user)


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def talk_show(request: AgentRequest, ref: UUID) -> HttpResponse:
    """The page both see; each finds only her own next step on it."""
    talk = _talk(request, ref)
    if request.method == "POST":
        _step(request, talk)
        return redirect("agent:talk_show", ref)
    return render(request, "agent/growth/talk_show.html", talking.page(talk, request.user))


@staff_required("trainer", "analyst")
@require_safe
def talk_board(request: HatRequest) -> HttpResponse:
    """Talks she leads, her turn first; those of others beneath."""
    talks = Talk.objects.visible_to(request.principal).select_related("agent", "coach").order_by("-opened_at")
    shown = {"mine": talks.filter(coach=request.user)[:50], "others": talks.exclude(coach=request.user)[:50]}
    return render(request, "admin/growth/talk_board.html", shown)


@staff_required("trainer", "analyst")
@require_http_methods(["GET", "HEAD", "POST"])
def talk_new(request: HatRequest) -> HttpResponse:
    """Begin a talk: ?agent=<ref>, and perhaps about=<ref> and link=<path> of a conversation."""
    given = request.POST or request.GET
    agent = get_object_or_404(
        Agent.objects.visible_to(request.principal).select_related("user"), ref=_ref(given, "agent")
    )
    form = TalkForm(request.POST or None, initial={"channel": "recording" if given.get("about") else "observation"})
    if request.method == "POST" and form.is_valid():
        about, link = (_ref(given, "about") if given.get("about") else None), given.get("link", "")
        talk = actions.begin_talk(
            agent=agent, coach=request.user, by=request.user, about=about, link=link[:200], **form.cleaned_data
        )
        return redirect("staff:talk_page", talk.ref)
    shown = {"agent": agent, "form": form, "about": given.get("about", ""), "link": given.get("link", "")}
    return render(request, "admin/growth/talk_new.html", shown)


def _ref(given: Any, name: str) -> UUID:
    try:
        return UUID(given.get(name, ""))
    except ValueError as error:
        raise BadInput from error


@staff_required("trainer", "analyst")
@require_http_methods(["GET", "HEAD", "POST"])
def talk_page(request: HatRequest, ref: UUID) -> HttpResponse:
    talk = _talk(request, ref)
    if request.method == "POST":
        _step(request, talk)
        return redirect("staff:talk_page", ref)
    return render(request, "admin/growth/talk_page.html", talking.page(talk, request.user))


@agent_required
@require_safe
def pair_list(request: AgentRequest) -> HttpResponse:
    """Proposals with their reasons, active pairs, time to write down and to confirm."""
    pairs = Pair.objects.visible_to(request.principal).alive().select_related("learner", "teacher")
    hours = MentorHour.objects.visible_to(request.principal).select_related("mentor", "pair__learner")
    shown = {
        "pairs": [(pair, pair.teacher_id == request.agent.pk) for pair in pairs.order_by("-proposed_at")],
        "to_confirm": hours.filter(pair__learner=request.agent, confirmed_at__isnull=True),
        "taught": hours.filter(mentor=request.agent).order_by("-day")[:20],
        "form": MentorTimeForm(initial={"day": now().date()}),
    }
    return render(request, "agent/growth/pair_list.html", shown)


@agent_required
@require_POST
def pair_answer(request: AgentRequest, ref: UUID) -> HttpResponse:
    pair = get_object_or_404(Pair.objects.visible_to(request.principal), ref=ref)
    act = {"yes": actions.say_yes, "no": actions.decline_pair, "end": actions.end_pair}.get(
        request.POST.get("answer", "")
    )
    if act is None:
        raise BadInput
    act(pair=pair, by=request.user)
    return redirect("agent:pair_list")


@agent_required
@require_POST
def mentor_time(request: AgentRequest, ref: UUID) -> HttpResponse:
    pair = get_object_or_404(Pair.objects.visible_to(request.principal), ref=ref)
    form = MentorTimeForm(request.POST)
    if not form.is_valid():
        raise BadInput
    actions.record_mentor_time(pair=pair, by=request.user, **form.cleaned_data)
    messages.success(request, _("Written down. It is paid once your partner confirms."))
    return redirect("agent:pair_list")


@agent_required
@require_POST
def mentor_time_confirm(request: AgentRequest, ref: UUID) -> HttpResponse:
    hour = get_object_or_404(MentorHour.objects.visible_to(request.principal), ref=ref)
    actions.confirm_mentor_time(hour=hour, by=request.user)
    messages.success(request, _("Confirmed."))
    return redirect("agent:pair_list")


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def leader_board(request: AgentRequest) -> HttpResponse:
    """Who wants to be seen, by improvement and by level; joining and leaving."""
    form = BoardForm(request.POST or None, initial={"shown_as": request.agent.number})
    if request.method == "POST" and "leave" in request.POST:
        actions.leave_board(agent=request.agent, by=request.user)
        return redirect("agent:leader_board")
    if request.method == "POST" and form.is_valid():
        actions.join_board(agent=request.agent, by=request.user, **form.cleaned_data)
        return redirect("agent:leader_board")
    mine = Recognition.objects.visible_to(request.principal).filter(agent=request.agent).first()
    shown = {**effects.leader_board(now()), "mine": mine, "form": form}
    return render(request, "agent/growth/leader_board.html", shown)
