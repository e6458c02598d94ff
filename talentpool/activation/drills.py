"""Reads about drills: whom one could call, how many it takes, what it found."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import quantiles

from django.db.models import Count

from talentpool.activation.actions.ledger import ApproachKey
from talentpool.activation.models import Approach, Drill, Settings, TrialContact
from talentpool.activation.rules.sampling import sample_size
from talentpool.activation.rules.wilson import Share, wilson
from talentpool.activation.segments import Person, Segment, people
from talentpool.activation.states import Answer, Depth, DrillState, Purpose
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState

MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Callable:
    """Whom a drill may call, and who is left out and why."""

    people: list[Person]
    paused: int
    resting: int
    drilled_enough: int


def callable_people(segment: Segment, *, at: datetime) -> Callable:
    """The reserve of a segment without those who rest, paused, or were drilled as often as the settings
    allow."""
    everybody = people(segment)
    awake = [one for one in everybody if one.state == AgentState.RESERVE]
    here = [one for one in awake if one.paused_until is None or one.paused_until <= at]
    recent = Approach.objects.filter(purpose=Purpose.DRILL, asked_at__gt=at - MONTH, withdrawn=False)
    limit = Settings.current().drills_per_month
    tired = set(
        recent.values("agent_id")
        .annotate(times=Count("id"))
        .filter(times__gte=limit)
        .values_list("agent_id", flat=True)
    )
    free = [one for one in here if one.agent_id not in tired]
    return Callable(free, len(awake) - len(here), len(everybody) - len(awake), len(here) - len(free))


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


def plan_for(segment: Segment, *, at: datetime, precision: float | None = None, thanks_minor: int = 0) -> Plan:
    """How many people must be called for the wanted precision (by default +- 5 points, +- 10 in small
    segments)."""
    settings, found = Settings.current(), callable_people(segment, at=at)
    population = len(found.people) + found.drilled_enough
    usual = settings.precision_small if population < settings.small_segment else settings.precision
    wanted = precision or usual
    size = min(sample_size(precision=wanted, population=population), len(found.people))
    cost = size * (settings.cost_minor + thanks_minor)
    return Plan(population, found.paused, found.resting, found.drilled_enough, wanted, size, cost)


def keys_of(drill: Drill, *, open_only: bool = False) -> list[ApproachKey]:
    if drill.starts_at is None:
        return []
    rows = Approach.objects.filter(source=drill.ref, asked_at=drill.starts_at)
    if open_only:
        rows = rows.filter(answer=Answer.OPEN)
    return [ApproachKey(*key) for key in rows.values_list("id", "asked_at")]


def question_of(drill: Drill, agent: Agent) -> Approach | None:
    """What an agent was asked in a drill; None when she was not, or it was withdrawn."""
    if drill.starts_at is None:
        return None
    rows = Approach.objects.filter(source=drill.ref, agent=agent, asked_at=drill.starts_at, withdrawn=False)
    return rows.first()


def contact_for(drill: Drill, agent: Agent) -> TrialContact | None:
    """The test contact of one agent in one drill: always the same one for her; of the skill before the
    general ones."""
    active = TrialContact.objects.filter(active=True).order_by("pk")
    for rows in (active.filter(skill_id=drill.skill_id), active.filter(skill__isnull=True)):
        found = list(rows)
        if found:
            return found[(agent.pk + drill.pk) % len(found)]
    return None


@dataclass(frozen=True)
class Stage:
    """One depth of a drill: how many reached it, their share of those called, and how fast (minutes)."""

    depth: str
    reached: int
    share: Share | None
    median: float | None
    slowest_tenth: float | None


@dataclass(frozen=True)
class Report:
    """What a drill found. ``rate``: the share that reached the depth it wanted; the platform rate learns
    from it."""

    called: int
    yes: int
    no: int
    silent: int
    waiting: int
    stages: tuple[Stage, ...]
    rate: Share | None
    before: Share | None


def report(drill: Drill) -> Report:
    """Counts, shares with intervals and times of a drill, and the drill of the same segment before it."""
    rows = _counted(drill)
    counts = {answer: sum(row.answer == answer for row in rows) for answer in Answer.values}
    closed = [row for row in rows if row.answer != Answer.OPEN]
    stages = tuple(_stage(depth, closed) for depth in (Depth.ANSWERED, Depth.READY, Depth.WORKED))
    earlier = Drill.objects.filter(
        skill=drill.skill, channel=drill.channel, language=drill.language, kind=drill.kind, state=DrillState.DONE
    )
    before = earlier.filter(starts_at__lt=drill.starts_at).order_by("-starts_at").first() if drill.starts_at else None
    return Report(
        called=len(rows),
        yes=counts[Answer.YES],
        no=counts[Answer.NO],
        silent=counts[Answer.NONE],
        waiting=counts[Answer.OPEN],
        stages=stages,
        rate=_reached(drill, closed),
        before=_reached(before, [r for r in _counted(before) if r.answer != Answer.OPEN]) if before else None,
    )


def _counted(drill: Drill) -> list[Approach]:
    if drill.starts_at is None:
        return []
    return list(Approach.objects.filter(source=drill.ref, asked_at=drill.starts_at, withdrawn=False))


RANK = {"": 0, Depth.ANSWERED: 1, Depth.READY: 2, Depth.WORKED: 3}


def _reached(drill: Drill, rows: list[Approach]) -> Share | None:
    deep = sum(row.answer == Answer.YES and RANK[row.depth] >= RANK[drill.depth] for row in rows)
    return wilson(yes=deep, sample=len(rows))


def _stage(depth: Depth, rows: list[Approach]) -> Stage:
    moment = {Depth.ANSWERED: "answered_at", Depth.READY: "ready_at", Depth.WORKED: "worked_at"}[depth]
    deep = [row for row in rows if row.answer == Answer.YES and RANK[row.depth] >= RANK[depth]]
    minutes = sorted(
        (getattr(row, moment) - row.asked_at).total_seconds() / 60 for row in deep if getattr(row, moment) is not None
    )
    tenths = quantiles(minutes, n=10, method="inclusive") if len(minutes) > 1 else minutes * 9
    share = wilson(yes=len(deep), sample=len(rows))
    return Stage(depth, len(deep), share, tenths[4] if minutes else None, tenths[8] if minutes else None)
