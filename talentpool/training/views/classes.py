"""Classes and simulations: the agent's and the trainer's doors."""

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
from talentpool.training import actions, gatherings
from talentpool.training.board import funnel
from talentpool.training.class_forms import ClassForm, PresenceForm
from talentpool.training.models import Course, Enrolment, Session, Simulation, SimulationRun, TrainingClass


@agent_required
@require_safe
def class_list(request: AgentRequest) -> HttpResponse:
    """Classes she has a place in, then those with a free one."""
    groups = TrainingClass.objects.visible_to(request.principal).select_related("course", "hub", "trainer")
    shown = gatherings.for_agent(groups.prefetch_related("sessions"), request.agent, now())
    return render(request, "agent/training/class_list.html", shown)


@agent_required
@require_POST
def class_place(request: AgentRequest, ref: UUID) -> HttpResponse:
    """Take a place, or give it back."""
    group = get_object_or_404(TrainingClass.objects.visible_to(request.principal), ref=ref)
    if "back" in request.POST:
        rows = group.places.select_related("enrolment__agent", "group")
        actions.give_place_back(place=get_object_or_404(rows, enrolment__agent=request.agent), by=request.user)
    else:
        actions.take_place(group=group, agent=request.agent, by=request.user)
        messages.success(request, _("Your place is booked, and every session is in your schedule."))
    return redirect("agent:class_list")


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def simulation_run(request: AgentRequest, ref: UUID) -> HttpResponse:
    """The conversation so far, and the step she is at; after the end what each answer was worth, and why."""
    simulation = get_object_or_404(Simulation.objects.visible_to(request.principal).select_related("course"), ref=ref)
    hers = Enrolment.objects.visible_to(request.principal).filter(agent=request.agent, course=simulation.course)
    enrolment = hers.first()
    if enrolment is None:
        messages.info(request, _("This conversation belongs to the course: begin the course first."))
        return redirect("agent:course_show", simulation.course.slug)
    runs = SimulationRun.objects.visible_to(request.principal).filter(simulation=simulation, enrolment=enrolment)
    if request.method == "POST":
        return _answered(request, simulation, enrolment, runs.filter(finished_at__isnull=True).first())
    run = runs.filter(finished_at__isnull=True).first() or runs.first()
    shown = gatherings.conversation(simulation, run, runs.filter(finished_at__isnull=False))
    return render(request, "agent/training/simulation_run.html", shown)


def _answered(
    request: AgentRequest, simulation: Simulation, enrolment: Enrolment, run: SimulationRun | None
) -> HttpResponse:
    if "begin" in request.POST:
        actions.begin_run(simulation=simulation, enrolment=enrolment, by=request.user)
    elif not request.POST.get("step") or not request.POST.get("answer"):
        raise BadInput
    elif run is not None:  # none is open after a double tap on the last answer
        actions.answer_step(run=run, step=request.POST["step"], key=request.POST["answer"], by=request.user)
    return redirect("agent:simulation_run", simulation.ref)


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
    session = get_object_or_404(Session.objects.visible_to(request.principal).select_related("group__course"), ref=ref)
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
    shown = gatherings.ramp_page(actions.current_ramp())
    return render(request, "admin/training/ramp_show.html", shown)
