"""How full the hubs are, day by day and hour by hour."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from talentpool.agents.models import Hub, HubBooking
from talentpool.kernel.charts import HeatRow
from talentpool.kernel.formats import count, date_words

DAYS = 7
HOURS = range(7, 23)
HOUR = timedelta(hours=1)


def hub_page(hubs: "QuerySet[Hub]", at: datetime, timezone: str) -> dict[str, Any]:
    """For each hub: rows of days with booked seats by hour, the fullest hour in words. Two queries."""
    zone = ZoneInfo(timezone)
    first = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = list(hubs.select_related("region").order_by("pk"))
    booked = HubBooking.objects.filter(hub__in=rows, during__overlap=(first, first + timedelta(days=DAYS)))
    by_hub: dict[int, list[tuple[datetime, datetime]]] = {hub.pk: [] for hub in rows}
    for hub, during in booked.values_list("hub_id", "during"):
        by_hub[hub].append((during.lower, during.upper))
    return {
        "hubs": [_one(hub, by_hub[hub.pk], first) for hub in rows],
        "columns": [f"{hour:02d}" for hour in HOURS],
    }


def _one(hub: Hub, booked: list[tuple[datetime, datetime]], first: datetime) -> dict[str, Any]:
    days = [first + timedelta(days=n) for n in range(DAYS)]
    heat = [HeatRow(date_words(day.date()), [_taken(booked, day + hour * HOUR) for hour in HOURS]) for day in days]
    fullest = max((value or 0 for row in heat for value in row.values), default=0)
    return {"hub": hub, "heat": heat, "fullest": int(fullest), "sentence": _sentence(hub, int(fullest))}


def _taken(booked: list[tuple[datetime, datetime]], hour: datetime) -> float:
    """Seats booked at some moment of an hour."""
    return float(sum(start < hour + HOUR and end > hour for start, end in booked))


def _sentence(hub: Hub, fullest: int) -> str:
    places = {"n": count(fullest), "seats": count(hub.seats)}
    if not fullest:
        return _("No seat is booked in the coming week; there are %(seats)s.") % places
    return _("In the fullest hour %(n)s of %(seats)s seats are booked.") % places
