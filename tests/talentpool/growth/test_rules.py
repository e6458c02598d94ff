"""Capabilities and levels, as arithmetic."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentpool.growth import rules

PROOFS = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 400)), max_size=20)


def test_without_proofs_a_capability_is_the_prior_and_not_named_weakest() -> None:
    assert rules.capability_score([], half_life_days=90, prior=0.7, prior_weight=3) == (0.7, 0)
    assert rules.weakest({"service": (0.1, 2), "product": (0.9, 1)}, least_evidence=3) is None


@given(PROOFS)
def test_a_capability_is_the_weighed_mean_of_its_proofs(proofs: list[tuple[int, int]]) -> None:
    evidence = [rules.Evidence(score / 100, 90.0 * days) for score, days in proofs]
    score, count = rules.capability_score(evidence, half_life_days=90, prior=0.5, prior_weight=2)
    weights = [Fraction(1, 2**days) for _score, days in proofs]
    worth = sum((w * Fraction(s, 100) for w, (s, _d) in zip(weights, proofs, strict=True)), Fraction(1))
    assert count == len(proofs)
    assert score == pytest.approx(float(worth / (sum(weights, Fraction(0)) + 2)))


def test_the_weakest_is_the_lowest_score_with_enough_proofs() -> None:
    scores = {"service": (0.6, 9), "product": (0.4, 2), "reception": (0.5, 3)}
    assert rules.weakest(scores, least_evidence=3) == "reception"


def test_the_next_level_is_the_lowest_above() -> None:
    levels = [{"level": 3, "needs": {}}, {"level": 1}, {"level": 2, "needs": {"shifts": 10}}]
    upper = rules.next_level(levels, 1)
    assert upper is levels[2]
    assert [need.met for need in rules.needs(upper, {"shifts": 9})] == [False]
    assert rules.next_level(levels, 3) is None
