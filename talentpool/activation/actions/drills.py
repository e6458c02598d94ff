"""Drills: planned by a dispatcher or a schedule, asked for by a client, sent to a random sample, closed by a job."""

from dataclasses import asdict
from datetime import datetime, timedelta
from random import Random
from secrets import randbelow

from django.db import transaction

from accounts.models import Client, User
from talentpool.activation.actions.ledger import (
    ApproachKey,
    NewApproach,
    close_open,
    open_approaches,
    withdraw_approaches,
)
from talentpool.activation.actions.rates import refresh_rates
from talentpool.activation.drills import Plan, Terms, best_moment, callable_people, segment_of
from talentpool.activation.errors import AnnouncedLate, NobodyToCall, ReasonMissing
from talentpool.activation.models import Approach, Drill, DrillSchedule
from talentpool.activation.rules.sampling import allot
from talentpool.activation.segments import Person, Segment
from talentpool.activation.states import DRILL, Answer, DrillState, Purpose
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.kernel.locks import one_at_a_time
from talentpool.messaging.actions import tell

EARLIEST, LATEST = timedelta(hours=1), timedelta(days=14)  # from the announcement of a drill to its call


@transaction.atomic
def plan_drill(
    *,
    segment: Segment,
    plan: Plan,
    terms: Terms,
    by: User | None,
    client: Client | None = None,
    schedule: DrillSchedule | None = None,
) -> Drill:
    """Write down a drill with its sample size. Nobody is called yet. Raises NobodyToCall for an empty segment.

    client: who asked for it; then a dispatcher has to take it up first. ``by`` is empty for a schedule.
    """
    if plan.sample == 0:
        raise NobodyToCall
    return Drill.objects.create(
        skill_id=segment.skill_id,
        channel=segment.channel,
        language_id=segment.language,
        kind=segment.kind,
        client=client,
        schedule=schedule,
        state=DrillState.PLANNED if client is None else DrillState.REQUESTED,
        precision=plan.precision,
        sample_size=plan.sample,
        population=plan.population,
        paused=plan.paused,
        seed=randbelow(2**48),
        planned_by=by,
        created_at=now(),
        **asdict(terms),
    )


@transaction.atomic
def accept_drill(*, drill: Drill, by: User, thanks_minor: int = 0) -> Drill:
    """A dispatcher takes up what a client asked for, with or without thanks: it is planned, and sent like any other."""
    DRILL.move(drill, DrillState.PLANNED, planned_by=by, thanks_minor=thanks_minor)
    return drill


@transaction.atomic
def decline_drill(*, drill: Drill, reason: str, by: User) -> Drill:
    """A dispatcher says no to a client's drill, with a reason the client reads. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    DRILL.move(drill, DrillState.CANCELLED, ends_at=now(), answer_to_client=reason.strip()[:500])
    return drill


@transaction.atomic
def announce_drill(*, drill: Drill, begins_at: datetime, by: User | None) -> Drill:
    """Draw the sample of an announced drill, tell those drawn when they will be called, and wait until then.

    Raises AnnouncedLate for a time too near or too far, NobodyToCall, and WrongState when it is announced already.
    """
    one_at_a_time("activation.drills")
    at = now()
    if not at + EARLIEST <= begins_at <= at + LATEST:
        raise AnnouncedLate
    found = callable_people(segment_of(drill), at=at, backbone=drill.backbone).people
    sample = draw(people=found, size=drill.sample_size, seed=drill.seed)
    if not sample:
        raise NobodyToCall
    waiting = Drill.objects.filter(pk=drill.pk, state=DrillState.PLANNED, announced=True, announced_at=None)
    drawn = [person.agent_id for person in sample]
    if not waiting.update(announced_at=at, send_at=begins_at, drawn=drawn):
        raise WrongState(now=drill.get_state_display())
    drill.refresh_from_db()
    _tell_drawn(drill, "drill.coming")
    return drill


def _tell_drawn(drill: Drill, topic: str) -> None:
    for agent in Agent.objects.filter(pk__in=drill.drawn).select_related("user"):
        params = {"skill": drill.skill.name, "at": drill.send_at}
        tell(user=agent.user, topic=topic, params=params, link="/agent/drills/", dedupe=f"{topic}:{drill.ref}")


@transaction.atomic
def start_drill(*, drill: Drill, by: User | None, at_night: bool = False) -> Drill:
    """Draw the sample by the drill's seed, stratified by level, and call everybody in it at once.

    In the quiet hours of most of them nobody is called: the drill waits (``send_at``), and a job sends it. Who still
    has quiet hours then is not in the draw. at_night: a person calls now all the same, an emergency being the test; the
    house's quiet hours don't count then, an agent's own always do. Raises NobodyToCall.
    """
    one_at_a_time("activation.drills")  # two at once would both find nobody drilled too often
    at = now()
    segment = segment_of(drill)
    moment = at if at_night else best_moment(callable_people(segment, at=at, backbone=drill.backbone).people, at=at)
    if moment > at and drill.state == DrillState.PLANNED:
        Drill.objects.filter(pk=drill.pk, state=DrillState.PLANNED).update(send_at=moment)
        drill.refresh_from_db(fields=["send_at", "state"])
        return drill
    until = at + timedelta(minutes=drill.answer_minutes)
    DRILL.move(drill, DrillState.RUNNING, starts_at=at, ends_at=until)
    awake = callable_people(segment, at=at, awake=True, house_hours=not at_night, backbone=drill.backbone)
    found = awake.people
    told = set(drill.drawn)  # of an announced drill nobody else is called, also if some of them can't be any more
    drawn = [one for one in found if one.agent_id in told]
    sample = drawn if told else draw(people=found, size=drill.sample_size, seed=drill.seed)
    _call_sample(drill, sample, at, until)
    return drill


def _call_sample(drill: Drill, sample: list[Person], at: datetime, until: datetime) -> None:
    if not sample:
        raise NobodyToCall
    agents = Agent.objects.select_related("user").in_bulk([person.agent_id for person in sample])
    open_approaches(approaches=[_question(drill, agents[p.agent_id], until) for p in sample], at=at)
    for person in sample:
        _call(drill, agents[person.agent_id].user, at)


def start_waiting(*, at: datetime) -> int:
    """Send the drills that waited for the end of quiet hours; returns how many. May run twice."""
    started = 0
    for drill in Drill.objects.filter(state=DrillState.PLANNED, send_at__lte=at).select_related("skill"):
        try:
            started += start_drill(drill=drill, by=None).state == DrillState.RUNNING
        except NobodyToCall:
            DRILL.move(drill, DrillState.CANCELLED, ends_at=at)
    return started


def draw(*, people: list[Person], size: int, seed: int) -> list[Person]:
    """A random sample in proportion to the levels; anybody can repeat it from the seed."""
    strata: dict[int, list[Person]] = {}
    for person in sorted(people, key=lambda one: one.agent_id):
        strata.setdefault(person.level, []).append(person)
    shares = allot({level: len(members) for level, members in strata.items()}, sample=size)
    random = Random(seed)  # noqa: S311  (a draw that can be repeated, not a secret)
    return [one for level in sorted(strata) for one in random.sample(strata[level], shares[level])]


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
    if drill.state == DrillState.PLANNED and drill.announced_at is not None:
        _tell_drawn(drill, "drill.off")
    DRILL.move(drill, DrillState.CANCELLED, ends_at=now())
    if running:
        withdraw_approaches(keys=_open_keys(drill))
    return drill


def _open_keys(drill: Drill) -> list[ApproachKey]:
    if drill.starts_at is None:
        return []
    rows = Approach.objects.filter(source=drill.ref, asked_at=drill.starts_at, answer=Answer.OPEN)
    return [ApproachKey(*key) for key in rows.values_list("id", "asked_at")]


@transaction.atomic
def finish_drill(*, drill: Drill, at: datetime) -> Drill:
    """Close a drill whose time is over, or where everybody has answered; the platform rate moves."""
    close_open(source=drill.ref)
    DRILL.move(drill, DrillState.DONE, ends_at=min(at, drill.ends_at or at))
    refresh_rates(at=at)
    return drill


def finish_due(*, at: datetime) -> int:
    """Close every running drill whose time is over; returns how many."""
    due = list(Drill.objects.filter(state=DrillState.RUNNING, ends_at__lte=at))
    for drill in due:
        finish_drill(drill=drill, at=at)
    return len(due)
