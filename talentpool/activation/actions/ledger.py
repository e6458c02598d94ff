"""The approach ledger: offers, drills and pings write it here, and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from talentpool.activation.errors import AlreadyAnswered, TooDeep
from talentpool.activation.models import Approach
from talentpool.activation.states import Answer, Depth, Purpose
from talentpool.kernel.clock import now


class ApproachKey(NamedTuple):
    """How another room remembers an approach: no foreign key may point into a partition."""

    id: int
    asked_at: datetime


@dataclass(frozen=True)
class NewApproach:
    """One question to one agent. source: the ref of the offer, drill or ping. facts: what acceptance may
    depend on."""

    agent_id: int
    skill_id: int
    channel: str
    language: str
    kind: str
    purpose: Purpose | str
    source: UUID
    deadline: datetime
    facts: dict[str, float] = field(default_factory=dict)


INSERT = """
INSERT INTO activation_approach
    (asked_at, agent_id, skill_id, channel, language_id, kind, purpose, source, deadline, facts)
SELECT %(at)s, n.* FROM unnest(%(agent_id)s::bigint[], %(skill_id)s::bigint[], %(channel)s::text[], %(language)s::text[],
    %(kind)s::text[], %(purpose)s::text[], %(source)s::uuid[], %(deadline)s::timestamptz[], %(facts)s::jsonb[]) AS n
RETURNING id
"""
CONTACT = """
INSERT INTO activation_contact (agent_id, last_asked_at) SELECT DISTINCT a, %(at)s::timestamptz
FROM unnest(%(agents)s::bigint[]) a ORDER BY a
ON CONFLICT (agent_id) DO UPDATE SET last_asked_at = greatest(activation_contact.last_asked_at, EXCLUDED.last_asked_at)
"""


@transaction.atomic
def open_approaches(*, approaches: Sequence[NewApproach], at: datetime | None = None) -> list[ApproachKey]:
    """Write that these people were asked; their keys in the order given. One statement, however many."""
    if not approaches:
        return []
    moment = at or now()
    columns: dict[str, Any] = {
        name: [getattr(one, name) for one in approaches]
        for name in ("agent_id", "skill_id", "channel", "language", "kind", "source", "deadline")
    }
    columns["purpose"] = [str(one.purpose) for one in approaches]
    columns["facts"] = [Jsonb(one.facts) for one in approaches]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, columns | {"at": moment})
        keys = [ApproachKey(row[0], moment) for row in cursor.fetchall()]
        cursor.execute(CONTACT, {"agents": columns["agent_id"], "at": moment})
    return keys


def open_approach(*, approach: NewApproach, at: datetime | None = None) -> ApproachKey:
    """The same for one person."""
    return open_approaches(approaches=[approach], at=at)[0]


def answer_approach(*, key: ApproachKey, answer: Answer | str, at: datetime | None = None) -> None:
    """Write a yes or a no, once. A yes may become a no (undone); a late yes to a filled shift is a yes.

    Raises AlreadyAnswered when there is another answer, when it was withdrawn, or when the deadline closed
    it.
    """
    moment = at or now()
    said = Answer(answer)
    allowed = [Answer.OPEN, Answer.YES] if said == Answer.NO else [Answer.OPEN]
    rows = Approach.objects.filter(id=key.id, asked_at=key.asked_at, withdrawn=False, answer__in=allowed)
    if not rows.update(answer=said, answered_at=moment, depth=Depth.ANSWERED):
        raise AlreadyAnswered


def reach_depth(*, key: ApproachKey, depth: Depth | str, at: datetime | None = None) -> None:
    """Write that she logged in ready, or worked, after a yes. Deeper is never undone; the same again changes
    nothing.

    Raises TooDeep when there was no yes before, or when she worked without having been ready.
    """
    moment, target = at or now(), Depth(depth)
    before = {Depth.READY: [Depth.ANSWERED], Depth.WORKED: [Depth.READY], Depth.ANSWERED: []}[target]
    when = {"ready_at": moment} if target == Depth.READY else {"worked_at": moment}
    rows = Approach.objects.filter(id=key.id, asked_at=key.asked_at, answer=Answer.YES, withdrawn=False)
    if rows.filter(depth__in=before).update(depth=target, **when):
        return
    deep_enough = [Depth.READY, Depth.WORKED] if target == Depth.READY else [target]
    if not rows.filter(depth__in=deep_enough).exists():
        raise TooDeep


def withdraw_approaches(*, keys: Sequence[ApproachKey]) -> int:
    """Take back questions that nobody has answered: they count nowhere. Answered ones stay; returns how many
    went."""
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE activation_approach a SET withdrawn = true "
            "FROM unnest(%s::bigint[], %s::timestamptz[]) AS k(id, asked_at) "
            "WHERE a.id = k.id AND a.asked_at = k.asked_at AND a.answer = 'open' AND NOT a.withdrawn",
            [[key.id for key in keys], [key.asked_at for key in keys]],
        )
        return int(cursor.rowcount)


def close_open(*, source: UUID) -> int:
    """The open approaches of one drill become "no answer", its time being over; returns how many."""
    rows = Approach.objects.filter(source=source, answer=Answer.OPEN, withdrawn=False)
    return rows.update(answer=Answer.NONE)


def close_expired(*, at: datetime) -> int:
    """Open approaches past their deadline become "no answer"; returns how many."""
    return Approach.objects.filter(answer=Answer.OPEN, withdrawn=False, deadline__lt=at).update(answer=Answer.NONE)
