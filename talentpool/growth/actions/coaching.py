"""Coaching talks: she reflects first; then what to continue, then what to start; then her own promises, looked back at."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.growth.actions.log import record
from talentpool.growth.errors import ContinueFirst, NotHerTalk, NotInThePast, PromiseFirst, WordsNeeded
from talentpool.growth.models import Promise, Talk
from talentpool.growth.states import TALK, EntryKind, TalkState
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.messaging.actions import tell

LONGEST = 4000
MOST_PROMISES = 3


@transaction.atomic
def begin_talk(
    *,
    agent: Agent,
    coach: User,
    channel: str,
    by: User,
    capability: str = "",
    about: UUID | None = None,
    link: str = "",
) -> Talk:
    """Ask the agent to reflect, or (``by`` herself) ask a coach for a talk. One open talk per pair and subject.

    about, link: the conversation or shift it is about, and where it is shown. Raises NotHerTalk for a talk with oneself.
    """
    if coach.pk == agent.user_id:
        raise NotHerTalk
    known = Talk.objects.open().filter(agent=agent, coach=coach, about=about, channel=channel).first()
    if known is not None:
        return known
    talk = Talk.objects.create(
        agent=agent,
        coach=coach,
        channel=channel,
        capability=capability,
        about=about,
        link=link if link.startswith("/") and not link.startswith("//") else "",
        opened_at=now(),
    )
    if by.pk != agent.user_id:
        _tell(talk, agent.user, "coaching.asked")
    return talk


@transaction.atomic
def reflect(*, talk: Talk, text: str, by: User) -> Talk:
    """Her own view, before anybody else's. Raises NotHerTalk, WordsNeeded, WrongState."""
    _only(talk.agent.user_id, by)
    TALK.move(talk, TalkState.REFLECTED, reflection=_words(text), reflected_at=now())
    _tell(talk, talk.coach, "coaching.reflected")
    return talk


@transaction.atomic
def say_what_to_continue(*, talk: Talk, text: str, by: User) -> Talk:
    """What went well and should go on. Raises NotHerTalk, WordsNeeded, WrongState before the reflection."""
    locked = _coached(talk, by)
    locked.carry_on = talk.carry_on = _words(text)
    locked.save(update_fields=["carry_on"])
    return locked


@transaction.atomic
def say_what_to_start(*, talk: Talk, text: str, by: User) -> Talk:
    """What to begin, only after what to continue. Raises ContinueFirst and what that raises."""
    locked = _coached(talk, by)
    if not locked.carry_on:
        raise ContinueFirst
    locked.begin = talk.begin = _words(text)
    locked.save(update_fields=["begin"])
    _tell(locked, locked.agent.user, "coaching.your_plan")
    return locked


@transaction.atomic
def make_promise(*, talk: Talk, text: str, due_on: date, by: User) -> Promise:
    """Something she commits herself to, in her words, until a day; the first makes it a plan.

    Raises NotHerTalk, WordsNeeded, NotInThePast, PromiseFirst while the coach has said nothing, WrongState.
    """
    _only(talk.agent.user_id, by)
    locked = Talk.objects.select_for_update().get(pk=talk.pk)
    if due_on < now().date():
        raise NotInThePast
    if not locked.begin:
        raise PromiseFirst
    if locked.state == TalkState.REFLECTED:
        TALK.move(locked, TalkState.TALKED, talked_at=now())
    if locked.state != TalkState.TALKED or locked.promises.count() >= MOST_PROMISES:
        raise WrongState(now=locked.get_state_display())
    talk.state = locked.state
    return Promise.objects.create(talk=locked, text=_words(text)[:300], due_on=due_on)


@transaction.atomic
def look_back(*, promise: Promise, kept: bool, by: User, note: str = "") -> Promise:
    """She says herself whether she kept it; with the last one the talk closes and enters the growth log."""
    talk = Talk.objects.select_for_update(of=("self",)).select_related("agent__user", "coach").get(pk=promise.talk_id)
    _only(talk.agent.user_id, by)
    if talk.state != TalkState.TALKED:
        raise WrongState(now=talk.get_state_display())
    promise.kept, promise.note, promise.looked_back_at = kept, note.strip()[:300], now()
    promise.save(update_fields=["kept", "note", "looked_back_at"])
    answers = list(talk.promises.values_list("kept", flat=True))
    if None not in answers:
        TALK.move(talk, TalkState.CLOSED, closed_at=now())
        said = {
            "channel": talk.channel,
            "capability": talk.capability,
            "promises": len(answers),
            "kept": answers.count(True),
        }
        record(subject=talk.agent.user, kind=EntryKind.COACHING, source=talk.ref, occurred_at=now(), payload=said)
        _tell(talk, talk.coach, "coaching.looked_back")
    return promise


@transaction.atomic
def drop_talk(*, talk: Talk, by: User) -> Talk:
    """Either of the two may leave it, before there is a plan."""
    if by.pk not in (talk.agent.user_id, talk.coach_id):
        raise NotHerTalk
    TALK.move(talk, TalkState.DROPPED, closed_at=now())
    return talk


def remind_of_promises(*, most: int = 500) -> int:
    """One message on the day a promise is due, and one a week later; returns how many are due."""
    today = now().date()
    due = Promise.objects.due(today).filter(talk__state=TalkState.TALKED).select_related("talk__agent__user")[:most]
    for promise in due:
        weeks = min(1, (today - promise.due_on).days // 7)
        tell(
            user=promise.talk.agent.user,
            topic="coaching.due",
            params={"promise": promise.text},
            link=f"/agent/coaching/{promise.talk.ref}/",
            dedupe=f"promise:{promise.ref}:{weeks}",
        )
    return len(due)


def _coached(talk: Talk, by: User) -> Talk:
    _only(talk.coach_id, by)
    locked = Talk.objects.select_for_update(of=("self",)).select_related("agent__user").get(pk=talk.pk)
    if locked.state != TalkState.REFLECTED:
        raise WrongState(now=locked.get_state_display())
    return locked


def _only(user_id: int, by: User) -> None:
    if by.pk != user_id:
        raise NotHerTalk


def _words(text: str) -> str:
    clean = text.strip()[:LONGEST]
    if len(clean) < 3:
        raise WordsNeeded
    return clean


def _tell(talk: Talk, user: User, topic: str) -> None:
    staff = user.pk == talk.coach_id and user.is_staff
    link = f"/admin/coaching/{talk.ref}/" if staff else f"/agent/coaching/{talk.ref}/"
    tell(user=user, topic=topic, params={}, link=link, dedupe=f"{topic}:{talk.ref}")
