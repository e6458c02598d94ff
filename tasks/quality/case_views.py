"""The case library: trainers and analysts make and publish, agents read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.growth.states import Capability
from talentpool.kernel.clock import now
from talentpool.training.models import Lesson
from tasks.quality import actions, learning
from tasks.quality.agreement import rule_names
from tasks.quality.forms import CaseForm
from tasks.quality.models import Case
from tasks.quality.rules.anonymising import anonymised, suggested
from tasks.quality.states import CaseKind
from tasks.quality.views import opened


def _list(request: Any, template: str) -> HttpResponse:
    given = {k: v[:80] for k, v in request.GET.items() if k != "page"}
    page = Paginator(learning.cases_found(request.principal, given), 20).get_page(request.GET.get("page"))
    context = {"page": page, "given": given, "capabilities": Capability.choices, "kinds": CaseKind.choices}
    return render(request, template, {**context, "rules": sorted(rule_names().items())})


@require_safe
@staff_required("analyst", "trainer")
def case_list(request: HatRequest) -> HttpResponse:
    return _list(request, "admin/quality/case_list.html")


@require_safe
@agent_required
def agent_cases(request: AgentRequest) -> HttpResponse:
    return _list(request, "agent/quality/case_list.html")


def _one(request: Any, ref: UUID) -> Case:
    rows = Case.objects.visible_to(request.principal).select_related("client", "origin", "made_by", "published_by")
    return get_object_or_404(rows, ref=ref)


@require_safe
@staff_required("analyst", "trainer")
def case_show(request: HatRequest, ref: UUID) -> HttpResponse:
    case = _one(request, ref)
    return render(request, "admin/quality/case_show.html", {"case": case, "rule": rule_names().get(case.rule, "")})


@require_safe
@agent_required
def agent_case(request: AgentRequest, ref: UUID) -> HttpResponse:
    case = _one(request, ref)
    return render(request, "agent/quality/case_show.html", {"case": case, "rule": rule_names().get(case.rule, "")})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst", "trainer")
def case_make(request: HatRequest, ref: UUID) -> HttpResponse:
    """From a conversation: a preview without names first, then a draft."""
    inspection = opened(request, ref)
    names = suggested(inspection.conversation.turns)
    start = {"hidden": "\n".join(names), "kind": CaseKind.GOOD}
    lessons = Lesson.objects.visible_to(request.principal).order_by("module__course", "place")
    sent = request.POST if request.method == "POST" else None
    form = CaseForm(sent, initial=start, rules=sorted(rule_names().items()), lessons=lessons)
    if form.is_valid() and "keep" in request.POST:
        given = {k: v for k, v in form.cleaned_data.items() if k != "for_all"}
        client = None if form.cleaned_data["for_all"] else inspection.client
        case = actions.make_case(inspection=inspection, client=client, by=request.user, **given)
        return redirect("staff:case", ref=case.ref)
    hidden = form.cleaned_data.get("hidden", []) if form.is_bound else names
    context = {"form": form, "inspection": inspection, "turns": anonymised(inspection.conversation.turns, hidden)}
    return render(request, "admin/quality/case_make.html", context)


@require_POST
@staff_required("analyst", "trainer")
def case_publish(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.publish_case(case=_one(request, ref), by=request.user)
    messages.success(request, _("Published: agents can read it."))
    return redirect("staff:case", ref=ref)


@require_POST
@staff_required("analyst", "trainer")
def case_retire(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.retire_case(case=_one(request, ref), by=request.user)
    return redirect("staff:case", ref=ref)


@require_safe
@staff_required("analyst", "trainer")
def lesson_effects(request: HatRequest) -> HttpResponse:
    """Whether lessons show in the work after them."""
    return render(request, "admin/quality/lesson_effects.html", {"rows": learning.lesson_effects(at=now())})
