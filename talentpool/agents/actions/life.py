"""An agent's life in the pool. Every step away from work is a person's, with a reason the agent can read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from accounts.actions import reason as spoken_reason
from accounts.actions import record_decision
from accounts.models import User
from talentpool.agents.errors import OwnCase, ReasonNeeded
from talentpool.agents.models import Agent, AgentChannel, AgentLanguage, Hub, Language, Load
from talentpool.agents.states import AGENT, AgentState, Kind
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.kernel.locks import one_at_a_time
from talentpool.messaging.actions import tell

RULES = "pool-1"


@transaction.atomic
def admit_agent(
    *,
    user: User,
    kind: Kind | str,
    by: User,
    languages: Mapping[str, int] | None = None,
    channels: Mapping[str, int] | None = None,
    hub: Hub | None = None,
    **wishes: Any,
) -> Agent:
    """Make an applicant an agent in training, with the next number; who left and comes back keeps her row and number.

    languages: ISO code -> level 1 to 5; channels: channel -> level. wishes: floor_minor, weekly_cap_minutes,
    daily_cap_minutes, region, timezone, is_demo. Raises OwnCase, WrongState (she is in the pool already).
    """
    _not_oneself(user, by)
    agent = Agent.objects.select_for_update().filter(user=user).first()
    if agent is None:
        agent = Agent.objects.create(user=user, number=next_number(), kind=kind, hub=hub, **wishes)
    else:
        AGENT.move(agent, AgentState.TRAINING, kind=kind, hub=hub, **wishes)
    Load.objects.get_or_create(agent=agent)
    _describe(agent, languages or {}, channels or {})
    return agent


def next_number() -> str:
    """The next free number, four digits or more; admissions wait for each other here."""
    one_at_a_time("agents.numbering")
    digits = Agent.objects.filter(number__regex=r"^\d{1,9}$").annotate(n=Cast("number", IntegerField()))
    return f"{(digits.aggregate(last=Max('n'))['last'] or 0) + 1:04d}"


def _describe(agent: Agent, languages: Mapping[str, int], channels: Mapping[str, int]) -> None:
    for language in Language.objects.filter(code__in=languages):
        AgentLanguage.objects.update_or_create(
            agent=agent, language=language, defaults={"level": level_of(value=languages[language.code])}
        )
    for channel, level in channels.items():
        AgentChannel.objects.update_or_create(agent=agent, channel=channel, defaults={"level": level_of(value=level)})


def level_of(*, value: int) -> int:
    return min(5, max(1, int(value)))


@transaction.atomic
def enter_reserve(*, agent: Agent, by: User, probation_until: date | None = None, reason: str = "") -> Agent:
    """Into the reserve: after the exam, or back from rest. Raises OwnCase, WrongState."""
    _not_oneself(agent.user, by)
    changes: dict[str, Any] = {"probation_until": probation_until} if probation_until else {}
    AGENT.move(agent, AgentState.RESERVE, **changes)
    said = reason or _("What the reserve asks for is complete.")
    _record(agent, outcome="reserve", said=said, by=by)
    tell(user=agent.user, topic="agents.reserve", link="/agent/", params={"number": agent.number})
    return agent


@transaction.atomic
def bring_back(*, agent: Agent, by: User, reason: str = "") -> Agent:
    """From rest to the reserve; nobody gets round the exam this way. Raises WrongState, OwnCase."""
    if agent.state != AgentState.RESTING:
        raise WrongState(now=agent.get_state_display())
    return enter_reserve(agent=agent, by=by, reason=reason)


@transaction.atomic
def rest(*, agent: Agent, by: User, reason: str) -> Agent:
    """Out of work for a while; she can appeal, and one lesson or talk brings her back. Raises ReasonNeeded, OwnCase."""
    return _send_away(agent, AgentState.RESTING, by=by, reason=reason, topic="agents.rested")


@transaction.atomic
def release(*, agent: Agent, by: User, reason: str) -> Agent:
    """Out of the pool; she may apply again. Raises ReasonNeeded, OwnCase, WrongState."""
    return _send_away(agent, AgentState.RELEASED, by=by, reason=reason, topic="agents.released")


@transaction.atomic
def name_backbone(*, agent: Agent, backbone: bool, reason: str, by: User) -> Agent:
    """A person makes somebody of the reserve a backbone agent, who may lead teams and teach, or ends that.

    She reads the reason. Raises ReasonNeeded, OwnCase, and WrongState when it is so already or she is not in the reserve.
    """
    _not_oneself(agent.user, by)
    if not reason.strip():
        raise ReasonNeeded
    rows = Agent.objects.filter(pk=agent.pk, is_backbone=not backbone)
    if not (rows.filter(state=AgentState.RESERVE) if backbone else rows).update(is_backbone=backbone):
        raise WrongState(now=agent.get_state_display())
    agent.is_backbone = backbone
    topic = "agents.backbone" if backbone else "agents.backbone_ended"
    _record(agent, outcome="backbone" if backbone else "backbone_ended", said=reason, by=by)
    tell(user=agent.user, topic=topic, params={"reason": reason}, link="/agent/decisions/")
    return agent


def _send_away(agent: Agent, target: AgentState, *, by: User, reason: str, topic: str) -> Agent:
    _not_oneself(agent.user, by)
    if not reason.strip():
        raise ReasonNeeded
    AGENT.move(agent, target)
    _record(agent, outcome=target.value, said=reason, by=by)
    tell(user=agent.user, topic=topic, params={"reason": reason}, link="/agent/decisions/", urgent=True)
    return agent


def _not_oneself(subject: User, by: User) -> None:
    if subject.pk == by.pk:
        raise OwnCase


def _record(agent: Agent, *, outcome: str, said: Any, by: User) -> None:
    record_decision(
        subject=agent.user,
        kind="pool",
        outcome=outcome,
        rule_version=RULES,
        reasons=[spoken_reason(outcome, said)],
        inputs={"state_at": now().isoformat(), "level": agent.level},
        about=agent.ref,
        by=by,
    )
