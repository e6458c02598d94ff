"""The pace a crew drawn from the pool can be expected to work at: what staffing lengthens handling time by."""

from datetime import datetime, timedelta

from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.training.actions.ramp import current_ramp

PROBATION = timedelta(days=90)


def expected_pace(at: datetime) -> float:
    """Share (0 to 1) of an experienced crew's pace: everybody on probation at her week's pace, the others at 1."""
    reserve = Agent.objects.filter(state=AgentState.RESERVE)
    everybody = reserve.count()
    if not everybody:
        return 1.0
    ramp, today = current_ramp(), at.date()
    on_probation = reserve.filter(probation_until__gt=today).values_list("probation_until", flat=True)
    lost = sum(1 - ramp.pace(max(0, (today - (until - PROBATION)).days) / 7) for until in on_probation if until)
    return 1 - lost / everybody
