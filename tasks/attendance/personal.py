"""What becomes of attendance's rows when a person has her data erased."""

from accounts.personal import ACTED, Clears, Rule

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
