"""Attempts at gates: opening, finishing, and what the result means for the application."""

import secrets
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from accounts.models import User
from talentpool.growth.actions import record
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.messaging.actions import tell
from talentpool.screening.actions.applying import own
from talentpool.screening.errors import AttemptOver, GateOutOfOrder, NoAttemptsLeft, NoQuestions, RetakeTooEarly
from talentpool.screening.messages import gate_name
from talentpool.screening.models import Application, Gate, GateAttempt, Question
from talentpool.screening.progress import current_gate, is_overdue
from talentpool.screening.rules import gates as rules
from talentpool.screening.rules import marking
from talentpool.screening.states import APPLICATION, ApplicationState, GateKind
from talentpool.screening.typing import drawn_passage, judged

TESTS = (GateKind.WRITTEN, GateKind.GRAMMAR, GateKind.SITUATIONAL, GateKind.SECURITY)


@transaction.atomic
def open_attempt(*, application: Application, kind: str, by: User) -> GateAttempt:
    """The open attempt at this gate, or a new one; questions are drawn once and stay.

    Raises WrongState, GateOutOfOrder, RetakeTooEarly, NoAttemptsLeft, NoQuestions.
    """
    locked = own(application=application, by=by)
    if locked.state != ApplicationState.GATES:
        raise WrongState(now=locked.get_state_display())
    gate = current_gate(locked)
    if gate is None or gate.kind != kind:
        raise GateOutOfOrder(gate=gate.get_kind_display() if gate else "")
    earlier = list(GateAttempt.objects.filter(application=locked, gate=gate).order_by("number"))
    if earlier and earlier[-1].finished_at is None:
        return earlier[-1]
    _may_retake(gate, earlier)
    measures = _begun_with(gate, by)
    return GateAttempt.objects.create(
        application=locked, gate=gate, number=len(earlier) + 1, started_at=now(), measures=measures
    )


def _begun_with(gate: Gate, by: User) -> dict[str, Any]:
    """What an attempt holds from its first moment: the draw of a test, the passage to type."""
    if gate.kind == GateKind.TYPING:
        return drawn_passage(gate, by)
    return _drawn(gate) if gate.kind in TESTS else {}


def _may_retake(gate: Gate, earlier: list[GateAttempt]) -> None:
    if not earlier:
        return
    if rules.stops(kind=gate.kind, used=len(earlier), max_attempts=gate.max_attempts):
        raise NoAttemptsLeft
    last = earlier[-1].finished_at
    if last is not None:
        opens = rules.retake_from(finished_at=last, retake_after_hours=gate.retake_after_hours)
        if opens > now():
            raise RetakeTooEarly(date=date_format(opens, "DATETIME_FORMAT"))


def _drawn(gate: Gate) -> dict[str, Any]:
    """A random draw with its seed: question refs, the order of their options, and the versions drawn."""
    pool = list(Question.objects.drawable(gate.kind).order_by("pk"))
    if not pool:
        raise NoQuestions
    seed = secrets.randbits(48)
    chosen = marking.draw(pool, count=gate.questions, seed=seed)
    questions = [
        {
            "ref": str(one.ref),
            "version": one.version,
            "options": marking.shuffled([option["key"] for option in one.options], seed=seed + place),
        }
        for place, one in enumerate(chosen)
    ]
    return {"seed": seed, "questions": questions, "answers": {}, "minutes": gate.minutes}


def locked_open(*, attempt: GateAttempt, by: User) -> GateAttempt:
    """The attempt, locked behind its application, still open and hers. Raises AttemptOver, OwnCase."""
    own(application=attempt.application, by=by)
    fresh = GateAttempt.objects.select_for_update(of=("self",)).select_related("application", "gate").get(pk=attempt.pk)
    if fresh.finished_at is not None or fresh.handed_in_at is not None:
        raise AttemptOver
    return fresh


def finish(*, attempt: GateAttempt, score: float, passed: bool, rated_by: User | None = None) -> GateAttempt:
    """Write the result and move the application on. The caller holds the application's lock."""
    moment = now()
    attempt.score, attempt.passed, attempt.finished_at, attempt.rated_by = round(score, 1), passed, moment, rated_by
    attempt.save(update_fields=["score", "passed", "finished_at", "rated_by", "measures"])
    application = attempt.application
    record(
        subject=application.user,
        kind=EntryKind.GATE,
        source=attempt.ref,
        occurred_at=moment,
        payload={"gate": attempt.gate.kind, "score": attempt.score, "passed": passed},
    )
    _advance(application, attempt)
    return attempt


def _advance(application: Application, attempt: GateAttempt) -> None:
    """All gates passed: a person decides. A failed last attempt: stop, and say from when to apply again."""
    moment = now()
    if attempt.passed:
        if current_gate(application) is None:
            APPLICATION.move(application, ApplicationState.DECISION, state_since=moment)
        topic = "screening.gate_passed"
    elif rules.stops(kind=attempt.gate.kind, used=attempt.number, max_attempts=attempt.gate.max_attempts):
        again = rules.reapply_from(ended_at=moment, after_days=application.campaign.reapply_after_days)
        APPLICATION.move(
            application, ApplicationState.STOPPED, state_since=moment, stopped_at=attempt.gate, reapply_from=again
        )
        topic = "screening.stopped"
    else:
        topic = "screening.gate_failed"
    tell(
        user=application.user,
        topic=topic,
        params={"gate": gate_name(attempt.gate.kind)},
        link=f"/applications/{application.ref}/",
        dedupe=f"attempt:{attempt.ref}",
    )


@transaction.atomic
def close_overdue(*, attempt: GateAttempt) -> GateAttempt:
    """Mark a test whose time is up with the answers saved so far; may run twice."""
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=attempt.application_id)
    )
    fresh = GateAttempt.objects.select_for_update(of=("self",)).select_related("gate").get(pk=attempt.pk)
    if fresh.finished_at is not None or not is_overdue(fresh):
        return fresh
    fresh.application = application
    return mark(attempt=fresh)


def mark(*, attempt: GateAttempt) -> GateAttempt:
    """Score a test from its saved answers. The caller holds the application's lock."""
    if attempt.gate.kind == GateKind.TYPING:
        return finish_typing(attempt=attempt)
    drawn = [row["ref"] for row in attempt.measures.get("questions", [])]
    worths = {
        str(one.ref): {option["key"]: float(option.get("worth", 0)) for option in one.options}
        for one in Question.objects.filter(ref__in=drawn)
    }
    score = marking.score(worths, attempt.measures.get("answers", {}))
    return finish(attempt=attempt, score=score, passed=score >= attempt.gate.pass_mark)


def finish_typing(*, attempt: GateAttempt) -> GateAttempt:
    """Write speed, accuracy and score of a typing test. The caller holds the application's lock."""
    result = judged(attempt)
    said = {"speed": round(result.speed, 1), "accuracy": round(result.accuracy, 3), "seconds": round(result.seconds)}
    attempt.measures = {**attempt.measures, **said}
    return finish(attempt=attempt, score=result.score, passed=result.score >= attempt.gate.pass_mark)
