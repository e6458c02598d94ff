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
       (e.payload->>'handling_s')::float AS seconds, e.occurred_at - p.entered > %s AS experienced,
       coalesce(e.payload->>'channel', '') AS channel
  FROM growth_entry e
  JOIN (SELECT agent_id, min(occurred_at) AS entered FROM growth_entry
         WHERE kind = 'entered_pool' GROUP BY agent_id) p ON p.agent_id = e.agent_id
 WHERE e.kind = 'inspected' AND e.payload ? 'handling_s' AND e.occurred_at > %s AND e.occurred_at >= p.entered
"""


Row = tuple[int, int, float, bool, str]


def _handled(at: datetime) -> list[Row]:
    with connection.cursor() as cursor:
        asked: list[Any] = [EXPERIENCED, at - LOOK_BACK]
        cursor.execute(HANDLED, asked)
        return [row for row in cursor.fetchall() if row[2] and row[2] > 0]


@transaction.atomic
def fit_ramp() -> RampFit:
    """Fit again and keep the result with its sample; too few people give the default, and say so."""
    new = _against_experienced(_handled(now()))
    weeks = rules.pace_by_week([(week, times) for _, week, times in new], experienced_s=1.0)
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


def _against_experienced(rows: list[Row]) -> list[tuple[int, int, float]]:
    """(agent, week, times the mean of experienced agents on the same channel); channels they don't work on drop out.

    A new agent who answers letters is not slower than an old one at the telephone: each channel has its own mean.
    """
    old: dict[str, list[float]] = {}
    for _, _, seconds, experienced, channel in rows:
        if experienced:
            old.setdefault(channel, []).append(seconds)
    means = {channel: sum(found) / len(found) for channel, found in old.items()}
    return [
        (agent, week, seconds / means[channel])
        for agent, week, seconds, experienced, channel in rows
        if not experienced and channel in means
    ]


def current_ramp() -> rules.Ramp:
    """The newest fit, or the default."""
    fitted = RampFit.objects.order_by("-fitted_at").first()
    return rules.Ramp(fitted.start, fitted.weeks_to_half, fitted.is_default) if fitted else rules.DEFAULT
