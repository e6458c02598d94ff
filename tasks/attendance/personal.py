"""What becomes of attendance's rows when a person has her data erased."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.personal import ACTED, Clears, Rule
from tasks.attendance.models import Attendance, Complaint, Incident, Ticket

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


def export(user: User) -> dict[str, Any]:
    """Each shift as it was worked, what she asked and reported, what a client complained of and what she said to it."""
    rows = Attendance.objects.filter(assignment__agent__user=user).order_by("pk")
    seen = ("state", "confirmed_at", "checked_in_at", "checked_out_at", "break_minutes", "approved_minutes")
    return {
        "shifts": list(rows.values("assignment__shift__starts_at", *seen)),
        "hard_cases": [
            {"at": one.asked_at, "case": one.case, "answer": one.answer} for one in _tickets(user).order_by("pk")
        ],
        "complaints": [
            {"at": one.raised_at, "told": one.told, "heard": one.heard, "founded": one.founded, "answer": one.answer}
            for one in _complaints(user).order_by("pk")
        ],
        "incidents": [
            {"at": one.reported_at, "kind": one.kind, "told": one.told}
            for one in Incident.objects.filter(reported_by=user).order_by("pk")
        ],
    }


def _tickets(user: User) -> QuerySet[Ticket]:
    return Ticket.objects.filter(attendance__assignment__agent__user=user)


def _complaints(user: User) -> QuerySet[Complaint]:
    return Complaint.objects.filter(assignment__agent__user=user)


def erase(user: User) -> None:
    """Sealed words by her or about her go; that there was a case, a complaint or an incident, and how it ended, stays."""
    _tickets(user).update(case_sealed="", answer_sealed="")
    _complaints(user).update(told_sealed="", heard_sealed="", answer_sealed="")
    of_her = Q(reported_by=user) | Q(attendance__assignment__agent__user=user)
    Incident.objects.filter(of_her).update(told_sealed="", outcome_sealed="")
