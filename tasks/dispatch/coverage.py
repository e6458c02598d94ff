"""How covered shifts are. A seat counts as covered while somebody holds it and looks for no stand-in."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from tasks.dispatch.states import AssignmentState
from tasks.orders.models import Order, Shift
from tasks.orders.states import ShiftState

COVERED = Count("assignments", filter=Q(assignments__state=AssignmentState.HELD))


def with_covered(shifts: "QuerySet[Shift]") -> "QuerySet[Any]":
    """Shifts with ``covered``, only those that still lack somebody."""
    return shifts.annotate(covered=COVERED).filter(covered__lt=F("seats_asked"))


def uncovered(*, order: Order, at: datetime, shift: Shift | None = None) -> list[tuple[Shift, int]]:
    """Shifts that are open and not over, with their uncovered seats, the earliest first."""
    rows = Shift.objects.filter(order=order, state__in=[ShiftState.OPEN, ShiftState.STARTED], ends_at__gt=at)
    if shift is not None:
        rows = rows.filter(pk=shift.pk)
    return [(one, one.seats_asked - one.covered) for one in with_covered(rows).order_by("starts_at", "id")]
