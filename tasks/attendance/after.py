"""After the work: hours person by person, and the service report by interval against the promise."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from talentpool.agents.models import Alias, ClientPreference
from talentpool.kernel.charts import Step
from talentpool.kernel.formats import percent
from talentpool.kernel.questions import Unanswerable
from tasks.attendance.models import Attendance, Complaint
from tasks.orders.models import Order, WorkReview
from tasks.orders.states import HoursState
from tasks.staffing.rules.goals import served
from tasks.staffing.rules.queues import Stream

REPORT_COLUMNS = (
    "interval_start", "seats_promised", "people_worked", "service_level_promised", "service_level_with_those_who_worked",
)  # fmt: skip
Span = tuple[datetime, datetime]


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


def report_of(order: Order) -> list[dict[str, Any]]:
    """Every interval of the curve: seats promised, people who worked, and the service level of both."""
    if order.requirement is None:
        return []
    spans = [
        (day.checked_in_at, day.checked_out_at)
        for day in days_of(order)
        if day.checked_in_at is not None and day.checked_out_at is not None
    ]
    shifts = list(order.shifts.values_list("starts_at", "ends_at", "seats_asked"))
    found = []
    for row in order.requirement.intervals.all():
        seats = sum(asked for start, end, asked in shifts if start <= row.starts_at < end)
        worked = sum(start <= row.starts_at < end for start, end in spans)
        if seats or row.seats:
            level = _level(order, row, worked, seats)
            found.append({"row": row, "seats": seats, "worked": worked, "promised": row.service_level, "level": level})
    return found


def _level(order: Order, row: Any, worked: int, seats: int) -> float | None:
    """The service level the formula gives with those who worked; agents in proportion to seats filled."""
    requirement = order.requirement
    if requirement is None or row.service_level is None or not seats:
        return None
    needed = row.agents_erlang_a if requirement.model == "erlang_a" else row.agents_erlang_c
    agents = round(needed * worked / seats)
    if agents < 1:
        return 0.0
    handling = Fraction(str(round(row.handling_s, 3)))
    stream = Stream(Fraction(str(round(row.erlangs, 6))), handling, Fraction(str(requirement.patience_s)))
    try:
        service = served(model=requirement.model, agents=agents, stream=stream, target_s=Fraction(requirement.target_s))
    except Unanswerable:
        return 0.0
    return service.service_level


def page_of(order: Order) -> dict[str, Any]:
    """The report as figures, a chart of the busiest day, and a sentence."""
    report, zone = report_of(order), ZoneInfo(order.timezone)
    if not report:
        return {"report": [], "sentence": ""}
    busiest = max(report, key=lambda one: one["seats"])["row"].starts_at.astimezone(zone).date()
    steps = [
        Step(one["row"].starts_at.astimezone(zone).strftime("%H:%M"), one["seats"], one["worked"])
        for one in report
        if one["row"].starts_at.astimezone(zone).date() == busiest
    ]
    seats, worked = sum(one["seats"] for one in report), sum(min(one["worked"], one["seats"]) for one in report)
    return {
        "steps": steps,
        "worked_share": worked / seats if seats else None,
        "promised_level": _weighted(report, "promised"),
        "level": _weighted(report, "level"),
        "sentence": _("%(share)s of the promised seat time was worked; the busiest day is drawn.")
        % {"share": percent(worked / seats if seats else None, 1)},
    }


def _weighted(report: list[dict[str, Any]], name: str) -> float | None:
    """Over all intervals, weighted by contacts."""
    known = [(one["row"].offered, one[name]) for one in report if one[name] is not None]
    weight = sum(offered for offered, _level in known)
    return sum(offered * level for offered, level in known) / weight if weight else None


def report_rows(order: Order) -> Iterator[list[Any]]:
    """The whole report for a file."""
    zone = ZoneInfo(order.timezone)
    for one in report_of(order):
        start = one["row"].starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        levels = ["" if one[name] is None else round(one[name], 4) for name in ("promised", "level")]
        yield [start, one["seats"], one["worked"], *levels]
