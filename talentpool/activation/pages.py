"""What the pages of the task rate and of the acceptance model show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from talentpool.activation.matching import Candidate
from talentpool.activation.models import AcceptanceModel, Settings
from talentpool.activation.reasons import Refused
from talentpool.activation.shortlist import eligible_for, explain
from talentpool.activation.task_rate import TaskRate, rate_demand
from talentpool.agents.models import Agent
from talentpool.kernel.charts import Bin

NAMES = 60


def model_page(row: AcceptanceModel | None) -> dict[str, Any]:
    """The acceptance model's card: what it uses and never uses, and whether its probabilities are true."""
    if row is None:
        return {"row": None, "assumed": Settings.current().acceptance}
    stored = row.calibration
    rhos, weights = row.coefficients["rhos"], row.coefficients["rho_weights"]
    return {
        "row": row,
        "bins": [Bin(predicted, happened, count) for count, predicted, happened in stored["bins"]],
        "brier": stored["brier"],
        "base": stored["base_brier"],
        "error": stored["error"],
        "count": stored["count"],
        "gain": 1 - stored["brier"] / stored["base_brier"] if stored["base_brier"] else 0,
        "rho": sum(r * w for r, w in zip(rhos, weights, strict=True)),
        "waves": row.coefficients["waves"],
    }


@dataclass(frozen=True)
class WhatIf:
    """A task rate with the names behind it."""

    rate: TaskRate
    names: list[tuple[Candidate, str]]
    steps: list[tuple[str, float, float]]
    why_not: list[Refused] | None


def what_if(demand: Any, agent: Agent | None, *, at: datetime) -> WhatIf:
    """The task rate of a hypothetical demand, who stands behind its first shift, and why one agent does not."""
    rate = rate_demand(demand, at=at)
    candidates = eligible_for(demand, demand.slots[0], limit=NAMES, at=at, seed=1)
    numbers = dict(Agent.objects.filter(pk__in=[c.agent_id for c in candidates]).values_list("pk", "number"))
    steps = [(s.ref, float(s.seats), round(s.promised_fill * s.seats, 1)) for s in rate.slots]
    refused = explain(agent, demand, at=at)[demand.slots[0].ref] if agent else None
    return WhatIf(rate, [(c, numbers[c.agent_id]) for c in candidates], steps, refused)


def usual_demand(*, at: datetime) -> dict[str, Any]:
    """What the what-if form starts with: tomorrow evening."""
    return {"day": (at + timedelta(days=1)).date(), "start": "18:00", "channel": "chat", "language": "cmn"}
