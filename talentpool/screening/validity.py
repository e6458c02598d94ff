"""The validity report: gate scores against what came later, from the growth log; items of the question bank."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, FloatField, Max, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.growth.models import Entry
from talentpool.growth.states import EntryKind
from talentpool.screening.models import GateAttempt, Question
from talentpool.screening.rules import validity as rules
from talentpool.screening.states import GateKind

LATER = timedelta(days=90)
LEAST_SCORES = 3
LEAST_SHIFTS = 3
NEWEST_SHEETS = 3_000
OUTCOMES = ("quality", "attendance", "retention")


def report(at: datetime) -> list[dict[str, Any]]:
    """One row a gate that scores: {"gate", "label", "quality", "attendance", "retention"}, each a Validity."""
    outcomes = {"quality": _quality(), "attendance": _attendance(), "retention": _retention(at)}
    rows = []
    for kind in GateKind:
        scores = _scores(kind)
        pairs = {name: [(scores[who], later[who]) for who in scores.keys() & later] for name, later in outcomes.items()}
        found = {name: rules.validity(sorted(pairs[name])) for name in OUTCOMES}
        rows.append({"gate": kind, "label": kind.label, "scored": len(scores), **found})
    return rows


def _scores(kind: str) -> dict[int, float]:
    """person -> the best score at a gate."""
    rows = Entry.objects.filter(kind=EntryKind.GATE, payload__gate=kind).annotate(
        score=Cast(KT("payload__score"), FloatField())
    )
    best = rows.values("subject").annotate(best=Max("score")).values_list("subject", "best")
    return {who: score for who, score in best if score is not None}


def _quality() -> dict[int, float]:
    """person -> mean score of her inspected conversations, where there are enough."""
    rows = Entry.objects.filter(kind=EntryKind.INSPECTED).annotate(score=Cast(KT("payload__score"), FloatField()))
    means = rows.values("subject").annotate(mean=Avg("score"), n=Count("pk")).filter(n__gte=LEAST_SCORES)
    return {row["subject"]: row["mean"] for row in means if row["mean"] is not None}


def _attendance() -> dict[int, float]:
    """person -> share of her shifts she came to."""
    rows = Entry.objects.filter(kind__in=[EntryKind.SHIFT, EntryKind.NO_SHOW]).still_counting().values("subject")
    counted = rows.annotate(came=Count("pk", filter=Q(kind=EntryKind.SHIFT)), due=Count("pk"))
    return {row["subject"]: row["came"] / row["due"] for row in counted if row["due"] >= LEAST_SHIFTS}


def _retention(at: datetime) -> dict[int, float]:
    """person -> 1 if she is still in the pool, 0 if she has left; only who joined long enough ago."""
    rows = Agent.objects.filter(joined_at__lte=at - LATER).values_list("user_id", "state")
    return {user: 0.0 if state == AgentState.RELEASED else 1.0 for user, state in rows}


def item_rows(kind: str) -> list[dict[str, Any]]:
    """The questions of one gate with difficulty and discrimination, over the newest sheets; the worst first."""
    questions = {str(one.ref): one for one in Question.objects.filter(kind=kind)}
    worths = {
        ref: {str(option["key"]): float(option.get("worth", 0)) for option in one.options}
        for ref, one in questions.items()
    }
    attempts = GateAttempt.objects.filter(gate__kind=kind, finished_at__isnull=False).order_by("-finished_at")
    sheets = [_sheet(measures, worths) for measures in attempts.values_list("measures", flat=True)[:NEWEST_SHEETS]]
    found = rules.items([sheet for sheet in sheets if sheet])
    nothing = rules.Item(0, None, None)
    rows = [{"question": one, "item": found.get(ref, nothing)} for ref, one in questions.items() if one.active]
    order = ("flat", "too_hard", "too_easy", "fine", "too_few")
    return sorted(rows, key=lambda row: (order.index(row["item"].verdict), row["question"].code or ""))


def _sheet(measures: Mapping[str, Any], worths: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    answers = measures.get("answers", {})
    drawn = [row["ref"] for row in measures.get("questions", [])]
    return {ref: worths[ref].get(answers.get(ref, ""), 0.0) for ref in drawn if ref in worths}
