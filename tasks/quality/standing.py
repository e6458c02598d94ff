"""An inspection's score, and what of it the growth log is told."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Sum

from talentpool.kernel.clock import now
from tasks.quality.findings import scored, signals_of
from tasks.quality.models import DayCount, Inspection
from tasks.quality.rules.scoring import Spread, spread_of_sums, standardised

_SPREAD_DAYS = 90
_SPREAD_KEPT_S = 300


def give_score(inspection: Inspection) -> None:
    """Compute every score field from hits, steps, times and what people decided; not saved."""
    result = scored(inspection)
    inspection.service, inspection.sales, inspection.other = result.service, result.sales, result.other
    inspection.score, inspection.capabilities = result.score, result.capabilities
    inspection.signals = signals_of(inspection)
    within = rule_set_spread(rule_set_id=inspection.rule_set_id)
    inspection.standard = None if result.score is None else standardised(result.score, within=within)


def rule_set_spread(*, rule_set_id: int) -> Spread:
    """Count, mean and deviation of a rule set's scores in the last 90 days, kept for five minutes."""
    key = f"quality.spread:{rule_set_id}"
    known: Spread | None = cache.get(key)
    if known is None:
        days = DayCount.objects.filter(rule_set_id=rule_set_id, day__gte=now().date() - timedelta(days=_SPREAD_DAYS))
        sums = days.aggregate(n=Sum("scored"), total=Sum("score_sum"), squares=Sum("score_squares"))
        known = spread_of_sums(sums["n"] or 0, sums["total"] or 0.0, sums["squares"] or 0.0)
        cache.set(key, known, _SPREAD_KEPT_S)
    return known


def growth_payload(inspection: Inspection) -> dict[str, Any]:
    """What the growth log keeps: the score, the same standardised within its rule set, the capabilities it speaks for."""
    standing = None if inspection.standard is None else round(inspection.standard, 1)
    return {"score": inspection.score, "standing": standing, "capabilities": inspection.capabilities}
