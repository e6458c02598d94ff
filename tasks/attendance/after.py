"""After the work: hours person by person. The service report is in ``report``."""

from typing import Any

from django.db.models import QuerySet

from talentpool.agents.models import Alias, ClientPreference
from tasks.attendance.models import Attendance, Complaint
from tasks.orders.models import Order, WorkReview
from tasks.orders.states import HoursState


def days_of(order: Order) -> QuerySet[Attendance]:
    """Every day of the order that has ended."""
    rows = Attendance.objects.filter(assignment__shift__order=order, checked_out_at__isnull=False)
    return rows.select_related("assignment__shift").order_by("assignment__shift__starts_at", "pk")


def named(order: Order, days: list[Attendance]) -> list[dict[str, Any]]:
    """Days with alias, what was said of them, and whether the person is a favourite or blocked."""
    agents = [day.assignment.agent_id for day in days]
    names = dict(Alias.objects.filter(client_id=order.client_id, agent__in=agents).values_list("agent_id", "name"))
    said = {one.assignment: one for one in WorkReview.objects.filter(order=order)}
    preferences = ClientPreference.objects.filter(client_id=order.client_id, agent__in=agents)
    liked = dict(preferences.values_list("agent_id", "kind"))
    rows = Complaint.objects.filter(assignment__in=[day.assignment_id for day in days]).order_by("pk")
    complaints = {one.assignment_id: one for one in rows}
    return [
        {
            "day": day,
            "shift": day.assignment.shift,
            "alias": names.get(day.assignment.agent_id, ""),
            "review": said.get(day.assignment.ref),
            "preference": liked.get(day.assignment.agent_id, ""),
            "complaint": complaints.get(day.assignment_id),
        }
        for day in days
    ]


def hours_of(order: Order) -> dict[str, Any]:
    """How many hours there are, and how many were looked at."""
    days = list(days_of(order))
    open_ = len(days) - WorkReview.objects.filter(order=order).exclude(hours=HoursState.OPEN).count()
    return {"people": len(days), "hours": sum(day.approved_minutes or 0 for day in days) / 60, "open": max(0, open_)}
