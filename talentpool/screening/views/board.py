"""The recruiter's board: what waits for her, everybody by stage, found by words, many at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput
from talentpool.screening import actions, board
from talentpool.screening.errors import ReasonNeeded
from talentpool.screening.forms import DecisionForm
from talentpool.screening.models import Application, Formality, SavedFilter, StageTally
from talentpool.screening.searching import Filters
from talentpool.screening.states import BulkStep

PAGE = 30
MOST = 500


@staff_required("recruiter")
@require_safe
def screening_board(request: HatRequest) -> HttpResponse:
    """Needs your decision first; then everybody by stage, longest waiting first."""
    principal, at = request.principal, now()
    filters = Filters.of(request.GET)
    stages = _stages(request, filters)
    found = filters.apply(Application.objects.visible_to(principal), at).order_by("state_since", "pk")
    found = found.select_related("user", "campaign").only(*board.COLUMNS)
    page = board.Counted(found, PAGE, total=board.total(filters, stages)).get_page(request.GET.get("page"))
    shown = {
        "stages": stages,
        "waiting": board.waiting(),
        "saved": [(one, urlencode(one.query)) for one in SavedFilter.objects.visible_to(principal)],
        "page": page,
        "rows": board.rows(page.object_list, at),
        **board.choices(filters),
    }
    return render(request, "admin/screening/board.html", shown)


def _stages(request: HatRequest, filters: Filters) -> list[board.Stage]:
    if not filters.campaign:
        return board.all_stages()
    tallies = StageTally.objects.visible_to(request.principal)
    everybody = Application.objects.visible_to(request.principal)
    return board.stages(filters.of_campaign(tallies), filters.of_campaign(everybody))


@staff_required("recruiter")
@require_POST
def applications_bulk(request: HatRequest) -> HttpResponse:
    """First a preview: how many, who is skipped and why; then, with ``confirmed``, the deed."""
    step = request.POST.get("decision", "")
    if step not in BulkStep.values:
        raise BadInput
    rows = list(_chosen(request).select_related("user", "campaign")[:MOST])
    plan = actions.plan(applications=rows, step=step, by=request.user)
    if "confirmed" not in request.POST:
        form = None if step == BulkStep.REMIND else DecisionForm()
        shown = {"able": plan.able, "skipped": plan.skipped, "decision": step, "form": form, "most": MOST}
        return render(request, "admin/screening/bulk_preview.html", shown)
    reason = request.POST.get("reason", "")
    if step != BulkStep.REMIND and not reason.strip():
        raise ReasonNeeded
    done = actions.do_to_many(applications=rows, step=step, by=request.user, reason=reason)
    messages.success(request, _("%(done)s done, %(left)s skipped.") % {"done": done, "left": len(rows) - done})
    return redirect("staff:screening_board")


def _chosen(request: HatRequest) -> Any:
    """Those ticked, or with ``all`` everybody the filters find."""
    rows = Application.objects.visible_to(request.principal)
    if "all" in request.POST:
        return Filters.of(QueryDict(request.POST["all"]).dict()).apply(rows, now()).order_by("state_since", "pk")
    try:
        return rows.filter(ref__in=[UUID(text) for text in request.POST.getlist("ref")[:MOST]])
    except ValueError as error:
        raise BadInput from error


@staff_required("recruiter")
@require_POST
def filter_save(request: HatRequest) -> HttpResponse:
    """Keep the filters on show under a name."""
    name, query = request.POST.get("name", "").strip(), Filters.of(request.POST).as_query()
    if not name or not query:
        raise BadInput
    actions.save_filter(name=name, query=query, by=request.user)
    return redirect(f"{reverse('staff:screening_board')}?{urlencode(query)}")


@staff_required("recruiter")
@require_POST
def filter_drop(request: HatRequest, ref: UUID) -> HttpResponse:
    kept = get_object_or_404(SavedFilter.objects.visible_to(request.principal), ref=ref)
    actions.drop_filter(kept=kept, by=request.user)
    return redirect("staff:screening_board")


@staff_required("recruiter")
@require_safe
def double_list(request: HatRequest) -> HttpResponse:
    """Two people, one identity number: both side by side."""
    rows = Formality.objects.visible_to(request.principal).doubles()
    rows = rows.select_related("agent__user", "double_of__agent__user").order_by("pk")
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    return render(request, "admin/screening/double_list.html", {"page": page})


@staff_required("recruiter")
@require_POST
def double_settle(request: HatRequest, ref: UUID) -> HttpResponse:
    paper = get_object_or_404(Formality.objects.visible_to(request.principal).doubles(), ref=ref)
    actions.settle_double(formality=paper, by=request.user)
    messages.success(request, _("Settled."))
    return redirect("staff:double_list")
