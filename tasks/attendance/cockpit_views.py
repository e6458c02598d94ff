"""The dispatcher's cockpit."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.kernel.clock import now
from talentpool.kernel.looks import shared_look
from tasks.attendance.cockpit import cockpit
from tasks.attendance.steps import possible_steps, take_step
from tasks.orders.models import Order


@require_safe
@staff_required("dispatcher")
def today(request: HatRequest) -> HttpResponse:
    """Today and the coming days; asks for itself anew every four seconds."""
    try:
        wanted = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        wanted = None
    live = _live(request, wanted)
    page = HttpResponse(live) if request.headers.get("HX-Request") else None
    answer = page or render(request, "admin/attendance/cockpit.html", {"live": live})
    answer["Cache-Control"] = "no-store"
    return answer


def _live(request: HatRequest, wanted: date | None) -> SafeString:
    """The figures as HTML. Desks that ask in the same second share them; who has just done something sees what it did."""
    zone = request.user.timezone

    def make() -> str:
        board = cockpit(now(), ZoneInfo(zone), wanted)
        return render_to_string("admin/attendance/cockpit_live.html", {"board": board}, request)

    if len(messages.get_messages(request)):
        return mark_safe(make())
    key = f"cockpit:{get_language()}:{zone}:{wanted}"
    return mark_safe(shared_look(key, make, seconds=settings.LOOK_SECONDS))  # rendered above, by our own template


def _order(request: HatRequest, ref: UUID) -> Order:
    orders = Order.objects.visible_to(request.principal).select_related("client", "skill", "language")
    return get_object_or_404(orders, ref=ref)


@require_safe
@staff_required("dispatcher")
def gap_steps(request: HatRequest, ref: UUID) -> HttpResponse:
    """What can be done about an order's gap, each with its expected effect."""
    order = _order(request, ref)
    context = {"order": order, "steps": possible_steps(order, now())}
    name = "gap_steps_live" if request.headers.get("HX-Request") else "gap_steps"
    return render(request, f"admin/attendance/{name}.html", context)


@require_POST
@staff_required("dispatcher")
def gap_step(request: HatRequest, ref: UUID) -> HttpResponse:
    """One of them, done."""
    if take_step(_order(request, ref), request.POST.get("kind", ""), at=now(), by=request.user):
        messages.success(request, _("Done. It stands in the timeline, with what it was expected to do."))
    return redirect("staff:dispatch_today")
