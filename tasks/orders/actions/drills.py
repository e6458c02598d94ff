"""A client asks for a drill of a segment its orders use."""

from django.db import transaction

from accounts.models import Client, User
from talentpool.activation import actions as activation
from talentpool.activation.drills import Terms, plan_for
from talentpool.activation.errors import AlreadyPlanned
from talentpool.activation.models import Drill
from talentpool.activation.segments import Segment
from talentpool.activation.states import Depth, DrillState
from talentpool.kernel.clock import now

OPEN = (DrillState.REQUESTED, DrillState.PLANNED, DrillState.RUNNING)


@transaction.atomic
def ask_for_drill(
    *, client: Client, segment: Segment, depth: Depth | str, answer_minutes: int, note: str, by: User
) -> Drill:
    """A client asks; a dispatcher looks at it before anybody is called.

    Raises AlreadyPlanned while this client's drill of the segment is open, NobodyToCall for an empty segment.
    """
    same = Drill.objects.filter(
        client=client,
        skill_id=segment.skill_id,
        channel=segment.channel,
        language_id=segment.language,
        kind=segment.kind,
        state__in=OPEN,
    )
    if same.exists():
        raise AlreadyPlanned
    return activation.plan_drill(
        segment=segment,
        plan=plan_for(segment, at=now()),
        terms=Terms(depth, answer_minutes, note=note),
        by=by,
        client=client,
    )
