"""Krippendorff's alpha, nominal, with missing values."""

from collections import Counter
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from talentpool.faces.calculations.agreement import answer
from talentpool.kernel.questions import Unanswerable
from tasks.quality.rules.agreement import nominal_alpha as alpha

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four raters, twelve items.
FOUR_RATERS = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}


def test_published_example_with_missing_values() -> None:
    labels = {str(item): {rater: given[item] for rater, given in FOUR_RATERS.items()} for item in range(12)}
    assert answer({"labels": labels})["alpha"] == pytest.approx(0.743, abs=0.0005)


def test_published_example_of_two_raters() -> None:
    # Same paper, section B: nominal, two observers, no missing values: 0.692.
    pairs = zip("aabbdcccedda", "babbbccceddd", strict=True)
    labels = {str(i): {"x": a, "y": b} for i, (a, b) in enumerate(pairs)}
    assert answer({"labels": labels})["alpha"] == pytest.approx(0.692, abs=0.0005)


def test_full_agreement_is_one_and_perfect_contradiction_is_below_zero() -> None:
    assert answer({"labels": {"1": {"a": "x", "b": "x"}, "2": {"a": "y", "b": "y"}}}) == {"alpha": 1.0}
    assert answer({"labels": {"1": {"a": "x", "b": "y"}, "2": {"a": "y", "b": "x"}}})["alpha"] == -0.5


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        ({}, "nothing_to_compare"),
        ({"1": {"a": "x"}, "2": {"b": "y"}}, "nothing_to_compare"),
        ({"1": {"a": "x", "b": None}}, "nothing_to_compare"),
        ({"1": {"a": "x", "b": "x"}}, "nothing_to_compare"),
        ({"1": {"a": ["x"], "b": "x"}}, "not_a_number"),
        ({"1": {"a": True, "b": "x"}}, "not_a_number"),
        ({"1": ["x", "y"]}, "not_an_object"),
        (["x"], "not_an_object"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_code(labels: object, code: str) -> None:
    with pytest.raises(Unanswerable) as refusal:
        answer({"labels": labels})
    assert refusal.value.code == code


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=4), min_size=1, max_size=8))
def test_alpha_equals_the_definition_by_pairs(units: list[list[str]]) -> None:
    pairable = [unit for unit in units if len(unit) > 1]
    everything = [label for unit in pairable for label in unit]
    assume(len(Counter(everything)) > 1)
    observed = sum(
        (Fraction(sum(a != b for a, b in permutations(unit, 2)), len(unit) - 1) for unit in pairable),
        Fraction(0),
    ) / len(everything)
    n = len(everything)
    expected = Fraction(sum(a != b for a, b in permutations(everything, 2)), n * (n - 1))
    labels = {str(i): {str(j): label for j, label in enumerate(unit)} for i, unit in enumerate(units)}
    assert alpha(labels) == 1 - observed / expected
