"""The schedule as an iCalendar file for the phone's own calendar."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from icalendar import Calendar, Event


def calendar_of(assignments: Iterable[Any], *, at: datetime) -> bytes:
    """One event per shift, in UTC; its UID is the assignment's ref, so that a second import changes and doubles nothing."""
    calendar = Calendar()
    calendar.add("prodid", "-//TalentPool//schedule//")
    calendar.add("version", "2.0")
    for one in assignments:
        event = Event()
        event.add("uid", f"{one.ref}@talentpool")
        event.add("dtstamp", at)
        event.add("dtstart", one.shift.starts_at)
        event.add("dtend", one.shift.ends_at)
        event.add("summary", f"{one.shift.order.client} · {one.shift.order.title}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
