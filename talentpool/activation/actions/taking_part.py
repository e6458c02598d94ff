"""What an agent does in a drill: answer, report ready, handle a test contact. Each depth is timed."""

from django.db import transaction

from accounts.models import User
from talentpool.activation.actions.ledger import ApproachKey, answer_approach, reach_depth
from talentpool.activation.drills import contact_for, question_of
from talentpool.activation.errors import DrillOver, NoTrialContact
from talentpool.activation.models import Drill
from talentpool.activation.states import Answer, Depth, DrillState
from talentpool.agents.models import Agent
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.messaging.actions import publish


def _key(drill: Drill, agent: Agent) -> ApproachKey:
    """Her question in this drill, while it runs. Raises DrillOver."""
    row = question_of(drill, agent)
    if row is None or drill.state != DrillState.RUNNING or drill.ends_at is None or drill.ends_at <= now():
        raise DrillOver
    return ApproachKey(row.id, row.asked_at)


@transaction.atomic
def answer_drill(*, drill: Drill, agent: Agent, answer: Answer | str, by: User) -> None:
    """Say yes or no to a drill. A no has no consequence and ends it for her."""
    answer_approach(key=_key(drill, agent), answer=answer)
    if answer == Answer.YES and drill.depth == Depth.ANSWERED:
        _done(drill, agent)


@transaction.atomic
def report_ready(*, drill: Drill, agent: Agent, by: User) -> None:
    """She sits at her desk, logged in, kit on. Where the drill asks no more, it is done for her."""
    reach_depth(key=_key(drill, agent), depth=Depth.READY)
    if drill.depth != Depth.WORKED:
        _log(drill, agent, by, {"depth": Depth.READY})
    if drill.depth == Depth.READY:
        _done(drill, agent)


@transaction.atomic
def handle_contact(*, drill: Drill, agent: Agent, choice: int, by: User) -> bool:
    """She answers the test contact; returns whether the answer was the right one. Handling it is what
    counts."""
    contact = contact_for(drill, agent)
    if contact is None or not 0 <= choice < len(contact.options):
        raise NoTrialContact
    reach_depth(key=_key(drill, agent), depth=Depth.WORKED)
    right = choice == contact.right
    _log(drill, agent, by, {"depth": Depth.WORKED, "right": right})
    if drill.depth == Depth.WORKED:
        _done(drill, agent)
    return right


def _done(drill: Drill, agent: Agent) -> None:
    """She reached the depth the drill asked for: who pays hears of it."""
    publish(topic="drill.taken", drill=drill.ref, agent=agent.ref)


def _log(drill: Drill, agent: Agent, by: User, what: dict[str, object]) -> None:
    segment = f"{drill.skill.code}~{drill.channel}~{drill.language_id}"
    payload = {"skill": drill.skill.code, "segment": segment, **what}
    record(subject=agent.user, kind=EntryKind.DRILL, source=drill.ref, occurred_at=now(), payload=payload)
