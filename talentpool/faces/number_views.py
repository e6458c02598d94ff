"""Doors of numbers that gather from many rooms: promised against worked; the task rate of a real order."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.activation import number_pages
from talentpool.activation.number_views import levers
from talentpool.activation.permissions import NUMBERS
from talentpool.faces import promises
from talentpool.kernel.clock import now
from talentpool.kernel.exports import csv_response
from tasks.orders.demand import demand_of
from tasks.orders.models import Order


def _days(request: HatRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked in [str(days) for days in promises.WINDOWS] else promises.WINDOWS[-1]


@require_safe
@staff_required(*NUMBERS)
def promise_list(request: HatRequest) -> HttpResponse:
    """Promised against worked, order by order, with the summary."""
    days, page = _days(request), request.GET.get("page")
    context = promises.promises_page(request.principal, at=now(), days=days, page=page)
    return render(request, "admin/faces/promise_list.html", context)


@require_safe
@staff_required(*NUMBERS)
def promise_csv(request: HatRequest) -> HttpResponse:
    """The same as a file."""
    return csv_response("promises", *promises.promises_file(request.principal, at=now(), days=_days(request)))


def _order(request: HatRequest, ref: UUID) -> Order:
    orders = Order.objects.visible_to(request.principal).select_related("client", "skill", "language")
    asking = orders.filter(skill__isnull=False, language__isnull=False, shifts__isnull=False).distinct()
    return get_object_or_404(asking, ref=ref)


@require_safe
@staff_required(*NUMBERS)
def order_rate(request: HatRequest, ref: UUID) -> HttpResponse:
    """The task rate of an order as it stands, with its formula and names; the levers follow by themselves."""
    order = _order(request, ref)
    found = number_pages.what_if(demand_of(order), None, at=now())
    context: dict[str, Any] = {"order": order, "found": found, "levers": reverse("staff:order_levers", args=[ref])}
    return render(request, "admin/faces/order_rate.html", context)


@require_safe
@staff_required(*NUMBERS)
def order_levers(request: HatRequest, ref: UUID) -> HttpResponse:
    """What would raise an order's rate most for its cost."""
    order = _order(request, ref)
    place = reverse("staff:plan_detail", args=[ref])
    address = number_pages.pulled_at(
        demand_of(order), request.principal, bonus=lambda option: place, hours=lambda option: place
    )
    return levers(request, number_pages.levers_page(demand_of(order), at=now(), address=address))
