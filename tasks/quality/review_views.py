"""Agreement, calibration rounds, verdicts on hits after a scorecard, the assistant's proposals: pages of analysts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Client, User
from accounts.permissions import HatRequest, staff_required
from accounts.states import StaffRole
from tasks.quality import actions, agreement
from tasks.quality.display import hits_of, lines_of
from tasks.quality.forms import AgreedForm, RoundForm
from tasks.quality.models import AssistantProposal, CalibrationRound
from tasks.quality.views import opened


@require_safe
@staff_required("analyst")
def agreement_page(request: HatRequest) -> HttpResponse:
    """By item, by rater, by rule, over 90 days."""
    context = agreement.agreement_page(request.principal, since=agreement.default_since())
    return render(request, "admin/quality/agreement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def round_list(request: HatRequest) -> HttpResponse:
    raters = User.objects.visible_to(request.principal).filter(
        is_active=True, groups__name__in=[StaffRole.ANALYST, StaffRole.TRAINER, StaffRole.ADMINISTRATOR]
    )
    clients = Client.objects.visible_to(request.principal).order_by("slug")
    form = RoundForm(request.POST or None, raters=raters.distinct().order_by("pk"), clients=clients)
    if request.method == "POST" and form.is_valid():
        found = actions.open_round(**form.cleaned_data, by=request.user)
        return redirect("staff:calibration", ref=found.ref)
    rounds = CalibrationRound.objects.visible_to(request.principal).order_by("-opened_at")[:50]
    context = {"rounds": rounds, "form": form}
    return render(request, "admin/quality/round_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def round_show(request: HatRequest, ref: UUID) -> HttpResponse:
    """Who has judged; what differs shows once everybody has, or it is closed."""
    found = get_object_or_404(CalibrationRound.objects.visible_to(request.principal), ref=ref)
    form = AgreedForm(request.POST or None, initial={"agreed": found.agreed})
    if request.method == "POST" and form.is_valid():
        actions.close_round(found=found, agreed=form.cleaned_data["agreed"], by=request.user)
        return redirect("staff:calibration", ref=ref)
    page = agreement.round_page(found, request.principal)
    complete = all(p["done"] == p["of"] for p in page["progress"])
    context = {"round": found, "form": form, "open_book": complete or found.closed_at is not None, **page}
    return render(request, "admin/quality/round_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def scorecard_hits(request: HatRequest, ref: UUID) -> HttpResponse:
    """After her scorecard: what the rules found, and whether they are right."""
    inspection = opened(request, ref)
    hits = hits_of(inspection)
    if request.method == "POST":
        said = {h["place"]: request.POST.get(f"hit-{h['place']}") for h in hits}
        right = {place: value == "1" for place, value in said.items() if value in ("0", "1")}
        actions.judge_hits(inspection=inspection, right=right, by=request.user)
        messages.success(request, _("Kept: it measures how often each rule is right."))
        return redirect("staff:scorecard_list")
    context = {"inspection": inspection, "hits": hits, "lines": lines_of(inspection, hits)}
    return render(request, "admin/quality/scorecard_hits.html", context)


@require_POST
@staff_required("analyst")
def assistant_ask(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.ask_assistant(inspection=opened(request, ref), by=request.user)
    messages.success(request, _("Asked: the proposal appears here in a moment."))
    return redirect("staff:conversation_detail", ref=ref)


@require_POST
@staff_required("analyst")
def assistant_settle(request: HatRequest, ref: UUID) -> HttpResponse:
    rows = AssistantProposal.objects.visible_to(request.principal).select_related("inspection")
    proposal = get_object_or_404(rows, ref=ref)
    actions.settle_proposal(proposal=proposal, taken=request.POST.get("taken") == "1", by=request.user)
    return redirect("staff:conversation_detail", ref=proposal.inspection.ref)
