"""Classes and simulations: the agent's and the trainer's doors."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput
from talentpool.training import actions
from talentpool.training.board import funnel
from talentpool.training.class_forms import ClassForm, PresenceForm
from talentpool.training.models import (
    Course,
    Enrolment,
    Place,
    RampFit,
    Session,
    Simulation,
    SimulationRun,
    TrainingClass,
)
from talentpool.training.rules.ramp import WEEKS


@agent_required
@require_safe
def class_list(request: AgentRequest) -> HttpResponse:
    """Classes she has a place in, then those with a free one."""
    groups = TrainingClass.objects.visible_to(request.principal).select_related("course", "hub", "trainer")
    groups = groups.prefetch_related("sessions")
    mine = set(Place.objects.filter(enrolment__agent=request.agent).values_list("group_id", flat=True))
    open_ones = groups.filter(state="open", sessions__starts_at__gt=now()).distinct()
    taken = dict(Place.objects.filter(group__in=open_ones).values_list("group").annotate(n=Count("pk")))
    shown = {
        "mine": groups.filter(pk__in=mine),
        "others": [(one, one.seats - taken.get(one.pk, 0)) for one in open_ones.exclude(pk__in=mine)[:30]],
    }
    return render(request, "agent/training/class_list.html", shown)


@agent_required
@require_POST
def class_place(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Take a place, or give it back."""
    group = get_object_or_404(TrainingClass.objects.visible_to(request.principal), ref=ref)
    if "back" in request.POST:
        rows = Place.objects.select_related("enrolment__agent", "group")
        actions.give_place_back(
            place=get_object_or_404(rows, group=group, enrolment__agent=request.agent), by=request.user
        )
    else:
        actions.take_place(group=group, agent=request.agent, by=request.user)
        messages.success(request, _("Your place is booked, and every session is in your schedule."))
    return redirect("agent:class_list")


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def simulation_run(request: AgentRequest, ref: UUID) -> HttpResponse:
    """The conversation so far, and the step she is at; after the end what each answer was worth, and why."""
    simulation = get_object_or_404(Simulation.objects.visible_to(request.principal).select_related("course"), ref=ref)
    enrolment = get_object_or_404(
        Enrolment.objects.visible_to(request.principal), agent=request.agent, course=simulation.course
    )
    runs = SimulationRun.objects.visible_to(request.principal).filter(simulation=simulation, enrolment=enrolment)
    if request.method == "POST":
        return _answered(request, simulation, enrolment)
    run = runs.filter(finished_at__isnull=True).first() or runs.first()
    shown = {"simulation": simulation, "run": run, "said": _said(simulation, run) if run else []}
    shown["step"] = simulation.steps.get(run.at) if run and not run.finished_at else None
    shown["best"] = max((one.score or 0 for one in runs.filter(finished_at__isnull=False)), default=None)
    return render(request, "agent/training/simulation_run.html", shown)


def _answered(request: AgentRequest, simulation: Simulation, enrolment: Enrolment) -> HttpResponse:
    run = actions.begin_run(simulation=simulation, enrolment=enrolment, by=request.user)
    if "begin" not in request.POST:
        step, key = request.POST.get("step", ""), request.POST.get("answer", "")
        if not step or not key:
            raise BadInput
        actions.answer_step(run=run, step=step, key=key, by=request.user)
    return redirect("agent:simulation_run", simulation.ref)


def _said(simulation: Simulation, run: SimulationRun) -> list[dict[str, object]]:
    """Each step of the way with what was answered, its worth, and why."""
    found = []
    for one in run.path:
        step = simulation.steps.get(one["step"], {})
        answer = next((a for a in step.get("answers", []) if a["key"] == one["answer"]), {})
        found.append({"says": step.get("says", {}), "answer": answer, "worth": one["worth"]})
    return found


@staff_required("trainer")
@require_http_methods(["GET", "HEAD", "POST"])
def class_board(request: HatRequest) -> HttpResponse:
    """Classes ahead and past with their attendance, and a form that opens one."""
    courses = Course.objects.visible_to(request.principal).order_by("track", "slug")
    form = ClassForm(request.POST or None, courses=courses)
    if request.method == "POST" and form.is_valid():
        actions.open_class(trainer=request.user, by=request.user, **form.group())
        messages.success(request, _("The class is open."))
        return redirect("staff:class_board")
    groups = TrainingClass.objects.visible_to(request.principal).select_related("course", "hub", "trainer")
    groups = groups.annotate(taken=Count("places", distinct=True)).prefetch_related("sessions")
    shown = {"form": form, "groups": groups.order_by("-created_at")[:40], "at": now()}
    return render(request, "admin/training/class_board.html", shown)


@staff_required("trainer")
@require_http_methods(["GET", "HEAD", "POST"])
def session_attendance(request: HatRequest, ref: UUID) -> HttpResponse:
    """Who was there; minutes there are paid."""
    session = get_object_or_404(Session.objects.select_related("group__course"), ref=ref)
    form = PresenceForm(session, request.POST or None)
    if request.method == "POST" and form.is_valid():
        there = actions.mark_presence(session=session, presences=form.presences(), by=request.user)
        messages.success(request, _("%(there)s were there.") % {"there": there})
        return redirect("staff:class_board")
    return render(request, "admin/training/session_attendance.html", {"session": session, "form": form, "at": now()})


@staff_required("trainer")
@require_POST
def class_cancel(request: HatRequest, ref: UUID) -> HttpResponse:
    group = get_object_or_404(TrainingClass.objects.visible_to(request.principal), ref=ref)
    actions.cancel_class(group=group, by=request.user)
    messages.success(request, _("Cancelled. Everybody's time is free again."))
    return redirect("staff:class_board")


@staff_required("trainer", "recruiter", "analyst")
@require_safe
def course_funnel(request: HatRequest, slug: str) -> HttpResponse:
    """How far people come in a course, and where they stop."""
    course = get_object_or_404(Course.objects.visible_to(request.principal), slug=slug)
    rows = funnel(course)
    pairs = [(str(row["name"]), row["count"]) for row in rows]
    return render(request, "admin/training/course_funnel.html", {"course": course, "rows": rows, "pairs": pairs})


@staff_required("trainer", "dispatcher", "analyst")
@require_safe
def ramp_show(request: HatRequest) -> HttpResponse:
    """The ramp that staffing reads, fitted from the pool, or the default."""
    ramp, fitted = actions.current_ramp(), RampFit.objects.order_by("-fitted_at").first()
    seen = {row["week"]: row for row in fitted.weeks} if fitted else {}
    rows: list[dict[str, Any]] = [
        {"week": week, "pace": ramp.pace(week), "lengthens": ramp.lengthens(week), "seen": seen.get(week)}
        for week in range(WEEKS)
    ]
    series: list[Any] = [(_("Pace"), [100 * row["pace"] for row in rows])]
    if seen:
        series.append((_("Measured"), [100 * row["seen"]["pace"] if row["seen"] else None for row in rows]))
    shown: dict[str, Any] = {"ramp": ramp, "fitted": fitted, "rows": rows, "series": series}
    shown["labels"] = [str(row["week"]) for row in rows]
    return render(request, "admin/training/ramp_show.html", shown)
