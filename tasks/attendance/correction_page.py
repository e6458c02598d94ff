"""What the page of a correction shows."""

from datetime import datetime
from typing import Any

from tasks.attendance.models import Correction


def correction_page(correction: Correction) -> dict[str, Any]:
    """Times recorded and asked for as moments, and the events of the day."""
    return {
        "correction": correction,
        "events": list(correction.attendance.events.all()),
        "before_in": _moment(correction.before, "checked_in_at"),
        "before_out": _moment(correction.before, "checked_out_at"),
        "after_in": _moment(correction.after, "checked_in_at"),
        "after_out": _moment(correction.after, "checked_out_at"),
    }


def _moment(times: dict[str, Any], name: str) -> datetime | None:
    written = times.get(name)
    return datetime.fromisoformat(written) if written else None
