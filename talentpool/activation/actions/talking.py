"""Talking to the pool: pings that want an answer, announcements that want to be read, in one or two wordings."""

from datetime import datetime, timedelta
from random import Random
from secrets import randbelow

from django.db import transaction

from accounts.models import User
from talentpool.activation.actions.ledger import ApproachKey, NewApproach, answer_approach, open_approaches
from talentpool.activation.errors import AlreadyAnswered, NobodyToCall
from talentpool.activation.members import Choice
from talentpool.activation.models import Approach, Ping, PingRecipient
from talentpool.activation.segments import Segment
from talentpool.activation.states import Answer, Purpose, TalkKind
from talentpool.activation.talking import Audience, audience
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.kernel.locks import one_at_a_time
from talentpool.messaging.actions import tell
from talentpool.messaging.models import Message

DAYS = 5  # how long a ping waits for its answer
Text = dict[str, str]


@transaction.atomic
def send_ping(
    *,
    segment: Segment,
    text: Text,
    by: User,
    text_b: Text | None = None,
    choice: Choice | None = None,
    talk: TalkKind | str = TalkKind.PING,
) -> Ping:
    """Send a ping or an announcement to those of a segment whom the caps allow. Raises NobodyToCall.

    text_b: a second wording; each is sent to a random half. A ping is an approach, an announcement asks nothing.
    """
    one_at_a_time("activation.talking")  # two at once would both find the caps not reached yet
    at, wanted = now(), choice or Choice()
    found = audience(segment, wanted, talk, at=at)
    if not found.people:
        raise NobodyToCall
    ping = Ping.objects.create(
        skill_id=segment.skill_id,
        channel=segment.channel,
        language_id=segment.language,
        kind=segment.kind,
        talk=talk,
        text=text,
        text_b=text_b,
        choice=wanted.as_dict(),
        left_out=found.left_out,
        sent_by=by,
        sent_at=at,
        closes_at=at + timedelta(days=DAYS),
    )
    agents = Agent.objects.select_related("user").in_bulk([one.agent_id for one in found.people])
    if talk == TalkKind.PING:
        _ask(ping, list(agents.values()), at)
    _tell(ping, agents, wordings_of(found=found, two=text_b is not None, seed=randbelow(2**48)))
    return ping


def wordings_of(*, found: Audience, two: bool, seed: int) -> dict[int, int]:
    """Agent -> wording 0 or 1: a random half each, sizes differing by one at most."""
    order = sorted(one.agent_id for one in found.people)
    Random(seed).shuffle(order)  # noqa: S311  (who reads which wording is no secret)
    return {agent: place % 2 if two else 0 for place, agent in enumerate(order)}


def _ask(ping: Ping, agents: list[Agent], at: datetime) -> None:
    open_approaches(
        approaches=[
            NewApproach(
                agent_id=agent.pk,
                skill_id=ping.skill_id,
                channel=ping.channel,
                language=ping.language_id,
                kind=agent.kind,
                purpose=Purpose.PING,
                source=ping.ref,
                deadline=at + timedelta(days=DAYS),
            )
            for agent in agents
        ],
        at=at,
    )


def _tell(ping: Ping, agents: dict[int, Agent], wordings: dict[int, int]) -> None:
    topic = "ping.sent" if ping.talk == TalkKind.PING else "pool.announced"
    rows = []
    for agent_id, wording in wordings.items():
        message = _message(ping, agents[agent_id].user, topic, ping.text_b if wording else ping.text)
        rows.append(PingRecipient(ping=ping, agent_id=agent_id, wording=wording, message=message, sent_at=ping.sent_at))
    PingRecipient.objects.bulk_create(rows, batch_size=2000)


def _message(ping: Ping, user: User, topic: str, text: Text) -> Message:
    link = f"/agent/pings/{ping.ref}/"
    return tell(user=user, topic=topic, params={"text": dict(text)}, link=link, dedupe=f"ping:{ping.ref}")


@transaction.atomic
def answer_ping(*, ping: Ping, agent: Agent, answer: Answer | str, by: User) -> None:
    """She is still with us, or not now. Raises AlreadyAnswered, also for somebody who was not asked."""
    row = Approach.objects.filter(source=ping.ref, agent=agent, asked_at=ping.sent_at, withdrawn=False).first()
    if row is None:
        raise AlreadyAnswered
    answer_approach(key=ApproachKey(row.id, row.asked_at), answer=answer)
