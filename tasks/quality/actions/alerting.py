"""Alerts: one per cause with a count; red lines are told to the people who must look at once."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from accounts.states import StaffRole
from talentpool.messaging.actions import announce, tell
from tasks.quality.findings import wording_rules
from tasks.quality.leads import lead_of
from tasks.quality.models import Alert, Inspection
from tasks.quality.rules.shapes import ALERTING, Finding, Severity
from tasks.quality.states import AlertState

_MOST_TOLD = 20


def raise_alerts(*, inspection: Inspection, finding: Finding) -> None:
    """One alert a cause: a rule broken again by the same agent at the same client counts up the open one.

    The team lead of the shift hears of each new alert, the analysts of each new red line; a count going up tells nobody.
    """
    severities: dict[str, Severity] = {h.rule: h.severity for h in finding.hits if h.severity in ALERTING}
    signals = {
        h.rule: h.severity for h in finding.hits if h.severity is Severity.HIGH_RISK and _warns(inspection, h.rule)
    }
    for cause, severity in sorted({**severities, **signals}.items()):
        if not _count_up(inspection, cause):
            try:
                with transaction.atomic():
                    alert = Alert.objects.create(
                        **_key(inspection, cause),
                        inspection=inspection,
                        severity=severity.value,
                        raised_at=inspection.inspected_at,
                        last_at=inspection.inspected_at,
                    )
            except IntegrityError:
                _count_up(inspection, cause)
            else:
                _tell(alert, inspection)


def _warns(inspection: Inspection, rule: str) -> bool:
    """A complaint on its way, or somebody in danger: what a customer lets show and nobody may overlook."""
    return wording_rules(inspection.rule_set)[rule].signal in ("complaint", "danger", "media")


def _key(inspection: Inspection, cause: str) -> dict[str, Any]:
    return {"client": inspection.client, "agent": inspection.agent, "cause": cause}


def _count_up(inspection: Inspection, cause: str) -> bool:
    open_ones = Alert.objects.filter(**_key(inspection, cause), state__in=[AlertState.OPEN, AlertState.TAKEN])
    return bool(open_ones.update(count=F("count") + 1, last_at=inspection.inspected_at, inspection=inspection))


def _tell(alert: Alert, inspection: Inspection) -> None:
    rule = wording_rules(inspection.rule_set)[alert.cause]
    params = {"rule": dict(rule.name), "client": inspection.client.name}
    link = f"/admin/quality/alerts/{alert.ref}/"
    lead = lead_of(inspection=inspection)
    if lead is not None:
        own = f"/agent/quality/team/{inspection.ref}/"
        tell(user=lead, topic="quality.alert_lead", params=params, link=own, dedupe=f"quality.lead:{alert.ref}")
    if alert.severity == Severity.RED_LINE:
        for user in _analysts():
            tell(
                user=user,
                topic="quality.alert",
                params=params,
                link=link,
                dedupe=f"quality.alert:{alert.ref}",
                urgent=True,
            )
    announce(
        client=inspection.client,
        topic="quality.alert",
        fact=str(alert.ref),
        alert=alert.ref,
        inspection=inspection.ref,
        conversation=inspection.conversation.external_id,
        agent=inspection.conversation.alias,
        rule=alert.cause,
        severity=alert.severity,
    )


def _analysts() -> list[User]:
    staff = User.objects.filter(is_staff=True, is_active=True, groups__name=StaffRole.ANALYST)
    return list(staff.order_by("pk")[:_MOST_TOLD])
