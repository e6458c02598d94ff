"""Reads about drills: whom one could call, how many it takes, what was asked."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, QuerySet

from talentpool.activation.models import Approach, Drill, DrillSchedule, Settings, TrialContact
from talentpool.activation.rules.sampling import sample_size
from talentpool.activation.segments import Person, Segment, people
from talentpool.activation.states import Answer, Depth, Purpose
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.messaging.models import Preference
from talentpool.messaging.rules import after_quiet

MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Terms:
    """What a drill asks of those it calls, and what it gives them.

    thanks_minor: per person. backbone: only backbone agents are called. note: what a client wants to know.
    """

    depth: Depth | str
    answer_minutes: int
    announced: bool = False
    thanks_minor: int = 0
    backbone: bool = False
    note: str = ""


@dataclass(frozen=True)
class Callable:
    """Whom a drill may call, and who is left out and why."""

    people: list[Person]
    paused: int
    resting: int
    drilled_enough: int
    asleep: int = 0


def callable_people(
    segment: Segment, *, at: datetime, awake: bool = False, house_hours: bool = True, backbone: bool = False
) -> Callable:
    """The reserve of a segment without those who rest, paused, or were drilled as often as the settings allow.

    awake: also without those for whom it is quiet hours at ``at``: their own, or else the settings' (house_hours).
    backbone: backbone agents only.
    """
    everybody = [one for one in people(segment) if one.is_backbone or not backbone]
    reserve = [one for one in everybody if one.state == AgentState.RESERVE]
    here = [one for one in reserve if one.paused_until is None or one.paused_until <= at]
    recent = Approach.objects.filter(purpose=Purpose.DRILL, asked_at__gt=at - MONTH, withdrawn=False)
    limit = Settings.current().drills_per_month
    tired = set(
        recent.values("agent_id")
        .annotate(times=Count("id"))
        .filter(times__gte=limit)
        .values_list("agent_id", flat=True)
    )
    free = [one for one in here if one.agent_id not in tired]
    now_awake = awake_now(free, at=at, house_hours=house_hours) if awake else free
    return Callable(
        people=now_awake,
        paused=len(reserve) - len(here),
        resting=len(everybody) - len(reserve),
        drilled_enough=len(here) - len(free),
        asleep=len(free) - len(now_awake),
    )


def awake_now(found: list[Person], *, at: datetime, house_hours: bool = True) -> list[Person]:
    """Those for whom it is not quiet hours now."""
    wakes = waking(found, at=at, house_hours=house_hours)
    return [one for one in found if wakes[one.agent_id] == at]


def waking(found: list[Person], *, at: datetime, house_hours: bool = True) -> dict[int, datetime]:
    """Per agent the first moment from ``at`` on outside her quiet hours: her own, else the settings'."""
    settings = Settings.current()
    rows = Preference.objects.filter(user_id__in=[p.user_id for p in found], quiet_from__isnull=False)
    own = {user: (start, end) for user, start, end in rows.values_list("user_id", "quiet_from", "quiet_until")}
    usual = (settings.quiet_from, settings.quiet_until) if house_hours else (None, None)
    moments: dict[tuple[time | None, time | None, str], datetime] = {}
    result = {}
    for one in found:
        key = (*own.get(one.user_id, usual), one.timezone)
        if key not in moments:
            moments[key] = after_quiet(at=at, start=key[0], end=key[1], zone=key[2])
        result[one.agent_id] = moments[key]
    return result


def best_moment(found: list[Person], *, at: datetime) -> datetime:
    """When to send: now, or when the most people have their quiet hours behind them, at the earliest of equals."""
    wakes = sorted(waking(found, at=at).values())
    if not wakes or sum(moment == at for moment in wakes) >= len(wakes) / 2:
        return at
    return wakes[len(wakes) // 2]


@dataclass(frozen=True)
class Plan:
    """A drill before it is sent: how many are called for which precision, and what it costs (minor units)."""

    population: int
    paused: int
    resting: int
    drilled_enough: int
    precision: float
    sample: int
    cost_minor: int


def plan_for(
    segment: Segment,
    *,
    at: datetime,
    precision: float | None = None,
    thanks_minor: int = 0,
    least: int = 0,
    backbone: bool = False,
) -> Plan:
    """How many people must be called for the wanted precision (by default +- 5 points, +- 10 in small segments).

    least: call at least so many, if there are so many.
    """
    settings, found = Settings.current(), callable_people(segment, at=at, backbone=backbone)
    population = len(found.people) + found.drilled_enough
    usual = settings.precision_small if population < settings.small_segment else settings.precision
    wanted = precision or usual
    size = min(max(sample_size(precision=wanted, population=population), least), len(found.people))
    cost = size * (settings.cost_minor + thanks_minor)
    return Plan(population, found.paused, found.resting, found.drilled_enough, wanted, size, cost)


def question_of(drill: Drill, agent: Agent) -> Approach | None:
    """What an agent was asked in a drill; None when she was not, or it was withdrawn."""
    if drill.starts_at is None:
        return None
    rows = Approach.objects.filter(source=drill.ref, agent=agent, asked_at=drill.starts_at, withdrawn=False)
    return rows.first()


def segment_of(drill: Drill | DrillSchedule) -> Segment:
    return Segment(drill.skill_id, drill.channel, drill.language_id, drill.kind)


def took_part(drill: Drill) -> QuerySet[Approach]:
    """The questions of those who said yes and reached the depth the drill asked for."""
    deep = list(Depth)[list(Depth).index(Depth(drill.depth)) :]
    if drill.starts_at is None:
        return Approach.objects.none()
    rows = Approach.objects.filter(source=drill.ref, asked_at=drill.starts_at, withdrawn=False)
    return rows.filter(answer=Answer.YES, depth__in=deep)


def contact_for(drill: Drill, agent: Agent) -> TrialContact | None:
    """The test contact of one agent in one drill: always the same one for her; of the skill before the
    general ones."""
    active = TrialContact.objects.filter(active=True).order_by("pk")
    for rows in (active.filter(skill_id=drill.skill_id), active.filter(skill__isnull=True)):
        found = list(rows)
        if found:
            return found[(agent.pk + drill.pk) % len(found)]
    return None
