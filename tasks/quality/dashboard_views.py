"""Dashboards, causes, satisfaction and period reviews: pages of staff and clients."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Client, Membership
from accounts.permissions import ClientRequest, HatRequest, client_required, staff_required
from talentpool.kernel.clock import now
from tasks.quality import actions, dashboard, evidence
from tasks.quality.counted import Asked
from tasks.quality.forms import CauseForm, MendForm, PeriodForm
from tasks.quality.models import Cause, PeriodReview
from tasks.quality.overview import local_day
from tasks.quality.period_pages import sheet_of, title_of


def _asked(request: Any) -> Asked:
    return dashboard.asked_from(request.GET, until=local_day(now()))


def _dashboard(request: Any, base: str, face: str) -> HttpResponse:
    asked = _asked(request)
    context = {**dashboard.dashboard(request.principal, asked), "base": base, "face": face}
    return render(request, "quality/dashboard.html", {**context, **evidence.links(face)})


@require_safe
@staff_required("analyst", "trainer")
def staff_dashboard(request: HatRequest) -> HttpResponse:
    return _dashboard(request, "admin/house.html", "staff")


@require_safe
@client_required()
def client_dashboard(request: ClientRequest) -> HttpResponse:
    return _dashboard(request, "client/base.html", "client")


def _evidence(request: Any, base: str, face: str) -> HttpResponse:
    """The conversations behind a number: a rule, a topic, a signal, a person, a day span."""
    asked = _asked(request)
    rows = evidence.inspections(request.principal, asked, request.GET)
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    shown = evidence.rows(page.object_list, request.GET.get("rule", ""))
    context = {"page": page, "rows": shown, "what": evidence.what(request.GET), "base": base, "asked": asked}
    return render(request, "quality/evidence.html", {**context, **evidence.links(face), "face": face})


@require_safe
@staff_required("analyst", "trainer")
def staff_evidence(request: HatRequest) -> HttpResponse:
    return _evidence(request, "admin/house.html", "staff")


@require_safe
@client_required()
def client_evidence(request: ClientRequest) -> HttpResponse:
    return _evidence(request, "client/base.html", "client")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def staff_causes(request: HatRequest) -> HttpResponse:
    """Causes of complaints and repeat contacts, and a new one with an owner at the client."""
    asked = _asked(request)
    members = Membership.objects.visible_to(request.principal).select_related("user", "client")
    form = CauseForm(request.POST or None, members=members, topics=dashboard.topic_names(None))
    if request.method == "POST" and form.is_valid():
        actions.open_cause(**form.values(), by=request.user)
        messages.success(request, _("Opened: the owner was told."))
        return redirect("staff:cause_list")
    return _causes(request, "admin/house.html", "staff", {"form": form, "asked": asked})


@require_safe
@client_required()
def client_causes(request: ClientRequest) -> HttpResponse:
    return _causes(request, "client/base.html", "client", {"asked": _asked(request), "mend": MendForm()})


def _causes(request: Any, base: str, face: str, more: dict[str, Any]) -> HttpResponse:
    rows = Cause.objects.visible_to(request.principal).select_related("client", "owner").order_by("-opened_at")[:50]
    context = {**dashboard.pareto(request.principal, more["asked"]), "causes": evidence.cause_rows(rows), **more}
    status = 422 if "form" in more and more["form"].errors else 200
    return render(
        request,
        "quality/cause_list.html",
        {**context, **evidence.links(face), "base": base, "face": face},
        status=status,
    )


@require_POST
@client_required()
def cause_mend(request: ClientRequest, ref: UUID) -> HttpResponse:
    cause = get_object_or_404(Cause.objects.visible_to(request.principal), ref=ref)
    actions.mend_cause(cause=cause, how=request.POST.get("how", "")[:2000], by=request.user)
    return redirect("client:cause_list")


@require_safe
@staff_required("analyst")
def staff_satisfaction(request: HatRequest) -> HttpResponse:
    context = {
        **evidence.satisfaction(request.principal, _asked(request)),
        "base": "admin/house.html",
        "face": "staff",
        "may_send": True,
    }
    return render(request, "quality/satisfaction.html", context)


@require_safe
@client_required()
def client_satisfaction(request: ClientRequest) -> HttpResponse:
    context = {
        **evidence.satisfaction(request.principal, _asked(request)),
        "base": "client/base.html",
        "face": "client",
        "may_send": request.principal.member_role in ("owner", "planner"),
    }
    return render(request, "quality/satisfaction.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def period_list(request: HatRequest) -> HttpResponse:
    """Reviews of weeks and months, and a new one."""
    clients = Client.objects.visible_to(request.principal).order_by("slug")
    form = PeriodForm(request.POST or None, clients=clients, initial={"day": local_day(now())})
    if request.method == "POST" and form.is_valid():
        review = actions.make_review(**form.cleaned_data, by=request.user)
        return redirect("staff:period_review", ref=review.ref)
    rows = (
        PeriodReview.objects.visible_to(request.principal).select_related("client").order_by("-starts_on", "-made_at")
    )
    context = {"page": Paginator(rows, 20).get_page(request.GET.get("page")), "form": form}
    return render(request, "admin/quality/period_list.html", context, status=422 if form.errors else 200)


def _review(request: Any, ref: UUID) -> PeriodReview:
    return get_object_or_404(PeriodReview.objects.visible_to(request.principal).select_related("client"), ref=ref)


def _period(request: Any, ref: UUID, base: str, face: str) -> HttpResponse:
    review = _review(request, ref)
    context = {"review": review, "title": title_of(review), "base": base, "face": face, **sheet_of(review)}
    return render(request, "quality/period_show.html", context)


def _period_pdf(request: Any, ref: UUID) -> HttpResponse:
    from tasks.quality.documents import review_pdf

    review = _review(request, ref)
    response = HttpResponse(review_pdf(title_of(review), sheet_of(review)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="quality-{review.starts_on}.pdf"'
    return response


@require_safe
@staff_required("analyst")
def period_review(request: HatRequest, ref: UUID) -> HttpResponse:
    return _period(request, ref, "admin/house.html", "staff")


@require_safe
@staff_required("analyst")
def period_pdf(request: HatRequest, ref: UUID) -> HttpResponse:
    return _period_pdf(request, ref)


@require_POST
@staff_required("analyst")
def period_send(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.send_review(review=_review(request, ref), by=request.user)
    messages.success(request, _("Sent: the client's owners and planners were told."))
    return redirect("staff:period_review", ref=ref)


@require_safe
@client_required()
def client_period(request: ClientRequest, ref: UUID) -> HttpResponse:
    return _period(request, ref, "client/base.html", "client")


@require_safe
@client_required()
def client_period_pdf(request: ClientRequest, ref: UUID) -> HttpResponse:
    return _period_pdf(request, ref)


@require_safe
@client_required()
def client_period_list(request: ClientRequest) -> HttpResponse:
    rows = PeriodReview.objects.visible_to(request.principal).order_by("-starts_on")
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(request, "client/quality/period_list.html", {"page": page})
