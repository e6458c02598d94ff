"""The recruiter's doors: the board, one application, the decision."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.kernel.errors import BadInput, Refusal
from talentpool.screening import actions, board
from talentpool.screening.errors import ReasonNeeded
from talentpool.screening.forms import DecisionForm
from talentpool.screening.models import Application, Campaign, Formality, GateAttempt, KitHelp, Scorecard
from talentpool.screening.progress import overall, stations
from talentpool.screening.states import ApplicationState

PAGE = 50


@staff_required("recruiter")
@require_safe
def screening_board(request: HatRequest) -> HttpResponse:
    """Needs your decision first; then everybody by stage, oldest first."""
    principal = request.principal
    everybody = Application.objects.visible_to(principal)
    chosen = request.GET.get("state") or ApplicationState.DECISION
    shown = {
        "stages": board.stages(everybody),
        "waiting": _waiting(request),
        "campaigns": Campaign.objects.visible_to(principal).order_by("-opens_at")[:20],
        "chosen": chosen,
        "page": _page(request, _filtered(request, everybody, chosen)),
    }
    return render(request, "admin/screening/board.html", shown)


def _waiting(request: HatRequest) -> dict[str, int]:
    return board.waiting(
        applications=Application.objects.visible_to(request.principal),
        attempts=GateAttempt.objects.visible_to(request.principal),
        kit_help=KitHelp.objects.visible_to(request.principal),
        formalities=Formality.objects.visible_to(request.principal),
    )


def _filtered(request: HatRequest, everybody: QuerySet[Application], state: str) -> QuerySet[Application]:
    found = everybody.filter(state=state) if state in ApplicationState.values else everybody
    campaign = request.GET.get("campaign", "")
    if campaign:
        found = found.filter(campaign__slug=campaign)
    return found.select_related("user", "campaign", "stopped_at").order_by("state_since", "pk")


def _page(request: HatRequest, rows: QuerySet[Application]) -> Any:
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def one(request: HatRequest, ref: UUID) -> Application:
    rows = Application.objects.visible_to(request.principal).select_related(
        "user", "campaign", "stopped_at", "decided_by"
    )
    return get_object_or_404(rows, ref=ref)


@staff_required("recruiter")
@require_safe
def application_page(request: HatRequest, ref: UUID) -> HttpResponse:
    application = one(request, ref)
    cards = Scorecard.objects.visible_to(request.principal).filter(attempt__application=application)
    shown = {
        "application": application,
        "stations": stations(application),
        "overall": overall(application),
        "cards": cards.select_related("rater", "attempt__gate").order_by("submitted_at"),
        "attempts": GateAttempt.objects.visible_to(request.principal)
        .filter(application=application)
        .select_related("gate"),
        "help_rows": KitHelp.objects.visible_to(request.principal).filter(application=application),
        "form": DecisionForm(),
        "own": application.user_id == request.user.pk,
    }
    return render(request, "admin/screening/application_show.html", shown)


@staff_required("recruiter")
@require_POST
def application_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    """``decision``: admit or reject."""
    application, form = one(request, ref), DecisionForm(request.POST)
    if not form.is_valid():
        raise ReasonNeeded
    act = {"admit": actions.admit_application, "reject": actions.reject_application}.get(
        request.POST.get("decision", "")
    )
    if act is None:
        raise BadInput
    act(application=application, by=request.user, reason=form.cleaned_data["reason"])
    application.refresh_from_db()
    messages.success(request, _("Decided: %(state)s.") % {"state": application.get_state_display()})
    return redirect("staff:application_page", ref)


@staff_required("recruiter")
@require_POST
def applications_bulk(request: HatRequest) -> HttpResponse:
    """First a preview: how many, who is skipped and why; then, with ``confirmed``, the deed. It can't be undone."""
    rows = (
        Application.objects.visible_to(request.principal)
        .filter(ref__in=_refs(request))
        .select_related("user", "campaign")
    )
    able = [row for row in rows if row.state == ApplicationState.DECISION and row.user_id != request.user.pk]
    decision = _decision(request)
    if "confirmed" not in request.POST:
        skipped = [row for row in rows if row not in able]
        shown = {"able": able, "skipped": skipped, "decision": decision, "form": DecisionForm()}
        return render(request, "admin/screening/bulk_preview.html", shown)
    done = _decide_all(request, able, decision)
    messages.success(request, _("%(done)s decided, %(left)s skipped.") % {"done": done, "left": len(rows) - done})
    return redirect("staff:screening_board")


def _decision(request: HatRequest) -> str:
    if request.POST.get("decision") not in ("admit", "reject"):
        raise BadInput
    return request.POST["decision"]


def _refs(request: HatRequest) -> list[UUID]:
    try:
        return [UUID(text) for text in request.POST.getlist("ref")[:200]]
    except ValueError as error:
        raise BadInput from error


def _decide_all(request: HatRequest, able: list[Application], decision: str) -> int:
    """Each in its own transaction: one that changed in the meantime doesn't stop the others."""
    act = actions.admit_application if decision == "admit" else actions.reject_application
    done = 0
    for row in able:
        try:
            act(application=row, by=request.user, reason=request.POST.get("reason", ""))
        except Refusal:
            continue
        done += 1
    return done
