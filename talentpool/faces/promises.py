"""Promised against worked, order by order, from facts: the accepted quote, the seats taken, the people who checked in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.core.paginator import Paginator
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.principals import Principal
from talentpool.activation.rules.calibration import Report, report
from talentpool.activation.rules.wilson import Share, wilson
from talentpool.kernel.charts import Bin
from talentpool.kernel.formats import moment_words
from tasks.orders.models import Order, Quote, Shift
from tasks.orders.states import OrderState, ShiftState

WINDOWS = (30, 90, 365)
BINS = 5
TOLERANCE = 0.02  # a share worked in full that is no lower than promised less two points is a promise kept
CAME = Q(assignments__attendance__checked_in_at__isnull=False)


@dataclass(frozen=True)
class Kept:
    """One order that is over. Seats asked, accepted (ever taken), worked; promised shares and probability 0 to 1."""

    order: Order
    ended_at: datetime
    asked: int
    accepted: int
    worked: int
    promised_fill: float
    probability: float
    full: bool

    @property
    def worked_fill(self) -> float:
        return self.worked / self.asked

    @property
    def gap(self) -> float:
        """Worked less promised, as a share of the seats."""
        return self.worked_fill - self.promised_fill


@dataclass(frozen=True)
class Balance:
    """All orders of a window together. Fills are weighed by seats, full fills count orders."""

    orders: int
    asked: int
    accepted: int
    worked: int
    promised_fill: float
    probability: float
    full: Share | None
    report: Report

    @property
    def worked_fill(self) -> float:
        return self.worked / self.asked if self.asked else 0.0

    @property
    def kept(self) -> bool:
        """Worked in full at least as often as promised, less two points."""
        return self.full is None or self.full.value >= self.probability - TOLERANCE


def kept_promises(principal: Principal, *, at: datetime, days: int) -> list[Kept]:
    """Every order whose last shift ended within ``days``, the newest first. Two queries, however many orders."""
    over = _over(principal, at, days)
    found: dict[int, list[Any]] = {}
    for shift in _shifts(over):
        found.setdefault(shift.order_id, []).append(shift)
    return [_kept(order, found[order.pk]) for order in over if order.pk in found and order.quoted]


def _over(principal: Principal, at: datetime, days: int) -> "QuerySet[Any]":
    accepted = Quote.objects.filter(order=OuterRef("pk"), accepted_at__isnull=False).order_by("-version")
    orders = Order.objects.visible_to(principal).exclude(state=OrderState.CANCELLED)
    last = Max("shifts__ends_at", filter=~Q(shifts__state=ShiftState.CANCELLED))
    return (
        orders.annotate(over_at=last, quoted=Subquery(accepted.values("pk")[:1]))
        .filter(over_at__lte=at, over_at__gt=at - timedelta(days=days), quoted__isnull=False)
        .annotate(
            quoted_fill=Subquery(accepted.values("promised_fill")[:1]),
            quoted_full=Subquery(accepted.values("probability")[:1]),
            quoted_parts=Subquery(accepted.values("breakdown")[:1]),
        )
        .select_related("client", "skill")
        .order_by("-over_at", "-pk")
    )


def _shifts(orders: "QuerySet[Any]") -> "QuerySet[Any]":
    """Shifts with how many different seats were ever taken, and on how many somebody worked."""
    taken = Count("assignments__seat", distinct=True)
    worked = Count("assignments__seat", filter=CAME, distinct=True)
    shifts = Shift.objects.filter(order__in=orders.values("pk")).exclude(state=ShiftState.CANCELLED)
    return shifts.annotate(taken=taken, came=worked)


def _kept(order: Any, shifts: Sequence[Any]) -> Kept:
    asked = sum(shift.seats_asked for shift in shifts)
    parts = (order.quoted_parts or {}).get("slots", {})
    known = [(parts[str(shift.ref)][0], shift.seats_asked) for shift in shifts if str(shift.ref) in parts]
    whole = sum(seats for _fill, seats in known) == asked
    # Where a shift was called off since, the promise counts for those that remain.
    promised = sum(fill * seats for fill, seats in known) / asked if whole else order.quoted_fill
    return Kept(
        order=order,
        ended_at=order.over_at,
        asked=asked,
        accepted=sum(min(shift.taken, shift.seats_asked) for shift in shifts),
        worked=sum(min(shift.came, shift.seats_asked) for shift in shifts),
        promised_fill=promised,
        probability=order.quoted_full,
        full=all(shift.came >= shift.seats_asked for shift in shifts),
    )


def balance(kept: Sequence[Kept]) -> Balance:
    """The summary: were promises true, and how well did they tell orders apart."""
    asked = sum(one.asked for one in kept)
    full = np.array([float(one.full) for one in kept])
    promised = np.array([one.probability for one in kept])
    base = np.full(len(kept), full.mean() if len(full) else 0.0)
    return Balance(
        orders=len(kept),
        asked=asked,
        accepted=sum(one.accepted for one in kept),
        worked=sum(one.worked for one in kept),
        promised_fill=sum(one.promised_fill * one.asked for one in kept) / asked if asked else 0.0,
        probability=float(promised.mean()) if len(promised) else 0.0,
        full=wilson(yes=int(full.sum()), sample=len(kept)),
        report=report(promised, full, base=base, bins=BINS),
    )


def fill_bins(kept: Iterable[Kept]) -> list[Bin]:
    """Orders in equal groups by promised fill: seats promised against seats worked."""
    ranked = sorted(kept, key=lambda one: one.promised_fill)
    groups = [group for group in np.array_split(np.arange(len(ranked)), BINS) if len(group)]
    bins = []
    for group in groups:
        some = [ranked[index] for index in group]
        asked = sum(one.asked for one in some)
        promised = sum(one.promised_fill * one.asked for one in some) / asked
        bins.append(Bin(promised, sum(one.worked for one in some) / asked, len(some)))
    return bins


def promises_page(principal: Principal, *, at: datetime, days: int, page: str | None) -> dict[str, Any]:
    """The summary, its pictures, and the orders."""
    kept = kept_promises(principal, at=at, days=days)
    found = balance(kept)
    return {
        "balance": found,
        "bins": fill_bins(kept),
        "full_bins": [Bin(b.predicted, b.happened, b.count) for b in found.report.bins],
        "page": Paginator(kept, 25).get_page(page),
        "days": days,
        "windows": WINDOWS,
    }


def promises_file(principal: Principal, *, at: datetime, days: int) -> tuple[list[str], list[list[Any]]]:
    """Columns and rows of every order of a window."""
    columns = [
        _("Order"), _("Client"), _("Ended"), _("Seats asked"), _("Accepted"), _("Worked"), _("Promised fill"),
        _("Worked fill"), _("Promised: every seat worked"), _("Every seat worked"),
    ]  # fmt: skip
    rows = [
        [
            one.order.number, str(one.order.client), moment_words(one.ended_at), one.asked, one.accepted, one.worked,
            round(one.promised_fill, 4), round(one.worked_fill, 4), round(one.probability, 4), int(one.full),
        ]
        for one in kept_promises(principal, at=at, days=days)
    ]  # fmt: skip
    return columns, rows
