"""Who leads an agent in the shift a conversation belongs to."""

from uuid import UUID

from django.db.models import OuterRef, Subquery

from accounts.models import User
from tasks.dispatch.models import Assignment
from tasks.quality.models import Inspection


def lead_of(*, inspection: Inspection) -> User | None:
    """The team lead: a backbone agent who works the same shift, the one of the highest level; None where there is none."""
    assignment = inspection.conversation.assignment
    if assignment is None or inspection.agent_id is None:
        return None
    others = assignment.shift.assignments.filter(agent__is_backbone=True).exclude(agent_id=inspection.agent_id)
    lead = others.select_related("agent__user").order_by("-agent__level", "agent_id").first()
    return lead.agent.user if lead else None


def lead_in_shift() -> Subquery:
    """The same for each row of a query over inspections, as the lead's key."""
    others = Assignment.objects.filter(shift=OuterRef("conversation__assignment__shift"), agent__is_backbone=True)
    others = others.exclude(agent=OuterRef("agent")).order_by("-agent__level", "agent_id")
    return Subquery(others.values("agent_id")[:1])


def led_inspection(*, agent_id: int, ref: UUID) -> Inspection | None:
    """An inspection of somebody in a shift that this agent leads."""
    rows = Inspection.objects.select_related("conversation__assignment__shift", "rule_set", "client", "agent__user")
    found = rows.filter(ref=ref).first()
    lead = lead_of(inspection=found) if found else None
    return found if lead is not None and lead.agent.pk == agent_id else None
