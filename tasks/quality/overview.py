"""What the quality pages read first: figures, trend, rules, people of the last days; nothing here writes."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from accounts.principals import Principal
from talentpool.agents.models import Alias
from tasks.quality.counted import Asked
from tasks.quality.dashboard import by_day_totals, rules_broken
from tasks.quality.models import Alert, Appeal, DayCount, Inspection
from tasks.quality.rules.scoring import spread_of_sums, standardised
from tasks.quality.states import AlertState, AppealState

DAYS = 14


def local_day(at: datetime) -> date:
    """The day it is here."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def quality_overview(principal: Principal, *, at: datetime) -> dict[str, Any]:
    """Figures, trend and most broken rules of the last 14 days, from counted days."""
    until = local_day(at)
    asked = Asked(until, DAYS, "queue", {})
    by_day = by_day_totals(principal, asked)
    every = [until - timedelta(days=n) for n in reversed(range(DAYS))]
    means = [by_day[d]["mean"] if d in by_day else None for d in every]
    counted = sum(d["conversations"] for d in by_day.values())
    scored = sum(d["scored"] for d in by_day.values())
    total = sum(d["score_sum"] for d in by_day.values())
    return {
        "days": DAYS,
        "totals": {
            "count": counted,
            "mean": total / scored if scored else None,
            "red": sum(d["red_lines"] for d in by_day.values()),
        },
        "trend": [m for m in means if m is not None],
        "labels": [_("%(month)d/%(day)d") % {"month": d.month, "day": d.day} for d in every],
        "curve_series": [(_("Mean score"), [None if m is None else round(m, 1) for m in means])],
        "known_days": sum(m is not None for m in means),
        "rules": [(r["name"], r["count"]) for r in rules_broken(principal, asked, most=10)],
    }


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
    related = alerts.select_related("client", "agent", "owner", "inspection__rule_set")
    return related.defer("inspection__rule_set__rules").order_by(
        F("closed_at").asc(nulls_first=True), "-severity", "-last_at"
    )


def by_alias(principal: Principal, *, at: datetime) -> list[dict[str, Any]]:
    """Per alias: conversations, mean, standardised mean; a client's only view of people."""
    until = local_day(at)
    rows = DayCount.objects.visible_to(principal).filter(day__gt=until - timedelta(days=DAYS), day__lte=until)
    sums = rows.aggregate(
        n=Sum("scored", default=0), t=Sum("score_sum", default=0.0), q=Sum("score_squares", default=0.0)
    )
    within = spread_of_sums(sums["n"], sums["t"], sums["q"])
    people = rows.filter(agent__isnull=False, scored__gt=0).values("agent_id", "client_id")
    counted = list(people.annotate(n=Sum("scored"), t=Sum("score_sum")))
    names = {
        (a, c): name
        for a, c, name in Alias.objects.filter(agent_id__in={r["agent_id"] for r in counted}).values_list(
            "agent_id", "client_id", "name"
        )
    }
    shown = [
        {
            "alias": names.get((r["agent_id"], r["client_id"]), "–"),
            "count": r["n"],
            "mean": round(r["t"] / r["n"], 1),
            "standard": standardised(r["t"] / r["n"], within=within),
        }
        for r in counted
    ]
    return sorted(shown, key=lambda p: (-p["mean"], p["alias"]))
