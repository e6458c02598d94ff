"""Who leads an agent in the shift a conversation belongs to."""

from uuid import UUID

from accounts.models import User
from tasks.quality.models import Inspection


def lead_of(*, inspection: Inspection) -> User | None:
    """The team lead: a backbone agent who works the same shift, the one of the highest level; None where there is none."""
    assignment = inspection.conversation.assignment
    if assignment is None or inspection.agent_id is None:
        return None
    others = assignment.shift.assignments.filter(agent__is_backbone=True).exclude(agent_id=inspection.agent_id)
    lead = others.select_related("agent__user").order_by("-agent__level", "agent_id").first()
    return lead.agent.user if lead else None


def led_inspection(*, agent_id: int, ref: UUID) -> Inspection | None:
    """An inspection of somebody in a shift that this agent leads."""
    rows = Inspection.objects.select_related("conversation__assignment__shift", "rule_set", "client", "agent__user")
    found = rows.filter(ref=ref).first()
    lead = lead_of(inspection=found) if found else None
    return found if lead is not None and lead.agent.pk == agent_id else None
