"""What becomes of attendance's rows when a person has her data erased."""

from typing import Any

from accounts.models import User
from accounts.personal import ACTED, Clears, Rule
from tasks.attendance.models import Attendance

RULES: dict[str, Rule] = {
    "Complaint.raised_by": ACTED,
    "Complaint.settled_by": ACTED,
    "Attendance.approved_by": ACTED,
    "AttendanceEvent.by": ACTED,
    "Correction.asked_by": Clears(("reason",)),
    "Correction.decided_by": ACTED,
    "Ticket.taken_by": ACTED,
    "Ticket.answered_by": ACTED,
    "KnowledgeArticle.changed_by": ACTED,
    "Intervention.by": ACTED,
    "Incident.reported_by": ACTED,
    "Incident.closed_by": ACTED,
}


def export(user: User) -> list[dict[str, Any]]:
    """Each shift as it was worked."""
    rows = Attendance.objects.filter(assignment__agent__user=user).order_by("pk")
    seen = ("state", "confirmed_at", "checked_in_at", "checked_out_at", "break_minutes", "approved_minutes")
    return list(rows.values("assignment__shift__starts_at", *seen))
