"""Pages of the analyst's desk, inside the admin."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.kernel.clock import now
from tasks.quality import actions, overview
from tasks.quality.agreement import agreement
from tasks.quality.display import cause_names, lines_of
from tasks.quality.errors import ReasonNeeded
from tasks.quality.forms import AppealAnswerForm, CloseForm, DismissForm, ReasonForm, ScorecardForm
from tasks.quality.models import Alert, Appeal, Assistant, AssistantProposal, Inspection, Review
from tasks.quality.views import judgement, opened


@require_safe
@staff_required("analyst")
def quality(request: HatRequest) -> HttpResponse:
    """What waits, how it goes, which rules are broken."""
    context = {
        **overview.quality_overview(request.principal, at=now()),
        **overview.desk(request.principal),
        "agreement": agreement(request.principal),
        "people": overview.by_alias(request.principal, at=now())[:20],
    }
    return render(request, "admin/quality/quality_home.html", context)


@require_safe
@staff_required("analyst")
def alert_list(request: HatRequest) -> HttpResponse:
    """Open alerts; a fragment of it is fetched every two seconds."""
    alerts = list(overview.alerts_shown(request.principal, all_states="all" in request.GET)[:100])
    names = cause_names({a.inspection.rule_set_id: a.inspection.rule_set for a in alerts}.values())
    for alert in alerts:
        alert.cause_name = names.get(alert.cause, alert.cause)  # type: ignore[attr-defined]
    context = {"alerts": alerts, "at": now(), "all_states": "all" in request.GET}
    partial = request.headers.get("HX-Request") == "true"
    return render(request, f"admin/quality/{'alert_rows' if partial else 'alert_list'}.html", context)


@require_safe
@staff_required("analyst")
def alert_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    """One alert: the newest conversation with its hits, and the others of the same cause."""
    alerts = Alert.objects.visible_to(request.principal).select_related("owner")
    alert = get_object_or_404(alerts, ref=ref)
    same = Inspection.objects.visible_to(request.principal).filter(
        client=alert.client, agent=alert.agent, hits__contains=[{"rule": alert.cause}]
    )
    others = same.exclude(pk=alert.inspection_id).select_related("conversation").order_by("-inspected_at")[:20]
    context = {**judgement(opened(request, alert.inspection.ref)), "alert": alert, "others": others, "may_decide": True}
    return render(request, "admin/quality/conversation_decide.html", context)


@require_safe
@staff_required("analyst", "trainer")
def conversation_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    """An analyst decides here; a trainer reads, makes a case of it, opens a talk about the marked place."""
    inspection = opened(request, ref)
    proposals = AssistantProposal.objects.visible_to(request.principal).filter(inspection=inspection)
    context = {
        "proposals": proposals.order_by("-asked_at"),
        "assistant": Assistant.current() is not None,
        "may_decide": request.principal.has_role("analyst"),
    }
    return render(request, "admin/quality/conversation_decide.html", {**judgement(inspection), **context})


@require_safe
@staff_required("analyst", "trainer")
def conversation_by_ref(request: HatRequest, ref: UUID) -> HttpResponse:
    """From a conversation's own ref to its newest inspection."""
    rows = Inspection.objects.visible_to(request.principal).filter(conversation__ref=ref).order_by("-inspected_at")
    newest = rows.first()
    if newest is None:
        raise Http404
    return redirect("staff:conversation_detail", ref=newest.ref)


@require_POST
@staff_required("analyst")
def alert_take(request: HatRequest, ref: UUID) -> HttpResponse:
    alert = get_object_or_404(Alert.objects.visible_to(request.principal), ref=ref)
    actions.take_alert(alert=alert, by=request.user)
    return redirect("staff:alert_detail", ref=ref)


@require_POST
@staff_required("analyst")
def alert_close(request: HatRequest, ref: UUID) -> HttpResponse:
    alert = get_object_or_404(Alert.objects.visible_to(request.principal), ref=ref)
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise ReasonNeeded
    actions.close_alert(
        alert=alert, confirmed=form.cleaned_data["confirmed"], note=form.cleaned_data["reason"], by=request.user
    )
    messages.success(request, _("The alert is closed."))
    return redirect("staff:alert_list")


@require_POST
@staff_required("analyst")
def red_line_confirm(request: HatRequest, ref: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise ReasonNeeded
    actions.confirm_red_line(inspection=opened(request, ref), reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Confirmed: the score is 0 and the agent was told why and how to object."))
    return redirect("staff:conversation_detail", ref=ref)


@require_POST
@staff_required("analyst")
def hit_dismiss(request: HatRequest, ref: UUID) -> HttpResponse:
    form = DismissForm(request.POST)
    if not form.is_valid():
        raise ReasonNeeded
    place, reason = form.cleaned_data["place"], form.cleaned_data["reason"]
    actions.dismiss_hit(inspection=opened(request, ref), place=place, reason=reason, by=request.user)
    messages.success(request, _("Dismissed: the score was computed again."))
    return redirect("staff:conversation_detail", ref=ref)


@require_safe
@staff_required("analyst")
def review_list(request: HatRequest) -> HttpResponse:
    """The sample that waits for a person; what she judged herself comes after."""
    drawn = Inspection.objects.visible_to(request.principal).for_people().select_related("conversation", "client")
    waiting = drawn.exclude(reviews__reviewer=request.user, reviews__submitted_at__isnull=False)
    done = Review.objects.visible_to(request.principal).filter(reviewer=request.user, submitted_at__isnull=False)
    context = {
        "page": Paginator(waiting.order_by("inspected_at", "pk"), 20).get_page(request.GET.get("page")),
        "done": done.select_related("inspection__conversation").order_by("-submitted_at")[:20],
        "agreement": agreement(request.principal),
    }
    return render(request, "admin/quality/review_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def review_work(request: HatRequest, ref: UUID) -> HttpResponse:
    """A blind scorecard: the words only, no score, no name, nobody else's marks."""
    inspection = opened(request, ref)
    form = ScorecardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.submit_review(
            inspection=inspection, marks=form.marks(), note=form.cleaned_data["note"], by=request.user
        )
        messages.success(request, _("Kept. Thank you: the next one waits."))
        return redirect("staff:scorecard_hits", ref=ref) if inspection.hits else redirect("staff:scorecard_list")
    context = {"inspection": inspection, "lines": lines_of(inspection), "form": form}
    return render(request, "admin/quality/review_work.html", context)


@require_safe
@staff_required("analyst")
def appeal_list(request: HatRequest) -> HttpResponse:
    appeals = Appeal.objects.visible_to(request.principal).select_related("agent", "to", "inspection__client")
    page = Paginator(appeals.order_by(F("answered_at").asc(nulls_first=True), "answer_by"), 30).get_page(
        request.GET.get("page")
    )
    return render(request, "admin/quality/appeal_list.html", {"page": page, "at": now()})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def appeal_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    """An objection beside the conversation; only the named person can answer."""
    appeal = get_object_or_404(Appeal.objects.visible_to(request.principal).select_related("to", "agent"), ref=ref)
    form = AppealAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_appeal(appeal=appeal, by=request.user, **form.cleaned_data)
        messages.success(request, _("Answered: the agent was told."))
        return redirect("staff:appeal_list")
    context = {**judgement(opened(request, appeal.inspection.ref)), "appeal": appeal, "form": form}
    return render(request, "admin/quality/appeal_answer.html", context)
