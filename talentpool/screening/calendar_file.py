"""An interview as a calendar file."""

from datetime import timedelta

from django.utils.translation import gettext as _

from talentpool.kernel.clock import now
from talentpool.screening.models import Interview


def calendar_of(interview: Interview, place: str) -> bytes:
    """RFC 5545, in UTC. ``place``: the address where the talk is joined."""
    from icalendar import Calendar, Event  # here: it takes a tenth of a second, and every process reads this file

    event = Event()
    event.add("uid", f"{interview.ref}@talentpool")
    event.add("summary", _("Interview"))
    event.add("dtstamp", now())
    event.add("dtstart", interview.starts_at)
    event.add("dtend", interview.starts_at + timedelta(minutes=interview.minutes))
    event.add("url", place)
    calendar = Calendar()
    calendar.add("prodid", "-//TalentPool//screening//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
