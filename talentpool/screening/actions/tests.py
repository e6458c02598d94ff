"""Written, situational and security tests: answers saved as they come, marked by worth."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from talentpool.screening.actions.attempts import close_overdue, locked_open, mark
from talentpool.screening.errors import TimeOver
from talentpool.screening.models import GateAttempt
from talentpool.screening.progress import is_overdue


def _merged(attempt: GateAttempt, answers: Mapping[str, str]) -> dict[str, str]:
    """Old answers with the new ones; only questions drawn and options offered count."""
    offered = {row["ref"]: set(row["options"]) for row in attempt.measures["questions"]}
    valid = {ref: key for ref, key in answers.items() if key in offered.get(ref, set())}
    return {**attempt.measures.get("answers", {}), **valid}


@transaction.atomic
def save_answers(*, attempt: GateAttempt, answers: Mapping[str, str], by: User) -> GateAttempt:
    """Keep answers before the end: question ref -> option key. Raises AttemptOver, TimeOver."""
    fresh = locked_open(attempt=attempt, by=by)
    if is_overdue(fresh):
        raise TimeOver
    fresh.measures = {**fresh.measures, "answers": _merged(fresh, answers)}
    fresh.save(update_fields=["measures"])
    return fresh


def hand_in_answers(*, attempt: GateAttempt, answers: Mapping[str, str], by: User) -> GateAttempt:
    """Mark the test. Too late, only what was saved before counts: it is marked, then TimeOver is raised."""
    with transaction.atomic():
        fresh = locked_open(attempt=attempt, by=by)
        late = is_overdue(fresh)
        if not late:
            fresh.measures = {**fresh.measures, "answers": _merged(fresh, answers)}
            return mark(attempt=fresh)
    close_overdue(attempt=attempt)
    raise TimeOver
