"""Events of a day: one row for each thing that happened."""

from datetime import datetime
from typing import Any

from accounts.models import User
from tasks.attendance.models import Attendance, AttendanceEvent
from tasks.attendance.states import EventKind


def note(day: Attendance, kind: EventKind, *, by: User | None, at: datetime, key: str = "", **payload: Any) -> None:
    AttendanceEvent.objects.create(attendance=day, kind=kind, by=by, at=at, payload=payload, key=key or None)
