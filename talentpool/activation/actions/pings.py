"""Pings: a targeted question to a segment, answered in the portal."""

from datetime import timedelta

from django.db import transaction

from accounts.models import User
from talentpool.activation.actions.ledger import ApproachKey, NewApproach, answer_approach, open_approaches
from talentpool.activation.errors import AlreadyAnswered, NobodyToCall
from talentpool.activation.models import Approach, Ping
from talentpool.activation.segments import Segment, sleepers
from talentpool.activation.states import Answer, Purpose
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell

DAYS = 5  # how long a ping waits for its answer


@transaction.atomic
def send_ping(*, segment: Segment, text: dict[str, str], by: User) -> Ping:
    """Ask everybody in the segment who wasn't asked anything for a fortnight. Raises NobodyToCall."""
    at = now()
    found = sleepers(segment, at=at)
    if not found:
        raise NobodyToCall
    ping = Ping.objects.create(
        skill_id=segment.skill_id,
        channel=segment.channel,
        language_id=segment.language,
        text=text,
        sent_by=by,
        sent_at=at,
    )
    deadline = at + timedelta(days=DAYS)
    agents = Agent.objects.select_related("user").in_bulk([person.agent_id for person in found])
    open_approaches(
        approaches=[
            NewApproach(
                agent_id=agent.pk,
                skill_id=segment.skill_id,
                channel=segment.channel,
                language=segment.language,
                kind=agent.kind,
                purpose=Purpose.PING,
                source=ping.ref,
                deadline=deadline,
            )
            for agent in agents.values()
        ],
        at=at,
    )
    for agent in agents.values():
        link = f"/agent/pings/{ping.ref}/"
        tell(user=agent.user, topic="ping.sent", params={"text": text}, link=link, dedupe=f"ping:{ping.ref}")
    return ping


@transaction.atomic
def answer_ping(*, ping: Ping, agent: Agent, answer: Answer | str, by: User) -> None:
    """She is still with us, or not now. Raises AlreadyAnswered, also for somebody who was not asked."""
    row = Approach.objects.filter(source=ping.ref, agent=agent, asked_at=ping.sent_at, withdrawn=False).first()
    if row is None:
        raise AlreadyAnswered
    answer_approach(key=ApproachKey(row.id, row.asked_at), answer=answer)
