"""What a team lead sees of her team during a shift."""

from typing import Any

from tasks.attendance.errors import NotYourDay
from tasks.attendance.models import Attendance, Ticket


def team_page(day: Attendance) -> dict[str, Any]:
    """Her people with their states, and their hard cases, the oldest unanswered first. Raises NotYourDay for no lead."""
    people = list(day.team.select_related("assignment__agent").order_by("assignment__agent__number"))
    if not people:
        raise NotYourDay
    tickets = Ticket.objects.filter(attendance__lead=day).select_related("attendance__assignment__agent", "taken_by")
    return {
        "day": day,
        "people": people,
        "waiting": list(tickets.waiting().order_by("asked_at")[:50]),
        "answered": list(tickets.exclude(pk__in=tickets.waiting().values("pk")).order_by("-answered_at")[:10]),
    }
