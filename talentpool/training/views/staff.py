"""The trainer's doors: the board, the oral sheet, the decision, courses, certificates, probation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput
from talentpool.training import actions
from talentpool.training.board import course_rows, waiting_rows
from talentpool.training.errors import ReasonNeeded
from talentpool.training.forms import ChangeForm, OralForm, ProbationForm, ReasonForm
from talentpool.training.models import Certificate, Course, Enrolment, Sitting
from talentpool.training.progress import lesson_rows, part_rows


@staff_required("trainer", "recruiter")
@require_safe
def training_board(request: HatRequest) -> HttpResponse:
    """Needs your decision first; then the courses with their funnel."""
    enrolments = Enrolment.objects.visible_to(request.principal).select_related("course", "agent")
    over = Agent.objects.visible_to(request.principal).filter(probation_until__lte=now().date(), state="reserve")
    shown = {
        **waiting_rows(enrolments),
        "courses": course_rows(Course.objects.visible_to(request.principal)),
        "probation": over.order_by("probation_until")[:30],
    }
    return render(request, "admin/training/board.html", shown)


def _one(request: HatRequest, ref: UUID) -> Enrolment:
    rows = Enrolment.objects.visible_to(request.principal).select_related("course", "agent__user", "decided_by")
    return get_object_or_404(rows, ref=ref)


@staff_required("trainer", "recruiter")
@require_safe
def enrolment_page(request: HatRequest, ref: UUID) -> HttpResponse:
    enrolment = _one(request, ref)
    shown = {
        "enrolment": enrolment,
        "parts": part_rows(enrolment),
        "rows": lesson_rows(enrolment),
        "sittings": Sitting.objects.visible_to(request.principal)
        .filter(enrolment=enrolment)
        .select_related("examiner"),
        "certificates": Certificate.objects.visible_to(request.principal).filter(
            agent=enrolment.agent, course=enrolment.course
        ),
        "form": ReasonForm(),
        "own": enrolment.agent.user_id == request.user.pk,
    }
    return render(request, "admin/training/enrolment_show.html", shown)


@staff_required("trainer")
@require_POST
def enrolment_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    """``decision``: pass or fail, on the four parts together."""
    enrolment, form = _one(request, ref), ReasonForm(request.POST)
    decision = request.POST.get("decision", "")
    if decision not in ("pass", "fail"):
        raise BadInput
    if not form.is_valid():
        raise ReasonNeeded
    actions.decide_exam(
        enrolment=enrolment, passed=decision == "pass", by=request.user, reason=form.cleaned_data["reason"]
    )
    messages.success(request, _("Decided: %(state)s.") % {"state": enrolment.get_state_display()})
    return redirect("staff:enrolment_page", ref)


@staff_required("trainer")
@require_http_methods(["GET", "HEAD", "POST"])
def oral_sheet(request: HatRequest, ref: UUID) -> HttpResponse:
    enrolment = _one(request, ref)
    form = OralForm(enrolment.course, request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        actions.examine_orally(enrolment=enrolment, by=request.user, marks=form.marks(), note=note)
        messages.success(request, _("Saved."))
        return redirect("staff:enrolment_page", ref)
    return render(request, "admin/training/oral_sheet.html", {"enrolment": enrolment, "form": form})


@staff_required("trainer")
@require_POST
def course_publish(request: HatRequest, slug: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.visible_to(request.principal), slug=slug)
    actions.publish_course(course=course, by=request.user)
    messages.success(request, _("Published."))
    return redirect("staff:training_board")


@staff_required("trainer")
@require_http_methods(["GET", "HEAD", "POST"])
def course_change(request: HatRequest, slug: str) -> HttpResponse:
    """A new version; the page says first how many certificates it would end."""
    course = get_object_or_404(Course.objects.visible_to(request.principal), slug=slug)
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ended = actions.change_course(course=course, by=request.user, **form.cleaned_data)
        messages.success(
            request,
            _("Version %(version)s; %(count)s certificates will end.") % {"version": course.version, "count": ended},
        )
        return redirect("staff:training_board")
    standing = Certificate.objects.visible_to(request.principal).filter(course=course).valid(now()).count()
    return render(request, "admin/training/course_change.html", {"course": course, "form": form, "standing": standing})


@staff_required("trainer")
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_revoke(request: HatRequest, ref: UUID) -> HttpResponse:
    rows = Certificate.objects.visible_to(request.principal).select_related("course", "agent__user", "skill")
    certificate, form = get_object_or_404(rows, ref=ref), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.revoke_certificate(certificate=certificate, by=request.user, reason=form.cleaned_data["reason"])
        return redirect("staff:training_board")
    return render(request, "admin/training/certificate_revoke.html", {"certificate": certificate, "form": form})


@staff_required("trainer", "recruiter")
@require_http_methods(["GET", "HEAD", "POST"])
def probation_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    agent = get_object_or_404(Agent.objects.visible_to(request.principal).select_related("user"), ref=ref)
    form = ProbationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.decide_probation(agent=agent, keep="keep" in request.POST, by=request.user, **form.cleaned_data)
        return redirect("staff:training_board")
    return render(request, "admin/training/probation_decide.html", {"agent": agent, "form": form})
