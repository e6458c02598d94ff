"""The order of gates, retakes, what an attempt means for the application."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

BEFORE_ANY_INTERVIEW = ("kit", "voice")
HIGHEST_MARK = 5


def order_faults(kinds: Sequence[str]) -> list[str]:
    """The kinds that must stand before the interview and don't: kit check and voice test, always.

    kinds: in the order of their places. A campaign without an interview still needs both.
    """
    end = kinds.index("interview") if "interview" in kinds else len(kinds)
    return [kind for kind in BEFORE_ANY_INTERVIEW if kind not in kinds[:end]]


def next_gate(kinds: Iterable[str], passed: Mapping[str, bool]) -> str | None:
    """The first gate not passed yet, or None when all are. ``passed``: kind -> whether it was passed."""
    return next((kind for kind in kinds if not passed.get(kind)), None)


def retake_from(*, finished_at: datetime, retake_after_hours: int) -> datetime:
    """When a failed gate may be tried again."""
    return finished_at + timedelta(hours=retake_after_hours)


def stops(*, kind: str, used: int, max_attempts: int) -> bool:
    """Whether a failed attempt ends the application: not the kit check, which leads to a hub or a loan kit first."""
    return kind != "kit" and used >= max_attempts


def reapply_from(*, ended_at: datetime, after_days: int) -> datetime:
    """From when a person who was stopped or rejected may apply again."""
    return ended_at + timedelta(days=after_days)


def card_score(marks: Mapping[str, int]) -> float:
    """A scorecard of marks 1 to 5 as 0 to 100: the mean in fifths, so that "good" (4) everywhere gives 80."""
    return 100.0 * sum(marks.values()) / (HIGHEST_MARK * len(marks)) if marks else 0.0


def mean(scores: Sequence[float]) -> float:
    """Several raters count alike."""
    return sum(scores) / len(scores) if scores else 0.0


def overall(scores: Mapping[str, float], weights: Mapping[str, int]) -> float | None:
    """The weighted mean of the gates' scores (0 to 100): what the published screening model says, for a person to weigh.

    None where nothing weighs anything.
    """
    total = sum(weights.get(kind, 0) for kind in scores)
    if not total:
        return None
    return sum(score * weights.get(kind, 0) for kind, score in scores.items()) / total
