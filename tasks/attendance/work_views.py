"""Doors of the workplace: the knowledge base, hard cases, the team, incidents, channels. Open while she is checked in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talentpool.agents.permissions import AgentRequest, agent_required
from tasks.attendance import actions
from tasks.attendance.errors import NotWhileAway
from tasks.attendance.forms import AnswerForm, HelpForm, IncidentForm
from tasks.attendance.models import Attendance, KnowledgeArticle, Ticket
from tasks.attendance.models.help import AT_WORK
from tasks.attendance.team_page import team_page
from tasks.dispatch.models import Assignment


def _day(request: AgentRequest, ref: UUID) -> Attendance:
    days = Attendance.objects.visible_to(request.principal).for_work()
    return get_object_or_404(days, assignment__ref=ref)


def _at_work(request: AgentRequest, ref: UUID) -> Attendance:
    """Her day, if she is checked in. Raises NotWhileAway."""
    get_object_or_404(Assignment.objects.visible_to(request.principal), ref=ref)
    days = Attendance.objects.visible_to(request.principal).for_work().filter(state__in=AT_WORK)
    day = days.filter(assignment__ref=ref).first()
    if day is None:
        raise NotWhileAway
    return day


@require_safe
@never_cache
@agent_required
def knowledge(request: AgentRequest, ref: UUID) -> HttpResponse:
    """The client's knowledge base, searched."""
    day, words = _at_work(request, ref), request.GET.get("q", "")[:100]
    client = day.assignment.shift.order.client
    found = KnowledgeArticle.objects.visible_to(request.principal).current().filter(client=client).matching(words)
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    return render(request, "agent/attendance/knowledge_list.html", {"day": day, "page": page, "words": words})


@require_safe
@never_cache
@agent_required
def knowledge_page(request: AgentRequest, ref: UUID, article: UUID) -> HttpResponse:
    day = _at_work(request, ref)
    pages = KnowledgeArticle.objects.visible_to(request.principal).current()
    found = get_object_or_404(pages, ref=article, client=day.assignment.shift.order.client)
    return render(request, "agent/attendance/knowledge_show.html", {"day": day, "article": found})


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def help_ask(request: AgentRequest, ref: UUID) -> HttpResponse:
    """A hard case for the team lead."""
    day, form = _at_work(request, ref), HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_help(day=day, case=form.cleaned_data["case"], by=request.user)
        messages.success(request, _("Sent. The answer comes to this shift's page, and as a message."))
        return redirect("agent:assignment_detail", ref=ref)
    return render(request, "agent/attendance/help_ask.html", {"day": day, "form": form})


@require_safe
@agent_required
def team(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Whom I lead on this shift, and their hard cases."""
    return render(request, "agent/attendance/team.html", team_page(_day(request, ref)))


def _led(request: AgentRequest, ref: UUID) -> Ticket:
    tickets = Ticket.objects.visible_to(request.principal).select_related(
        "attendance__assignment__agent__user", "attendance__lead__assignment__agent"
    )
    return get_object_or_404(tickets, ref=ref)


def _to_team(ticket: Ticket) -> HttpResponse:
    lead: Any = ticket.attendance.lead
    return redirect("agent:team", ref=lead.assignment.ref) if lead else redirect("agent:home")


@require_POST
@agent_required
def help_answer(request: AgentRequest, ref: UUID) -> HttpResponse:
    """The lead answers, takes, or hands on to the desk."""
    ticket, form = _led(request, ref), AnswerForm(request.POST)
    if request.POST.get("step") == "desk":
        actions.hand_on(ticket=ticket, by=request.user)
    elif request.POST.get("step") == "take":
        actions.take_ticket(ticket=ticket, by=request.user)
    else:
        actions.answer_ticket(ticket=ticket, answer=form.data.get("answer", ""), by=request.user)
    return _to_team(ticket)


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def incident_report(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Something touched the client's security: told by whoever saw it, before, during or after the shift."""
    day, form = _day(request, ref), IncidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        order = day.assignment.shift.order
        actions.report_incident(order=order, day=day, by=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. It is written down, and somebody looks at it now."))
        return redirect("agent:assignment_detail", ref=ref)
    return render(request, "agent/attendance/incident_report.html", {"day": day, "form": form})


@require_POST
@agent_required
def channel_change(request: AgentRequest, ref: UUID) -> HttpResponse:
    """From now on I serve this channel."""
    held = get_object_or_404(Assignment.objects.visible_to(request.principal).for_pages(), ref=ref)
    key, channel = request.POST.get("key", "")[:64], request.POST.get("channel", "")[:10]
    actions.change_channel(assignment=held, channel=channel, by=request.user, key=key)
    return redirect("agent:assignment_detail", ref=ref)
