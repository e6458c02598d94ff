"""Pure decisions of dispatch: windows, consequences, who is asked next. Time comes in as an argument."""

from datetime import datetime, timedelta


def undo_is_free(*, accepted_at: datetime, at: datetime, minutes: int) -> bool:
    """Whether a yes can still be taken back without any consequence; the last second counts."""
    return at <= accepted_at + timedelta(minutes=minutes)
