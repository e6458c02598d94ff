"""What the quality pages read: figures, days, rules, people; nothing here writes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import fmean
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.principals import Principal
from tasks.quality.display import broken_rules, per_day
from tasks.quality.models import Alert, Appeal, Inspection, Review
from tasks.quality.rules.agreement import nominal_alpha
from tasks.quality.rules.scorecard import verdict
from tasks.quality.rules.scoring import spread, standardised
from tasks.quality.states import AlertState, AppealState

DAYS = 14
_MOST_ROWS = 5_000


def quality_overview(principal: Principal, *, at: datetime) -> dict[str, Any]:
    """Figures, trend, most broken rules and whom they concern, over the last 14 days."""
    recent = Inspection.objects.visible_to(principal).filter(inspected_at__gte=at - timedelta(days=DAYS))
    days = per_day(recent.values_list("inspected_at", "score"), until=at, days=DAYS)
    scores = [d["mean"] for d in days]
    totals = recent.aggregate(count=Count("pk"), mean=Avg("score"), red=Count("pk", filter=Q(red_line_confirmed=True)))
    return {
        "days": DAYS,
        "totals": totals,
        "trend": [s for s in scores if s is not None],
        "labels": [d["label"] for d in days],
        "curve_series": [(_("Mean score"), [None if s is None else round(s, 1) for s in scores])],
        "known_days": sum(s is not None for s in scores),
        "rules": broken_rules(_with_hits(recent)),
    }


def _with_hits(inspections: QuerySet[Inspection]) -> Iterable[Inspection]:
    rows = inspections.exclude(hits=[]).select_related("rule_set").defer("rule_set__rules", "steps", "timing")
    return rows.order_by("-inspected_at")[:_MOST_ROWS]


def desk(principal: Principal) -> dict[str, Any]:
    """What waits for an analyst."""
    alerts = Alert.objects.visible_to(principal).waiting()
    reviews = Inspection.objects.visible_to(principal).for_people().exclude(reviews__submitted_at__isnull=False)
    return {
        "open_alerts": alerts.count(),
        "red_lines": alerts.filter(severity="red_line").count(),
        "open_reviews": reviews.count(),
        "open_appeals": Appeal.objects.visible_to(principal).filter(state=AppealState.OPEN).count(),
    }


def alerts_shown(principal: Principal, *, all_states: bool = False) -> QuerySet[Alert]:
    """Alerts with what their row shows: red lines first, then the newest."""
    alerts = Alert.objects.visible_to(principal)
    if not all_states:
        alerts = alerts.filter(state__in=[AlertState.OPEN, AlertState.TAKEN])
    return alerts.select_related("client", "agent", "owner", "inspection__rule_set").order_by(
        F("closed_at").asc(nulls_first=True), "-severity", "-last_at"
    )


def by_alias(principal: Principal, *, at: datetime) -> list[dict[str, Any]]:
    """Per alias: conversations, mean, standardised mean; a client's only view of people."""
    rows = (
        Inspection.objects.visible_to(principal)
        .filter(inspected_at__gte=at - timedelta(days=DAYS), score__isnull=False)
        .values_list("conversation__alias", "conversation__assignment_id", "score")
    )
    people: dict[str, list[float]] = {}
    scores: list[float] = []
    for alias, assignment, score in rows:
        scores.append(score or 0.0)
        if alias and assignment:
            people.setdefault(alias, []).append(score or 0.0)
    within = spread(scores)
    shown = [
        {
            "alias": alias,
            "count": len(own),
            "mean": round(fmean(own), 1),
            "standard": standardised(fmean(own), within=within),
        }
        for alias, own in people.items()
    ]
    return sorted(shown, key=lambda p: (-p["mean"], p["alias"]))


def agreement(principal: Principal) -> dict[str, Any]:
    """How far people agree with each other and with the rules, by verdict (good, fair, weak, failed)."""
    reviews = Review.objects.visible_to(principal).filter(submitted_at__isnull=False)
    rows = reviews.values_list("inspection_id", "reviewer_id", "score", "inspection__score")
    people: dict[str, dict[str, str]] = {}
    rules: dict[str, dict[str, str]] = {}
    for inspection, reviewer, score, machine in rows:
        people.setdefault(str(inspection), {})[str(reviewer)] = verdict(score)
        rules.setdefault(str(inspection), {})["people"] = verdict(score)
        rules[str(inspection)]["rules"] = verdict(machine)
    among, against = nominal_alpha(people), nominal_alpha(rules)
    return {
        "reviewed": len(people),
        "among_people": None if among is None else round(float(among), 2),
        "with_rules": None if against is None else round(float(against), 2),
    }
