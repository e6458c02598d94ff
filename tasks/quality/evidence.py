"""The conversations behind the numbers, and numbers that need single conversations: satisfaction against scores."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.principals import Principal
from talentpool.kernel.clock import now
from talentpool.kernel.fields import LocalizedText
from tasks.quality.actions.improving import topic_rate
from tasks.quality.agreement import rule_names
from tasks.quality.counted import Asked
from tasks.quality.dashboard import topic_names
from tasks.quality.display import hits_of
from tasks.quality.leads import lead_in_shift
from tasks.quality.models import Cause, Inspection, Satisfaction
from tasks.quality.overview import local_day
from tasks.quality.rules.control import rank_correlation
from tasks.quality.rules.precision import Share, wilson

_BANDS = ((0, 60), (60, 75), (75, 85), (85, 95), (95, 100.01))
_MOST_PAIRS = 20_000
_SIGNALS = ("complaint", "repeat", "media", "cancellation", "danger")


def links(face: str) -> dict[str, str]:
    """Where the shared pages lead, for staff or for a client."""
    doors = {
        "evidence_door": "evidence",
        "dashboard_door": "dashboard",
        "causes_door": "cause_list",
        "home_door": "quality",
    }
    return {name: reverse(f"{face}:{door}") for name, door in doors.items()} | {
        "talk_door": f"{face}:conversation_detail"
    }


def inspections(principal: Principal, asked: Asked, given: Mapping[str, Any]) -> QuerySet[Inspection]:
    """Inspections of the days asked for, by rule, topic, signal and the dashboard's own filters."""
    zone = ZoneInfo(settings.TIME_ZONE)
    start = datetime.combine(asked.since, time.min, tzinfo=zone)
    end = datetime.combine(asked.until + timedelta(days=1), time.min, tzinfo=zone)
    rows = Inspection.objects.visible_to(principal).filter(inspected_at__gte=start, inspected_at__lt=end)
    for key, value in asked.values.items():
        if key == "team":
            rows = rows.alias(lead=lead_in_shift()).filter(lead=value)
            continue
        name = {"client": "client_id", "agent": "agent_id"}.get(key, f"conversation__{key}")
        rows = rows.filter(**{name: value})
    if given.get("rule"):
        rows = rows.filter(hits__contains=[{"rule": str(given["rule"])[:60]}])
    if given.get("topic"):
        rows = rows.filter(topic=str(given["topic"])[:60])
    if given.get("signal") == "troubled":
        rows = rows.filter(signals__overlap=["complaint", "media", "repeat"])
    elif given.get("signal") in _SIGNALS:
        rows = rows.filter(signals__contains=[given["signal"]])
    related = rows.select_related("conversation", "client", "agent", "rule_set").defer("rule_set__rules")
    return related.order_by("-inspected_at", "-pk")


def rows(found: Iterable[Inspection], rule: str) -> list[dict[str, Any]]:
    """Each with the hit to look at first: the rule asked for, else the heaviest."""
    shown = []
    for inspection in found:
        hits = [h for h in hits_of(inspection) if h["state"] != "dismissed"]
        asked = [h for h in hits if h["rule"] == rule] or hits
        shown.append({"inspection": inspection, "hit": asked[0] if asked else None, "more": max(0, len(hits) - 1)})
    return shown


def what(given: Mapping[str, Any]) -> str:
    """The heading of the list."""
    if given.get("rule"):
        return str(rule_names().get(given["rule"], given["rule"]))
    if given.get("topic"):
        return str(topic_names(None).get(given["topic"], given["topic"]))
    return _("Conversations")


def cause_rows(causes: Iterable[Cause]) -> list[dict[str, Any]]:
    """Causes with their rate before and, once mended, after."""
    shown = []
    for cause in causes:
        before = wilson(cause.before_troubled, cause.before_contacts)
        after: Share | None = None
        if cause.mended_at is not None:
            until = local_day(now()) + timedelta(days=1)
            since = local_day(cause.mended_at) + timedelta(days=1)
            contacts, troubled = topic_rate(client=cause.client, topic=cause.topic, since=since, until=until)
            after = wilson(troubled, contacts)
        shown.append(
            {
                "cause": cause,
                "name": LocalizedText(cause.name),
                "before": before,
                "after": after,
                "sure": _apart(before, after),
            }
        )
    return shown


def _apart(before: Share, after: Share | None) -> bool:
    """Whether the rate after lies wholly below the rate before."""
    return bool(
        after and after.sample and before.low is not None and after.high is not None and after.high < before.low
    )


def satisfaction(principal: Principal, asked: Asked) -> dict[str, Any]:
    """How far scores and customers say the same: mean satisfaction by band of scores, rank correlation with interval."""
    since = datetime.combine(asked.since, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
    found = Satisfaction.objects.visible_to(principal).filter(conversation__inspections__score__isnull=False)
    found = found.filter(conversation__received_at__gte=since).order_by("-pk")
    known = found.values_list("conversation__inspections__score", "share")[:_MOST_PAIRS]
    pairs = [(float(score), share) for score, share in known if score is not None]
    bars = []
    for low, high in _BANDS:
        inside = [share for score, share in pairs if low <= score < high]
        if inside:
            mean = sum(inside) / len(inside)
            bars.append((f"{low}–{min(100, round(high))}", round(100 * mean), f"{round(100 * mean)} % · {len(inside)}"))
    rho = rank_correlation(pairs)
    return {"asked": asked, "bars": bars, "rho": rho, "pairs": len(pairs), "words": _relation(rho)}


def _relation(rho: tuple[float, float, float] | None) -> str:
    if rho is None:
        return _("Too few answers to say: ten are needed.")
    if rho[1] > 0:
        return _("Higher scores go with more satisfied customers.")
    if rho[2] < 0:
        return _("Higher scores go with less satisfied customers: look at what the rules reward.")
    return _("No relation can be seen yet: the interval holds zero.")
