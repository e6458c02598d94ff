"""Where people judge: voices without a name, interviews, kit help."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.kernel.clock import now
from talentpool.screening import actions
from talentpool.screening.forms import CardForm, KitDecisionForm, SlotForm
from talentpool.screening.models import GateAttempt, Interview, KitHelp, Recording, Scorecard
from talentpool.screening.progress import prompts_said
from talentpool.screening.states import GateKind
from talentpool.screening.views.gates import sound


@staff_required("recruiter", "trainer")
@require_safe
def rating_list(request: HatRequest) -> HttpResponse:
    """Voices and interviews that wait, oldest first; voices by their code only."""
    rows = GateAttempt.objects.visible_to(request.principal).to_rate().exclude(application__user_id=request.user.pk)
    rows = rows.select_related("gate", "gate__campaign", "application").order_by("handed_in_at")
    mine = Scorecard.objects.visible_to(request.principal).filter(rater=request.user, submitted_at__isnull=False)
    shown = {
        "voices": rows.filter(gate__kind=GateKind.VOICE)[:50],
        "interviews": rows.filter(gate__kind=GateKind.INTERVIEW, application__interviews__done_at__isnull=True)[:50],
        "rated": set(mine.values_list("attempt_id", flat=True)[:500]),
    }
    return render(request, "admin/screening/rating_list.html", shown)


@staff_required("recruiter", "trainer")
@require_http_methods(["GET", "HEAD", "POST"])
def rating_card(request: HatRequest, ref: UUID) -> HttpResponse:
    """One scorecard. A voice is heard without name, CV or photo; cards of others are hidden until submitted."""
    attempts = GateAttempt.objects.visible_to(request.principal).select_related("gate__campaign", "application__user")
    attempt = get_object_or_404(attempts, ref=ref)
    card = Scorecard.objects.visible_to(request.principal).filter(attempt=attempt, rater=request.user).first()
    start = {**card.marks, "note": card.note} if card else {}
    form = CardForm(attempt.gate.kind, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        act = actions.save_card if "save" in request.POST else actions.submit_card
        act(attempt=attempt, by=request.user, marks=form.marks(), note=form.cleaned_data["note"])
        messages.success(request, _("Saved.") if "save" in request.POST else _("Submitted."))
        return redirect("staff:rating_list")
    shown = {"attempt": attempt, "form": form, "card": card, "recordings": prompts_said(attempt)}
    return render(request, "admin/screening/rating_card.html", shown)


@staff_required("recruiter", "trainer")
@require_safe
def rating_sound(request: HatRequest, ref: UUID) -> HttpResponse:
    return sound(get_object_or_404(Recording.objects.visible_to(request.principal), ref=ref))


@staff_required("recruiter")
@require_http_methods(["GET", "HEAD", "POST"])
def interview_slots(request: HatRequest) -> HttpResponse:
    """My interview times, and a form that offers more."""
    form = SlotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_slots(**form.slots(), interviewer=request.user, by=request.user)
        messages.success(request, _("%(count)s times offered.") % {"count": len(made)})
        return redirect("staff:interview_slots")
    slots = Interview.objects.visible_to(request.principal).filter(interviewer=request.user, starts_at__gt=now())
    shown = {"form": form, "slots": slots.select_related("application", "campaign").order_by("starts_at")[:60]}
    return render(request, "admin/screening/interview_slots.html", shown)


@staff_required("recruiter")
@require_http_methods(["GET", "HEAD", "POST"])
def kit_help_list(request: HatRequest) -> HttpResponse:
    rows = KitHelp.objects.visible_to(request.principal).select_related(
        "application__user", "application__campaign", "hub"
    )
    shown = {"waiting": rows.waiting().order_by("asked_at")[:50], "out": rows.filter(state="granted", way="loan")[:50]}
    return render(request, "admin/screening/kit_help_list.html", shown)


@staff_required("recruiter")
@require_http_methods(["GET", "HEAD", "POST"])
def kit_help_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    """Grant, decline, or take a box back."""
    rows = KitHelp.objects.visible_to(request.principal).select_related("application__user")
    asked = get_object_or_404(rows, ref=ref)
    form = KitDecisionForm(asked.way, request.POST or None)
    if request.method == "POST" and "back" in request.POST:
        actions.take_kit_back(help_given=asked, by=request.user)
        return redirect("staff:kit_help_list")
    if request.method == "POST" and form.is_valid():
        grant = "grant" in request.POST
        actions.decide_kit_help(help_asked=asked, grant=grant, by=request.user, **form.cleaned_data)
        return redirect("staff:kit_help_list")
    return render(request, "admin/screening/kit_help_decide.html", {"asked": asked, "form": form})
