"""The typing gate as an applicant meets it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import HatRequest
from talentpool.kernel.clock import now
from talentpool.screening import actions
from talentpool.screening.models import Application, GateAttempt
from talentpool.screening.rules.marking import ends_at
from talentpool.screening.states import GateKind
from talentpool.screening.views.public import mine


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gate_typing(request: HatRequest, ref: UUID) -> HttpResponse:
    """An intro first; the clock starts with a tap."""
    application = mine(request, ref)
    if request.method == "POST" and "begin" in request.POST:
        actions.open_attempt(application=application, kind=GateKind.TYPING, by=request.user)
        return redirect("gate_typing", ref)
    attempt = application.attempts.filter(gate__kind=GateKind.TYPING, finished_at__isnull=True).first()
    if attempt is None:
        gate = application.campaign.gates.filter(kind=GateKind.TYPING).first()
        return render(request, "public/screening/gate_typing_intro.html", {"application": application, "gate": gate})
    return _sit(request, application, attempt)


def _sit(request: HatRequest, application: Application, attempt: GateAttempt) -> HttpResponse:
    ends = ends_at(started_at=attempt.started_at, minutes=attempt.measures["minutes"])
    if request.method == "POST":
        return _handed_in(request, application, attempt)
    if ends < now():
        actions.close_overdue(attempt=attempt)
        return redirect("application_show", application.ref)
    shown = {"application": application, "attempt": attempt, "ends": ends, "passage": attempt.measures["passage"]}
    return render(request, "public/screening/gate_typing.html", shown)


def _handed_in(request: HatRequest, application: Application, attempt: GateAttempt) -> HttpResponse:
    act = actions.save_typing if "save" in request.POST else actions.hand_in_typing
    idle, composed = _number(request, "idle") / 1000, int(_number(request, "composed"))
    done = act(attempt=attempt, text=request.POST.get("text", ""), by=request.user, idle=idle, composed=composed)
    if done.finished_at is not None:
        speed, accuracy = round(done.measures["speed"]), round(100 * done.measures["accuracy"])
        messages.info(request, _("%(speed)s a minute, %(accuracy)s %% right.") % {"speed": speed, "accuracy": accuracy})
    return redirect("application_show" if done.finished_at else "gate_typing", application.ref)


def _number(request: HatRequest, name: str) -> float:
    text = request.POST.get(name, "")
    return float(text) if text.isdecimal() and len(text) < 9 else 0.0
