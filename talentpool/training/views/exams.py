"""The agent's doors to the exam."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.clock import now
from talentpool.screening.rules.marking import ends_at
from talentpool.training import actions
from talentpool.training.forms import SheetForm, TaskForm
from talentpool.training.models import Certificate, Enrolment, Sitting
from talentpool.training.progress import task_ends
from talentpool.training.states import ExamPart


@agent_required
@require_POST
def exam_start(request: AgentRequest, slug: str, part: str) -> HttpResponse:
    """The written part or system operation; the clock starts with this tap."""
    rows = Enrolment.objects.visible_to(request.principal).select_related("course")
    enrolment = get_object_or_404(rows, agent=request.agent, course__slug=slug)
    start = actions.start_system if part == ExamPart.SYSTEM else actions.start_written
    sitting = start(enrolment=enrolment, by=request.user)
    return redirect("agent:exam_sit", sitting.ref)


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def exam_sit(request: AgentRequest, ref: UUID) -> HttpResponse:
    rows = Sitting.objects.visible_to(request.principal).select_related("enrolment__course", "enrolment__agent")
    sitting = get_object_or_404(rows, ref=ref)
    if sitting.finished_at is not None:
        return redirect("agent:course_show", sitting.enrolment.course.slug)
    return _task(request, sitting) if sitting.part == ExamPart.SYSTEM else _sheet(request, sitting)


def _sheet(request: AgentRequest, sitting: Sitting) -> HttpResponse:
    form = SheetForm(sitting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "save" not in request.POST:
            return _handed_in(request, sitting, form)
        actions.save_written(sitting=sitting, answers=form.answers(), by=request.user)
        messages.success(request, _("Saved. The clock goes on."))
    ends = ends_at(started_at=sitting.started_at, minutes=sitting.sheet["minutes"])
    shown = {"sitting": sitting, "course": sitting.enrolment.course, "form": form, "ends": max(ends, now())}
    return render(request, "agent/training/exam_written.html", shown)


def _handed_in(request: AgentRequest, sitting: Sitting, form: SheetForm) -> HttpResponse:
    done = actions.hand_in_written(sitting=sitting, answers=form.answers(), by=request.user)
    mark = sitting.enrolment.course.pass_mark
    if done.refresher and (done.score or 0) >= mark:
        return redirect("agent:certificate_list")
    messages.info(request, _("%(score)s of 100, %(mark)s needed.") % {"score": round(done.score or 0), "mark": mark})
    return redirect("agent:course_show", sitting.enrolment.course.slug)


def _task(request: AgentRequest, sitting: Sitting) -> HttpResponse:
    task = actions.open_task(sitting=sitting, by=request.user)
    if task is None:
        return redirect("agent:course_show", sitting.enrolment.course.slug)
    form = TaskForm(task, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_task(sitting=sitting, task=task, answers=form.answers(), by=request.user)
        return redirect("agent:exam_sit", sitting.ref)
    shown = {"sitting": sitting, "course": sitting.enrolment.course, "task": task, "form": form}
    shown |= {
        "number": len(sitting.sheet["done"]) + 1,
        "of": len(sitting.sheet["tasks"]),
        "ends": task_ends(sitting, task),
    }
    return render(request, "agent/training/exam_task.html", shown)


@agent_required
@require_POST
def refresher_start(request: AgentRequest, ref: UUID) -> HttpResponse:
    rows = Certificate.objects.visible_to(request.principal).select_related("course", "agent__user")
    certificate = get_object_or_404(rows, ref=ref)
    sitting = actions.start_refresher(certificate=certificate, by=request.user)
    return redirect("agent:exam_sit", sitting.ref)
