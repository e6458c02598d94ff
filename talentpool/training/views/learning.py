"""The agent's doors: courses, lessons, certificates."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput
from talentpool.training import actions
from talentpool.training.models import (
    Certificate,
    Course,
    Enrolment,
    Lesson,
    LessonProgress,
    LessonProposal,
    Simulation,
)
from talentpool.training.models.learning import ANYBODY
from talentpool.training.progress import lesson_rows, next_lesson, paid_minutes, part_rows


@agent_required
@require_safe
def course_list(request: AgentRequest) -> HttpResponse:
    mine = Enrolment.objects.visible_to(request.principal).filter(agent=request.agent).select_related("course")
    taken = [enrolment.course_id for enrolment in mine]
    proposals = LessonProposal.objects.visible_to(request.principal).filter(agent=request.agent, done_at__isnull=True)
    shown = {
        "mine": [(one, lesson_rows(one)) for one in mine.order_by("-started_at")],
        "others": Course.objects.visible_to(request.principal).exclude(pk__in=taken).order_by("track", "slug"),
        "proposal": proposals.select_related("lesson").first(),
    }
    return render(request, "agent/training/course_list.html", shown)


@agent_required
@require_safe
def course_show(request: AgentRequest, slug: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.visible_to(request.principal), slug=slug)
    enrolment = _enrolment(request, course)
    shown = {
        "course": course,
        "enrolment": enrolment,
        "rows": lesson_rows(enrolment) if enrolment else [],
        "lessons": Lesson.objects.visible_to(request.principal).filter(module__course=course).in_order(),
        "next": next_lesson(enrolment) if enrolment else None,
        "parts": part_rows(enrolment) if enrolment else [],
        "minutes": paid_minutes(enrolment) if enrolment else 0,
        "simulations": Simulation.objects.visible_to(request.principal).filter(course=course) if enrolment else [],
    }
    return render(request, "agent/training/course_show.html", shown)


def _enrolment(request: AgentRequest, course: Course) -> Enrolment | None:
    rows = Enrolment.objects.visible_to(request.principal).select_related("course", "agent__user")
    return rows.filter(agent=request.agent, course=course).first()


@agent_required
@require_POST
def course_enrol(request: AgentRequest, slug: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.visible_to(request.principal), slug=slug)
    actions.enrol(agent=request.agent, course=course, by=request.user)
    return redirect("agent:course_show", slug)


def lesson_and_enrolment(request: AgentRequest, ref: UUID) -> tuple[Lesson, Enrolment]:
    """A lesson is read inside its course; opening one of a course not begun yet begins it."""
    lessons = Lesson.objects.visible_to(request.principal).select_related("module__course")
    lesson = get_object_or_404(lessons, ref=ref)
    return lesson, actions.enrol(agent=request.agent, course=lesson.module.course, by=request.user)


@agent_required
@require_safe
def lesson_read(request: AgentRequest, ref: UUID) -> HttpResponse:
    lesson, enrolment = lesson_and_enrolment(request, ref)
    progress = actions.open_lesson(enrolment=enrolment, lesson=lesson, by=request.user)
    rows = lesson_rows(enrolment)
    place = next(number for number, row in enumerate(rows, start=1) if row.lesson.pk == lesson.pk)
    shown = {"lesson": lesson, "course": lesson.module.course, "progress": progress, "rows": rows, "place": place}
    return render(request, "agent/training/lesson_read.html", shown)


def _progress(request: AgentRequest, ref: UUID) -> LessonProgress:
    lesson, enrolment = lesson_and_enrolment(request, ref)
    return actions.open_lesson(enrolment=enrolment, lesson=lesson, by=request.user)


@agent_required
@require_POST
def lesson_time(request: AgentRequest, ref: UUID) -> HttpResponse:
    """The page counts the seconds it was looked at; the server bounds them."""
    text = request.POST.get("seconds", "")
    if not text.isdecimal() or len(text) > 5:
        raise BadInput
    progress = actions.spend_time(progress=_progress(request, ref), seconds=int(text), by=request.user)
    return JsonResponse({"seconds": progress.seconds})


@agent_required
@require_POST
def lesson_finish(request: AgentRequest, ref: UUID) -> HttpResponse:
    progress = actions.finish_lesson(progress=_progress(request, ref), by=request.user)
    following = next_lesson(progress.enrolment)
    if following is not None:
        return redirect("agent:lesson_read", following.ref)
    messages.success(request, _("All lessons are read: the exam is open."))
    return redirect("agent:course_show", progress.enrolment.course.slug)


@agent_required
@require_safe
def certificate_list(request: AgentRequest) -> HttpResponse:
    rows = Certificate.objects.visible_to(request.principal).filter(agent=request.agent)
    shown = {"rows": rows.select_related("course", "skill").order_by("-issued_at"), "at": now()}
    return render(request, "agent/training/certificate_list.html", shown)


@agent_required
@require_safe
def certificate_show(request: AgentRequest, ref: UUID) -> HttpResponse:
    rows = Certificate.objects.visible_to(request.principal).select_related("course", "skill", "agent")
    certificate = get_object_or_404(rows, ref=ref)
    return render(request, "agent/training/certificate_show.html", {"certificate": certificate, "at": now()})


@require_safe
def certificate_verify(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Anybody with the link sees whether it is valid and for what; no personal data."""
    certificate = get_object_or_404(Certificate.objects.visible_to(ANYBODY), ref=ref)
    return render(request, "public/training/certificate_verify.html", {"certificate": certificate, "at": now()})
