"""Growth's jobs: capabilities follow the log; steps up happen by rule."""

from celery import shared_task
from django.db.models import F, Max, OuterRef, Q, Subquery

from talentpool.agents.models import Agent
from talentpool.growth import actions
from talentpool.growth.models import CapabilityScore, Entry
from talentpool.kernel.sweeps import for_each

EVERY = {
    "talentpool.growth.jobs.sweep": 60.0,
    "talentpool.growth.jobs.step_up": 3600.0,
    "talentpool.growth.jobs.propose_steps_down": 86400.0,
    "talentpool.growth.jobs.propose_pairs": 86400.0,
    "talentpool.growth.jobs.remind_of_promises": 3600.0,
}


@shared_task(name="talentpool.growth.jobs.recompute")
def recompute(agent: int) -> None:
    """Derive one agent's capabilities again."""
    found = Agent.objects.filter(pk=agent).first()
    if found is not None:
        actions.recompute_capabilities(agent=found)


@shared_task(name="talentpool.growth.jobs.sweep")
def sweep(limit: int = 500) -> int:
    """Agents whose log has proofs newer than their capabilities, because a wake-up was lost."""
    newest = (
        Entry.objects.filter(agent=OuterRef("pk"), kind__in=actions.EVIDENCE, payload__has_key="capabilities")
        .values("agent")
        .annotate(at=Max("recorded_at"))
        .values("at")
    )
    computed = (
        CapabilityScore.objects.filter(agent=OuterRef("pk"))
        .values("agent")
        .annotate(at=Max("computed_at"))
        .values("at")
    )
    agents = Agent.objects.annotate(newest=Subquery(newest), computed=Subquery(computed))
    behind = Q(computed__isnull=True) | Q(computed__lt=F("newest"))
    due = agents.filter(behind, newest__isnull=False)[:limit]
    return for_each(due, lambda agent: actions.recompute_capabilities(agent=agent))


@shared_task(name="talentpool.growth.jobs.step_up")
def step_up(limit: int = 2000) -> int:
    """Steps up by rule, for agents with something new in the log since their last step."""
    reserve = Agent.objects.in_reserve().order_by("pk")[:limit]
    return for_each(reserve, lambda agent: actions.step_up_if_due(agent=agent))


@shared_task(name="talentpool.growth.jobs.propose_steps_down")
def propose_steps_down() -> int:
    """Proposals to step down, each for a person to decide."""
    return actions.propose_steps_down()


@shared_task(name="talentpool.growth.jobs.propose_pairs")
def propose_pairs() -> int:
    """Pairs for people who have no teacher."""
    return len(actions.propose_pairs())


@shared_task(name="talentpool.growth.jobs.remind_of_promises")
def remind_of_promises() -> int:
    """Commitments whose day has come."""
    return actions.remind_of_promises()
