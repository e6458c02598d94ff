"""What a drill pays: whoever reached the depth it asked for gets the thanks that were set, once."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from talentpool.activation.drills import took_part
from talentpool.activation.models import Approach, Drill
from talentpool.agents.models import Agent
from tasks.billing.actions.earning import Earning
from tasks.billing.actions.statements import book
from tasks.billing.models import Statement

CURRENCY = "CNY"  # what thanks are set in


@transaction.atomic
def post_drill(*, drill: Drill, agent: Agent) -> Statement | None:
    """Pay an agent's part in a drill; a second call returns the first statement.

    None where the drill is only thanked in words, or where she has not reached its depth.
    """
    locked = Agent.objects.select_for_update(of=("self",)).select_related("user").get(pk=agent.pk)
    known = Statement.objects.filter(drill=drill, agent=locked).first()
    if known is not None or not drill.thanks_minor:
        return known
    row = took_part(drill).filter(agent=locked).first()
    if row is None:
        return None
    statement = Statement(drill=drill, agent=locked, currency=CURRENCY)
    return book(statement=statement, earnings=[thanks(drill=drill, row=row)], kind="drill", source=statement.ref)


def thanks(*, drill: Drill, row: Approach) -> Earning:
    """The one line of a drill's statement; it says how deep she went."""
    return Earning("drill", 0, 0, drill.thanks_minor, {"depth": row.depth})


def unthanked(*, since: datetime, until: datetime) -> Iterator[tuple[Drill, Approach]]:
    """Parts in paid drills that began in this time and have no statement yet, the oldest first."""
    paid = Drill.objects.filter(thanks_minor__gt=0, starts_at__gte=since, starts_at__lt=until)
    for drill in paid.select_related("skill").order_by("starts_at", "pk"):
        done = Statement.objects.filter(drill=drill).values("agent_id")
        for row in took_part(drill).exclude(agent_id__in=done).select_related("agent__user").order_by("agent_id"):
            yield drill, row
