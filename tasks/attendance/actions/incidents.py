"""The log of security incidents: told by whoever saw one, closed by somebody else."""

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.messaging.actions import announce
from tasks.attendance.errors import NothingTold, OwnIncident
from tasks.attendance.models import Attendance, Incident
from tasks.attendance.states import INCIDENT, IncidentKind, IncidentState
from tasks.orders.models import Order

LONGEST = 4000


@transaction.atomic
def report_incident(
    *, order: Order, kind: IncidentKind | str, told: str, by: User, day: Attendance | None = None
) -> Incident:
    """Write down what happened. The client is told at once that there is one, never by whom. Raises NothingTold."""
    if not told.strip():
        raise NothingTold
    incident = Incident(order=order, attendance=day, kind=kind, reported_by=by, reported_at=now())
    incident.told = told.strip()[:LONGEST]
    incident.save()
    announce(client=order.client, topic="incident.reported", incident=incident.ref, order=order.number, kind=str(kind))
    return incident


@transaction.atomic
def close_incident(*, incident: Incident, outcome: str, by: User) -> Incident:
    """What was found and done; never by who reported it. Raises OwnIncident, NothingTold. Twice is once."""
    if by.pk == incident.reported_by_id:
        raise OwnIncident
    if not outcome.strip():
        raise NothingTold
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    if locked.state == IncidentState.CLOSED:
        return locked
    locked.outcome = outcome.strip()[:LONGEST]
    changes = {"closed_by": by, "closed_at": now(), "outcome_sealed": locked.outcome_sealed}
    INCIDENT.move(locked, IncidentState.CLOSED, **changes)
    announce(client=locked.order.client, topic="incident.closed", incident=locked.ref, order=locked.order.number)
    return locked
