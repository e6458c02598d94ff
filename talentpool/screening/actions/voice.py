"""The voice test: recordings checked by machine for being usable, judged by a person."""

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput
from talentpool.screening import storage
from talentpool.screening.actions.attempts import locked_open
from talentpool.screening.errors import NoTakesLeft, RecordingsMissing, UnusableRecording
from talentpool.screening.models import GateAttempt, Recording
from talentpool.screening.prompts import Prompt, prompts_for
from talentpool.screening.rules import voice as rules


def keep_recording(*, attempt: GateAttempt, prompt: str, content: bytes, by: User) -> Recording:
    """Check, encrypt and keep one take; it replaces the one before.

    Raises UnusableRecording and its kinds, NoTakesLeft, AttemptOver, BadInput for a prompt that is not hers.
    """
    asked = _prompt(attempt, prompt)
    try:
        measures = rules.measure(content, units=asked.units())
    except rules.Unusable as error:
        raise UnusableRecording.of(error.code) from error
    with transaction.atomic():
        fresh = locked_open(attempt=attempt, by=by)
        before = Recording.objects.filter(attempt=fresh, prompt=prompt).first()
        take = before.take + 1 if before else 1
        if take > fresh.gate.takes:
            raise NoTakesLeft
        recording = before or Recording(attempt=fresh, prompt=prompt)
        old = recording.path
        recording.path = storage.keep(f"recordings/{fresh.ref}/{prompt}-{take}.sealed", content)
        recording.take, recording.seconds, recording.measures = take, measures.seconds, measures.as_dict()
        recording.created_at = now()
        recording.save()
        if old:
            transaction.on_commit(lambda: storage.forget(old))
    return recording


def _prompt(attempt: GateAttempt, key: str) -> Prompt:
    found = next((one for one in prompts_for(attempt.application, attempt.gate) if one.key == key), None)
    if found is None:
        raise BadInput
    return found


def discard_recording(*, recording: Recording) -> None:
    """Delete the sound once its purpose has ended; the measures stay."""
    storage.forget(recording.path)
    Recording.objects.filter(pk=recording.pk).update(path="")


@transaction.atomic
def hand_in_voice(*, attempt: GateAttempt, by: User) -> GateAttempt:
    """Hand the recordings to the people who judge them. Raises RecordingsMissing, AttemptOver."""
    fresh = locked_open(attempt=attempt, by=by)
    kept = set(fresh.recordings.values_list("prompt", flat=True))
    missing = [one.title for one in prompts_for(fresh.application, fresh.gate) if one.key not in kept]
    if missing:
        raise RecordingsMissing(prompts=", ".join(str(title) for title in missing))
    fresh.handed_in_at = now()
    fresh.save(update_fields=["handed_in_at"])
    return fresh
