"""The typing test: a passage drawn once, typed against the server's clock."""

from django.db import transaction

from accounts.models import User
from talentpool.screening.actions.attempts import finish_typing, locked_open
from talentpool.screening.errors import PastedText
from talentpool.screening.models import GateAttempt
from talentpool.screening.typing import judged


@transaction.atomic
def save_typing(*, attempt: GateAttempt, text: str, idle: float, composed: int, by: User) -> GateAttempt:
    """Keep what is typed so far, so that a lost page loses nothing. composed: characters an input method made."""
    fresh = locked_open(attempt=attempt, by=by)
    fresh.measures = {**fresh.measures, "typed": text[:4000], "idle": max(0.0, idle), "composed": max(0, composed)}
    fresh.save(update_fields=["measures"])
    return fresh


def hand_in_typing(*, attempt: GateAttempt, text: str, idle: float, composed: int, by: User) -> GateAttempt:
    """Judge it. A text that came faster than anybody types is refused, and the attempt goes on. Raises PastedText."""
    with transaction.atomic():
        fresh = save_typing(attempt=attempt, text=text, idle=idle, composed=composed, by=by)
        result = judged(fresh)
        if not result.pasted:
            return finish_typing(attempt=fresh)
    raise PastedText
