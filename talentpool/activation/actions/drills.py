"""Drills: planned by a dispatcher, sent to a random sample, answered in the portal, closed by a job."""

from datetime import datetime, timedelta
from random import Random
from secrets import randbelow

from django.db import transaction

from accounts.models import Client, User
from talentpool.activation.actions.ledger import NewApproach, open_approaches, withdraw_approaches
from talentpool.activation.actions.rates import refresh_rates
from talentpool.activation.drills import Plan, callable_people, keys_of
from talentpool.activation.errors import NobodyToCall
from talentpool.activation.models import Approach, Drill
from talentpool.activation.rules.sampling import allot
from talentpool.activation.segments import Person, Segment
from talentpool.activation.states import DRILL, Answer, Depth, DrillState, Purpose
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell


@transaction.atomic
def plan_drill(
    *,
    segment: Segment,
    plan: Plan,
    depth: Depth | str,
    announced: bool,
    answer_minutes: int,
    thanks_minor: int,
    by: User,
    client: Client | None = None,
) -> Drill:
    """Write down a drill with its sample size. Nobody is called yet. Raises NobodyToCall for an empty
    segment."""
    if plan.sample == 0:
        raise NobodyToCall
    return Drill.objects.create(
        skill_id=segment.skill_id,
        channel=segment.channel,
        language_id=segment.language,
        kind=segment.kind,
        client=client,
        announced=announced,
        depth=depth,
        precision=plan.precision,
        sample_size=plan.sample,
        population=plan.population,
        paused=plan.paused,
        answer_minutes=answer_minutes,
        thanks_minor=thanks_minor,
        seed=randbelow(2**48),
        planned_by=by,
        created_at=now(),
    )


@transaction.atomic
def start_drill(*, drill: Drill, by: User | None) -> Drill:
    """Draw the sample by the drill's seed, stratified by level, and call everybody in it at once."""
    at = now()
    until = at + timedelta(minutes=drill.answer_minutes)
    DRILL.move(drill, DrillState.RUNNING, starts_at=at, ends_at=until)
    sample = draw(people=callable_people(_segment(drill), at=at).people, size=drill.sample_size, seed=drill.seed)
    if not sample:
        raise NobodyToCall
    agents = Agent.objects.select_related("user").in_bulk([person.agent_id for person in sample])
    open_approaches(approaches=[_question(drill, agents[p.agent_id], until) for p in sample], at=at)
    for person in sample:
        _call(drill, agents[person.agent_id].user, at)
    return drill


def draw(*, people: list[Person], size: int, seed: int) -> list[Person]:
    """A random sample in proportion to the levels; anybody can repeat it from the seed."""
    strata: dict[int, list[Person]] = {}
    for person in sorted(people, key=lambda one: one.agent_id):
        strata.setdefault(person.level, []).append(person)
    shares = allot({level: len(members) for level, members in strata.items()}, sample=size)
    random = Random(seed)  # noqa: S311  (a draw that can be repeated, not a secret)
    return [one for level in sorted(strata) for one in random.sample(strata[level], shares[level])]


def _segment(drill: Drill) -> Segment:
    return Segment(drill.skill_id, drill.channel, drill.language_id, drill.kind)


def _question(drill: Drill, agent: Agent, until: datetime) -> NewApproach:
    return NewApproach(
        agent_id=agent.pk,
        skill_id=drill.skill_id,
        channel=drill.channel,
        language=drill.language_id,
        kind=agent.kind,
        purpose=Purpose.DRILL,
        source=drill.ref,
        deadline=until,
    )


def _call(drill: Drill, user: User, at: datetime) -> None:
    tell(
        user=user,
        topic="drill.announced" if drill.announced else "drill.called",
        params={"skill": drill.skill.name, "until": drill.ends_at},
        link=f"/agent/drills/{drill.ref}/",
        dedupe=f"drill:{drill.ref}",
    )


@transaction.atomic
def cancel_drill(*, drill: Drill, by: User) -> Drill:
    """Stop a drill; questions that nobody answered count nowhere."""
    running = drill.starts_at is not None
    DRILL.move(drill, DrillState.CANCELLED, ends_at=now())
    if running:
        withdraw_approaches(keys=keys_of(drill, open_only=True))
    return drill


@transaction.atomic
def finish_drill(*, drill: Drill, at: datetime) -> Drill:
    """Close a drill whose time is over, or where everybody has answered; the platform rate moves."""
    open_rows = Approach.objects.filter(source=drill.ref, answer=Answer.OPEN, withdrawn=False)
    open_rows.update(answer=Answer.NONE)
    DRILL.move(drill, DrillState.DONE, ends_at=min(at, drill.ends_at or at))
    refresh_rates(at=at)
    return drill


def finish_due(*, at: datetime) -> int:
    """Close every running drill whose time is over; returns how many."""
    due = list(Drill.objects.filter(state=DrillState.RUNNING, ends_at__lte=at))
    for drill in due:
        finish_drill(drill=drill, at=at)
    return len(due)
