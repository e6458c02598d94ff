"""Staff doors of the pool: segments and their people, drills, schedules."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.activation import actions, drill_pages, pool_pages
from talentpool.activation.drill_forms import AnnounceForm, DrillForm, ScheduleForm, ThanksForm
from talentpool.activation.drills import plan_for
from talentpool.activation.errors import AnnouncedLate
from talentpool.activation.forms import ChoiceForm, DeclineForm
from talentpool.activation.models import Drill, DrillSchedule
from talentpool.activation.permissions import CALLS, POOL
from talentpool.activation.segments import Names, Segment
from talentpool.activation.states import DrillState
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput
from talentpool.kernel.exports import csv_response
from talentpool.kernel.queue import wake


def _segment(slug: str) -> Segment:
    found = Names().parse(slug)
    if found is None:
        raise Http404
    return found


@require_safe
@staff_required(*POOL)
def pool(request: HatRequest) -> HttpResponse:
    """The pool by segment: both rates, the picture by hour, the way to people."""
    day, measure = request.GET.get("day", ""), request.GET.get("measure", "")
    context = pool_pages.pool_page(
        at=now(),
        day=int(day) if day.isdecimal() and int(day) < 7 else None,
        kind=request.GET.get("kind", ""),
        measure=measure if measure in pool_pages.MEASURES else "willing",
        page=request.GET.get("page"),
    )
    return render(request, "admin/activation/pool.html", context)


@require_POST
@staff_required(*POOL)
def pool_recount(request: HatRequest) -> HttpResponse:
    """Count every rate again from the ledger, now; a worker does it."""
    wake("talentpool.activation.jobs.recount")
    messages.success(request, _("Every rate is being counted again from the ledger; open the page again in a moment."))
    return redirect("staff:pool")


@require_safe
@staff_required(*POOL)
def pool_csv(request: HatRequest) -> HttpResponse:
    """Both rates of every segment as a file."""
    return csv_response("activation_rates", *pool_pages.rates_file(at=now()))


@require_safe
@staff_required(*POOL)
def segment(request: HatRequest, slug: str) -> HttpResponse:
    """One segment: rates by horizon, people with their condition, its week, drills."""
    form = ChoiceForm(request.GET)
    context = pool_pages.segment_page(_segment(slug), form.choice(), at=now(), page=request.GET.get("page"))
    return render(request, "admin/activation/segment.html", context | {"form": form})


@require_safe
@staff_required(*POOL)
def segment_csv(request: HatRequest, slug: str) -> HttpResponse:
    """The chosen people of a segment as a file."""
    choice = ChoiceForm(request.GET).choice()
    return csv_response("segment_people", *pool_pages.members_file(_segment(slug), choice, at=now()))


@require_safe
@staff_required(*POOL)
def drill_list(request: HatRequest) -> HttpResponse:
    drills = Drill.objects.visible_to(request.principal).select_related("skill", "language", "client")
    page = drill_pages.drill_list_page(drills.order_by("-created_at"), request.GET.get("page"))
    return render(request, "admin/activation/drill_list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(*CALLS)
def drill_new(request: HatRequest) -> HttpResponse:
    """Plan a drill; its size and cost are shown on the next page, before anybody is called."""
    handed_in = request.POST if request.method == "POST" else None
    form = DrillForm(handed_in, initial={name: request.GET.get(name) for name in ("segment", "backbone")})
    if form.is_valid():
        where = form.cleaned_data["segment"]
        plan = plan_for(where, at=now(), **form.sizes())
        drill = actions.plan_drill(segment=where, plan=plan, terms=form.terms(), by=request.user)
        return redirect("staff:drill_detail", ref=drill.ref)
    return render(request, "admin/activation/drill_new.html", {"form": form}, status=422 if form.is_bound else 200)


def _drill(request: HatRequest, ref: UUID) -> Drill:
    drills = Drill.objects.visible_to(request.principal).select_related("skill", "language", "client", "schedule")
    return get_object_or_404(drills, ref=ref)


@require_safe
@staff_required(*POOL)
def drill_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    """Before: number and cost. After: the report with its pictures."""
    context = drill_pages.drill_page(_drill(request, ref))
    context |= {"form": DeclineForm(), "announce": AnnounceForm(initial={"begins": context.get("begins")})}
    return render(request, "admin/activation/drill_detail.html", context)


@require_POST
@staff_required(*CALLS)
def drill_start(request: HatRequest, ref: UUID) -> HttpResponse:
    drill = actions.start_drill(drill=_drill(request, ref), by=request.user, at_night="at_night" in request.POST)
    running = drill.state == DrillState.RUNNING
    said = _("%(n)s people are called.") if running else _("%(n)s people will be called when their quiet hours end.")
    messages.success(request, said % {"n": drill.sample_size})
    return redirect("staff:drill_detail", ref=ref)


@require_POST
@staff_required(*CALLS)
def drill_announce(request: HatRequest, ref: UUID) -> HttpResponse:
    """Tell those drawn when they will be called."""
    found, form = _drill(request, ref), AnnounceForm(request.POST)
    if not form.is_valid():
        raise AnnouncedLate
    drill = actions.announce_drill(drill=found, begins_at=form.cleaned_data["begins"], by=request.user)
    messages.success(request, _("%(n)s people know of it.") % {"n": len(drill.drawn)})
    return redirect("staff:drill_detail", ref=ref)


@require_POST
@staff_required(*CALLS)
def drill_cancel(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.cancel_drill(drill=_drill(request, ref), by=request.user)
    return redirect("staff:drill_detail", ref=ref)


@require_POST
@staff_required(*CALLS)
def drill_accept(request: HatRequest, ref: UUID) -> HttpResponse:
    """Take up what a client asked for; nobody is called yet."""
    drill, form = _drill(request, ref), ThanksForm(request.POST)
    if not form.is_valid():
        raise BadInput
    actions.accept_drill(drill=drill, by=request.user, thanks_minor=form.minor())
    return redirect("staff:drill_detail", ref=ref)


@require_POST
@staff_required(*CALLS)
def drill_decline(request: HatRequest, ref: UUID) -> HttpResponse:
    form = DeclineForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.decline_drill(drill=_drill(request, ref), reason=reason, by=request.user)
    return redirect("staff:drill_list")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(*CALLS)
def drill_schedules(request: HatRequest) -> HttpResponse:
    """The standing orders: what is watched, what the job found, and a form for one more or another width."""
    form = ScheduleForm(request.POST or None, initial={"segment": request.GET.get("segment")})
    if form.is_valid():
        actions.set_schedule(segment=form.cleaned_data["segment"], by=request.user, **form.choices())
        messages.success(request, _("The schedule is set."))
        return redirect("staff:drill_schedules")
    rows = DrillSchedule.objects.visible_to(request.principal).select_related("skill", "language").order_by("pk")
    context = drill_pages.schedule_page(rows) | {"form": form}
    return render(request, "admin/activation/drill_schedules.html", context, status=422 if form.errors else 200)
