"""Fitting the ramp from what the pool handled."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from talentpool.kernel.clock import now
from talentpool.training.models import RampFit
from talentpool.training.rules import ramp as rules

LOOK_BACK = timedelta(days=365)
EXPERIENCED = timedelta(days=180)
# Inspected conversations with their handling time, by whole weeks since the agent entered the pool.
HANDLED = """
SELECT p.agent_id, floor(extract(epoch FROM e.occurred_at - p.entered) / 604800)::int AS week,
       (e.payload->>'handling_s')::float AS seconds, e.occurred_at - p.entered > %s AS experienced
  FROM growth_entry e
  JOIN (SELECT agent_id, min(occurred_at) AS entered FROM growth_entry
         WHERE kind = 'entered_pool' GROUP BY agent_id) p ON p.agent_id = e.agent_id
 WHERE e.kind = 'inspected' AND e.payload ? 'handling_s' AND e.occurred_at > %s AND e.occurred_at >= p.entered
"""


def _handled(at: datetime) -> list[tuple[int, int, float, bool]]:
    with connection.cursor() as cursor:
        asked: list[Any] = [EXPERIENCED, at - LOOK_BACK]
        cursor.execute(HANDLED, asked)
        return [row for row in cursor.fetchall() if row[2] and row[2] > 0]


@transaction.atomic
def fit_ramp() -> RampFit:
    """Fit again and keep the result with its sample; too few people give the default, and say so."""
    rows = _handled(now())
    old = [seconds for _, _, seconds, experienced in rows if experienced]
    new = [(agent, week, seconds) for agent, week, seconds, experienced in rows if not experienced]
    weeks = rules.pace_by_week([(week, s) for _, week, s in new], experienced_s=sum(old) / len(old)) if old else []
    agents = len({agent for agent, _, _ in new})
    found = rules.fit(weeks, agents=agents)
    return RampFit.objects.create(
        fitted_at=now(),
        agents=agents,
        weeks=[{"week": week, "pace": round(pace, 3), "n": n} for week, pace, n in weeks],
        start=found.start,
        weeks_to_half=found.half,
        is_default=found.is_default,
    )


def current_ramp() -> rules.Ramp:
    """The newest fit, or the default."""
    fitted = RampFit.objects.order_by("-fitted_at").first()
    return rules.Ramp(fitted.start, fitted.weeks_to_half, fitted.is_default) if fitted else rules.DEFAULT
