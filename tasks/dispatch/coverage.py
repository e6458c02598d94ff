"""How covered shifts are. A seat counts as covered while somebody holds it and looks for no stand-in."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from tasks.dispatch.models import Assignment, DispatchPolicy, Offer
from tasks.dispatch.states import AssignmentState, OfferState
from tasks.orders.models import Order, Shift
from tasks.orders.states import ShiftState

COVERED = Count("assignments", filter=Q(assignments__state=AssignmentState.HELD))


def with_covered(shifts: "QuerySet[Shift]") -> "QuerySet[Any]":
    """Shifts with ``covered``, only those that still lack somebody."""
    return shifts.annotate(covered=COVERED).filter(covered__lt=F("seats_asked"))


def full_for_good(at: datetime) -> "QuerySet[Any]":
    """Full shifts that still have open offers and whose every yes is past its free undo, the earliest first."""
    fresh = Assignment.objects.filter(
        shift=OuterRef("pk"),
        state=AssignmentState.HELD,
        accepted_at__gt=at - timedelta(minutes=DispatchPolicy.current().undo_minutes),
    )
    waiting = Offer.objects.filter(shift=OuterRef("pk"), state=OfferState.OFFERED, is_swap=False)
    live = Shift.objects.filter(Exists(waiting), ~Exists(fresh), state__in=[ShiftState.OPEN, ShiftState.STARTED])
    return live.annotate(covered=COVERED).filter(covered__gte=F("seats_asked")).order_by("starts_at")


def uncovered(*, order: Order, at: datetime, shift: Shift | None = None) -> list[tuple[Shift, int]]:
    """Shifts that are open and not over, with their uncovered seats, the earliest first."""
    rows = Shift.objects.filter(order=order, state__in=[ShiftState.OPEN, ShiftState.STARTED], ends_at__gt=at)
    if shift is not None:
        rows = rows.filter(pk=shift.pk)
    return [(one, one.seats_asked - one.covered) for one in with_covered(rows).order_by("starts_at", "id")]
