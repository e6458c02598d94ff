"""How covered shifts are. A seat counts as covered while somebody holds it and looks for no stand-in."""

from datetime import datetime

from django.db.models import Count, F, Q

from tasks.dispatch.states import AssignmentState
from tasks.orders.models import Order, Shift
from tasks.orders.states import ShiftState

COVERED = Count("assignments", filter=Q(assignments__state=AssignmentState.HELD))


def uncovered(*, order: Order, at: datetime, shift: Shift | None = None) -> list[tuple[Shift, int]]:
    """Shifts that are open and not over, with their uncovered seats, the earliest first."""
    rows = order.shifts.filter(state__in=[ShiftState.OPEN, ShiftState.STARTED], ends_at__gt=at)
    if shift is not None:
        rows = rows.filter(pk=shift.pk)
    counted = rows.annotate(covered=COVERED).filter(covered__lt=F("seats_asked")).order_by("starts_at", "id")
    return [(one, one.seats_asked - one.covered) for one in counted]
