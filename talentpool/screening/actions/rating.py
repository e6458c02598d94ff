"""People judge voices and interviews on scorecards, hidden from each other until submitted."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.screening.actions.attempts import finish
from talentpool.screening.criteria import CRITERIA
from talentpool.screening.errors import AttemptOver, CardIncomplete, CardSubmitted, OwnCase
from talentpool.screening.models import Application, GateAttempt, Scorecard
from talentpool.screening.rules import gates as rules
from talentpool.screening.states import GateKind


@transaction.atomic
def save_card(*, attempt: GateAttempt, by: User, marks: Mapping[str, Any], note: str = "") -> Scorecard:
    """Keep a card that is not submitted yet; only its rater sees it. Raises OwnCase, CardSubmitted, AttemptOver."""
    _, fresh = _locked(attempt, by)
    card, _created = Scorecard.objects.select_for_update().get_or_create(attempt=fresh, rater=by)
    if card.submitted_at is not None:
        raise CardSubmitted
    card.marks, card.note = _valid(fresh, marks), note[:2000]
    card.save(update_fields=["marks", "note"])
    return card


@transaction.atomic
def submit_card(*, attempt: GateAttempt, by: User, marks: Mapping[str, Any], note: str = "") -> Scorecard:
    """Submit a whole card; with the last one needed the attempt gets its score, the mean of all cards.

    Raises CardIncomplete and what ``save_card`` raises.
    """
    application, fresh = _locked(attempt, by)
    card = save_card(attempt=fresh, by=by, marks=marks, note=note)
    if set(card.marks) != set(CRITERIA[GateKind(fresh.gate.kind)]):
        raise CardIncomplete
    card.submitted_at = now()
    card.save(update_fields=["submitted_at"])
    cards = list(Scorecard.objects.filter(attempt=fresh, submitted_at__isnull=False))
    if len(cards) >= fresh.gate.raters:
        score = rules.mean([rules.card_score(one.marks) for one in cards])
        fresh.application = application
        finish(attempt=fresh, score=score, passed=score >= fresh.gate.pass_mark, rated_by=by)
        application.interviews.filter(done_at__isnull=True).update(done_at=card.submitted_at)
    return card


def _locked(attempt: GateAttempt, by: User) -> tuple[Application, GateAttempt]:
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=attempt.application_id)
    )
    if application.user_id == by.pk:
        raise OwnCase
    fresh = GateAttempt.objects.select_for_update(of=("self",)).select_related("gate").get(pk=attempt.pk)
    if fresh.finished_at is not None:
        raise AttemptOver
    return application, fresh


def _valid(attempt: GateAttempt, marks: Mapping[str, Any]) -> dict[str, int]:
    """Only known criteria with whole marks from 1 to 5."""
    known = CRITERIA[GateKind(attempt.gate.kind)]
    return {key: int(mark) for key, mark in marks.items() if key in known and str(mark) in {"1", "2", "3", "4", "5"}}
