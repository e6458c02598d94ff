"""Freshness of a skill: how recently it was used, proven or practised.

freshness = max over the proofs of worth x 0.5 ^ (days since / half-life of the skill).
Work is worth 1, an exam 0.8, practice 0.5; answering a ping proves reach, not skill, and is worth 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite, log2
from typing import Any

from talentpool.activation.rules.inputs import FreshnessInputError, positive

WORTH: Mapping[str, float] = {"work": 1.0, "exam": 0.8, "practice": 0.5, "ping": 0.0}


def freshness(
    proofs: Iterable[tuple[str, float]], half_life_days: float, *, worth: Mapping[str, float] = WORTH
) -> float:
    """0 (never, or long ago) to 1 (worked today).

    proofs: (kind, days since), kind one of work, exam, practice, ping; days >= 0, fractions allowed.
    half_life_days: > 0. Raises FreshnessInputError: proofs_not_a_list, proof_kind_unknown,
    proof_days_not_a_number, proof_days_negative, half_life_days_not_a_number, half_life_days_not_positive.
    """
    half_life = positive(half_life_days, name="half_life_days", error=FreshnessInputError)
    best = 0.0
    for kind, days in _checked(proofs, worth):
        best = max(best, worth[kind] * 0.5 ** (days / half_life))
    return best


def days_until(*, value: float, level: float, half_life_days: float) -> float:
    """In how many days an untouched freshness falls to ``level``; 0 when it is there already."""
    if value <= level:
        return 0.0
    return half_life_days * log2(value / level) if level > 0 else float("inf")


def _checked(proofs: Any, worth: Mapping[str, float]) -> Iterable[tuple[str, float]]:
    if isinstance(proofs, str | bytes | Mapping) or not hasattr(proofs, "__iter__"):
        raise FreshnessInputError("proofs_not_a_list", "Proofs must be a list of kind and days.")
    for proof in proofs:
        if not isinstance(proof, tuple | list) or len(proof) != 2:
            raise FreshnessInputError("proofs_not_a_list", "Each proof must be a kind and days.")
        kind, days = proof
        if not isinstance(kind, str) or kind not in worth:
            raise FreshnessInputError("proof_kind_unknown", f"A proof must be one of {', '.join(worth)}.")
        if isinstance(days, bool) or not isinstance(days, int | float) or not isfinite(days):
            raise FreshnessInputError("proof_days_not_a_number", "Days must be a finite number.")
        if days < 0:
            raise FreshnessInputError("proof_days_negative", "Days since a proof can't be negative.")
        yield kind, float(days)
