"""Backbone agents: chosen by a person from what the log says, and released by one, each time with a reason."""

from collections.abc import Mapping

from django.db import transaction

from accounts.actions import reason as spoken_reason
from accounts.actions import record_decision
from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.growth.actions.log import record
from talentpool.growth.errors import OwnCase, ReasonNeeded
from talentpool.growth.models import Rulebook
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.messaging.actions import tell


@transaction.atomic
def decide_backbone(*, agent: Agent, chosen: bool, facts: Mapping[str, float], by: User, reason: str) -> Agent:
    """Let an agent lead teams from her next shift on, or no longer. facts: what the decider saw, by name.

    Raises OwnCase, ReasonNeeded, WrongState where somebody has decided the same meanwhile.
    """
    if agent.user_id == by.pk:
        raise OwnCase
    said = reason.strip()[:2000]
    if not said:
        raise ReasonNeeded
    if not Agent.objects.filter(pk=agent.pk, is_backbone=not chosen).update(is_backbone=chosen):
        raise WrongState(now=agent)
    agent.is_backbone = chosen
    outcome = "backbone_chosen" if chosen else "backbone_released"
    written = record_decision(
        subject=agent.user,
        kind="backbone",
        about=agent.ref,
        rule_version=f"levels-{Rulebook.in_effect(now()).version}",
        inputs=dict(facts),
        reasons=[spoken_reason("by_a_person", said)],
        outcome=outcome,
        by=by,
    )
    payload = {"chosen": chosen}
    record(subject=agent.user, kind=EntryKind.BACKBONE, source=written.ref, occurred_at=now(), payload=payload)
    topic = "backbone.chosen" if chosen else "backbone.released"
    tell(
        user=agent.user, topic=topic, params={"reason": said}, link="/agent/decisions/", dedupe=f"{topic}:{written.ref}"
    )
    return agent
