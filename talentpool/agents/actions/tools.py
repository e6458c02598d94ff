"""Her kit: measured by the browser, judged by us."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from talentpool.agents.errors import NotMeasured
from talentpool.agents.models import Agent, Kit, PoolStandard
from talentpool.agents.rules import kit as rules
from talentpool.kernel.errors import NotAllowed


@transaction.atomic
def record_kit(*, agent: Agent, measured: Mapping[str, Any], by: User) -> Kit:
    """Judge what the browser measured against the house's limits and keep both. Raises NotMeasured.

    measured: see ``rules.kit.judge``; every value a number, bounded there.
    """
    if agent.user_id != by.pk:
        raise NotAllowed
    if not any(rules.number(measured.get(key)) is not None for key in ("latency_ms", "down_mbps")):
        raise NotMeasured
    findings = rules.judge(measured, PoolStandard.current().kit_limits)
    return Kit.objects.create(
        agent=agent,
        passed=all(one.ok for one in findings),
        measures={one.key: {"value": one.value, "limit": one.limit, "ok": one.ok} for one in findings},
    )
