"""Classes: opened, filled, held, marked. A place books the agent's time; time she was there is paid."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from talentpool.agents.actions import commit_time, free_time
from talentpool.agents.models import Agent, Hub
from talentpool.agents.states import CommitmentKind
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell
from talentpool.training.actions.learning import enrol, hers
from talentpool.training.errors import ClassFull, NotHeldYet, OwnCase, SessionsNeeded
from talentpool.training.models import Attended, Course, Place, Session, TrainingClass
from talentpool.training.states import CLASS, ClassState, Presence

THERE = (Presence.PRESENT, Presence.LATE)


@transaction.atomic
def open_class(
    *,
    course: Course,
    trainer: User,
    sessions: Sequence[tuple[datetime, int]],
    by: User,
    hub: Hub | None = None,
    join_link: str = "",
    seats: int = 12,
) -> TrainingClass:
    """A class with its sessions (start, minutes), all ahead. Raises SessionsNeeded."""
    ahead = sorted({(start, minutes) for start, minutes in sessions if start > now()})
    if not ahead:
        raise SessionsNeeded
    group = TrainingClass.objects.create(course=course, trainer=trainer, hub=hub, join_link=join_link, seats=seats)
    for start, minutes in ahead:
        Session.objects.create(group=group, starts_at=start, minutes=minutes)
    return group


@transaction.atomic
def take_place(*, group: TrainingClass, agent: Agent, by: User) -> Place:
    """Take a place; every session ahead is put into her calendar. Twice is once. Raises ClassFull, Overlaps, OwnCase."""
    if agent.user_id != by.pk:
        raise OwnCase
    locked = TrainingClass.objects.select_for_update(of=("self",)).select_related("course").get(pk=group.pk)
    enrolment = enrol(agent=agent, course=locked.course, by=by)
    known = Place.objects.filter(group=locked, enrolment=enrolment).first()
    if known is not None:
        return known
    if locked.state != ClassState.OPEN or locked.places.count() >= locked.seats:
        raise ClassFull
    place = Place.objects.create(group=locked, enrolment=enrolment)
    for session in locked.sessions.filter(starts_at__gt=now()):
        during = (session.starts_at, session.starts_at + timedelta(minutes=session.minutes))
        commit_time(agent=agent, during=during, kind=CommitmentKind.CLASS, source=session.ref)
    return place


@transaction.atomic
def give_place_back(*, place: Place, by: User) -> None:
    """Sessions ahead leave her calendar; what she attended stays on record elsewhere."""
    agent = place.enrolment.agent
    if agent.user_id != by.pk:
        raise OwnCase
    for session in place.group.sessions.filter(starts_at__gt=now()):
        free_time(agent=agent, source=session.ref)
    if not place.attended.exists():
        place.delete()


@transaction.atomic
def mark_presence(*, session: Session, presences: Mapping[Place, str], by: User) -> int:
    """The trainer marks who was there; paid minutes enter the growth log once. Returns how many were there.

    Raises NotHeldYet before it has begun.
    """
    if session.starts_at > now():
        raise NotHeldYet
    there = 0
    for place, presence in presences.items():
        Attended.objects.update_or_create(
            session=session, place=place, defaults={"presence": presence, "marked_by": by, "marked_at": now()}
        )
        if presence in THERE:
            there += 1
            payload = {"course": session.group.course.slug, "minutes": session.minutes}
            who, source = place.enrolment.agent.user, hers(enrolment=place.enrolment, what=session.ref)
            record(subject=who, kind=EntryKind.LESSON, source=source, occurred_at=session.starts_at, payload=payload)
    return there


@transaction.atomic
def cancel_class(*, group: TrainingClass, by: User) -> TrainingClass:
    """Everybody's time is free again, and everybody hears of it."""
    CLASS.move(group, ClassState.CANCELLED)
    for place in group.places.select_related("enrolment__agent__user", "enrolment__course"):
        agent = place.enrolment.agent
        for session in group.sessions.filter(starts_at__gt=now()):
            free_time(agent=agent, source=session.ref)
        tell(
            user=agent.user,
            topic="training.class_cancelled",
            params={"course": place.enrolment.course.title},
            link="/agent/classes/",
            dedupe=f"class:{group.ref}",
        )
    return group
