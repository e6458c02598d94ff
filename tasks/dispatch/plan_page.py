"""What the pages of a plan and of a wave show."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from talentpool.kernel.charts import Bar
from talentpool.kernel.formats import moment_words, percent
from tasks.dispatch.cockpit import effect_of_wave
from tasks.dispatch.coverage import COVERED
from tasks.dispatch.models import FillPlan, Offer, Wave
from tasks.dispatch.rules import draw
from tasks.dispatch.states import OfferState, PlanState
from tasks.orders.models import Order
from tasks.orders.states import ShiftState

CHARTED = 24
YES = Count("offers", filter=Q(offers__state__in=[OfferState.ACCEPTED, OfferState.ENTERED, OfferState.NOT_DRAWN]))
NO = Count("offers", filter=Q(offers__state__in=[OfferState.DECLINED, OfferState.UNDONE]))
UNANSWERED = Count("offers", filter=Q(offers__state__in=[OfferState.OFFERED, OfferState.EXPIRED]))


def plan_page(order: Order, at: datetime) -> dict[str, Any]:
    """The plan of an order (None before it is proposed), its shifts with coverage, its waves, and the effect of one more."""
    plan = FillPlan.objects.filter(order=order).select_related("confirmed_by").first()
    proposed = {row["ref"]: row for row in plan.breakdown.get("shifts", [])} if plan else {}
    shifts: Iterable[Any] = (
        order.shifts.exclude(state=ShiftState.CANCELLED).annotate(covered=COVERED).order_by("starts_at", "pk")
    )
    rows = [(shift, proposed.get(str(shift.ref), {})) for shift in shifts]
    waves = Wave.objects.filter(plan=plan).annotate(yes=YES, no=NO, unanswered=UNANSWERED).order_by("number")
    missing = sum(max(0, shift.seats_asked - shift.covered) for shift, _row in rows)
    confirmed = plan is not None and plan.state == PlanState.CONFIRMED
    seats = sum(shift.seats_asked for shift, _row in rows)
    sure = plan is not None and plan.probability >= plan.target
    return {
        "missing_words": _("%(n)s missing") % {"n": missing} if confirmed else "",
        "target_words": _("target %(share)s") % {"share": percent(plan.target)} if plan else "",
        "tone": "" if sure else "waiting",
        "shortage_sentence": _("Offer more pay, other hours or another channel, or tell the client now."),
        "order": order,
        "plan": plan,
        "rows": rows,
        "waves": list(waves.select_related("shift")) if plan else [],
        "missing": missing,
        "seats": seats,
        "bars": [_bar(shift, row) for shift, row in rows if row][:CHARTED],
        "effect": effect_of_wave(order, at) if confirmed and missing else None,
    }


def _bar(shift: Any, row: dict[str, Any]) -> Bar:
    """Willing people per seat of one shift; under one and a half it needs an eye."""
    willing = row["willing"]
    return Bar(moment_words(shift.starts_at), willing, f"{willing:.1f}×", "" if willing >= 1.5 else "person")


def _answers(offers: QuerySet[Offer]) -> list[tuple[str, int]]:
    """How many offers stand in each state, the most frequent first."""
    counts = Counter(offers.values_list("state", flat=True))
    return [(str(OfferState(state).label), number) for state, number in counts.most_common()]


def wave_page(wave: Wave) -> dict[str, Any]:
    """A wave's offers with their reasons, and the order of its draws, computed once more from the seed."""
    offers = Offer.objects.filter(wave=wave).select_related("agent", "shift").order_by("shift__starts_at", "pk")
    place = {ref: number for refs in wave.drawn.values() for number, ref in enumerate(refs, start=1)}
    return {
        "wave": wave,
        "order": wave.plan.order,
        "offers": [(offer, place.get(str(offer.ref))) for offer in offers[:500]],
        "total": offers.count(),
        "answers": _answers(offers),
        "draws": len(wave.drawn),
        "is_true": all(draw(seed=wave.seed, refs=sorted(refs)) == refs for refs in wave.drawn.values()),
    }
