"""Reads an agent's facts from their sources, one by one: the slow, plain way beside the matching index."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q

from accounts.models import Consent, Membership
from accounts.states import ConsentPurpose
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.models import Settings
from talentpool.activation.rules.calendar import Range
from talentpool.activation.rules.eligibility import AgentFacts, Task
from talentpool.agents.models import Agent, ClientPreference
from talentpool.agents.states import AgentState, CommitmentKind, Preference

WORK = (CommitmentKind.SHIFT, CommitmentKind.STANDBY)


def task_of(demand: Demand, slot: Slot, *, at: datetime, settings: Settings) -> Task:
    """One slot of a demand as the eligibility rules want it."""
    return Task(
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        pay_minor=slot.pay_minor,
        skill_id=demand.skill_id,
        certificates=demand.certificates,
        channels=demand.channels_of(slot),
        channel_level=demand.channel_level,
        language=demand.language,
        language_level=demand.language_level,
        kind=demand.kind,
        hub_required=demand.hub_required,
        now=at,
        kit_days=settings.kit_days,
    )


def facts_of(agent: Agent, *, client_id: int, without: UUID | None = None) -> AgentFacts:
    """Everything the rules may know about her, read from the tables where it is kept; ``without``: a commitment's source
    that is left out."""
    bound = agent.commitments.exclude(source=without) if without else agent.commitments.all()
    commitments = list(bound.values_list("kind", "during"))
    exceptions = list(agent.availability_exceptions.values_list("available", "during"))
    passed = agent.kit_checks.filter(passed=True).aggregate(at=Max("checked_at"))["at"]
    return AgentFacts(
        in_reserve=agent.state == AgentState.RESERVE,
        kind=agent.kind,
        formalities_done=agent.formalities_done_at is not None,
        consented=Consent.objects.filter(
            user_id=agent.user_id, purpose=ConsentPurpose.PROCESSING, withdrawn_at__isnull=True
        ).exists(),
        paused_until=agent.paused_until,
        certified_until=dict(agent.skills.values_list("skill_id", "certified_until")),
        channels={
            c: (level, willing) for c, level, willing in agent.channels.values_list("channel", "level", "willing")
        },
        languages=dict(agent.languages.values_list("language_id", "level")),
        kit_passed_at=passed,
        has_hub=agent.hub_id is not None,
        floor_minor=agent.floor_minor,
        timezone=agent.timezone,
        windows=tuple(agent.availability.values_list("weekday", "start_minute", "end_minute")),
        extra=_ranges(during for available, during in exceptions if available),
        away=_ranges(during for available, during in exceptions if not available),
        work=_ranges(during for kind, during in commitments if kind in WORK),
        busy=_ranges(during for kind, during in commitments if kind not in WORK),
        rest_minutes=agent.rest_minutes,
        daily_cap_minutes=agent.daily_cap_minutes,
        weekly_cap_minutes=agent.weekly_cap_minutes,
        daily_limit_minutes=agent.daily_limit_minutes,
        weekly_limit_minutes=agent.weekly_limit_minutes,
        blocked=ClientPreference.objects.filter(agent=agent, client_id=client_id, kind=Preference.BLOCK).exists(),
        is_member=Membership.objects.filter(user_id=agent.user_id, client_id=client_id).exists(),
        sharing_withdrawn=_withdrawn(agent, Q(purpose=ConsentPurpose.CLIENT_SHARING, client_id=client_id)),
    )


def _withdrawn(agent: Agent, which: Q) -> bool:
    """Given once and taken back since: no row at all means that it was not asked for yet."""
    closed = list(Consent.objects.filter(which, user_id=agent.user_id).values_list("withdrawn_at", flat=True))
    return bool(closed) and all(closed)


def _ranges(found: Iterable[object]) -> tuple[Range, ...]:
    return tuple((during.lower, during.upper) for during in found)  # type: ignore[attr-defined]
