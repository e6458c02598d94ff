"""The exact fill probability against fractions, enumeration and simulation."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentpool.activation.rules.fill import (
    fewest_offers,
    fewest_offers_in_order,
    fill_curve,
    fill_probability,
)
from talentpool.activation.rules.inputs import FillInputError

chances = st.floats(0, 1, allow_nan=False)
people = st.lists(chances, max_size=9)


def by_enumeration(seats: int, probabilities: list[float]) -> float:
    """Add the chance of every combination of answers, in exact fractions."""
    total = Fraction(0)
    for answers in product((0, 1), repeat=len(probabilities)):
        if sum(answers) >= seats:
            chance = Fraction(1)
            for yes, p in zip(answers, probabilities, strict=True):
                chance *= Fraction(p) if yes else 1 - Fraction(p)
            total += chance
    return float(total)


@given(seats=st.integers(0, 10), probabilities=people)
def test_fill_probability_is_the_sum_over_all_combinations_of_answers(seats, probabilities):
    assert fill_probability(seats=seats, probabilities=probabilities) == pytest.approx(
        by_enumeration(seats, probabilities), rel=1e-12, abs=1e-300
    )


@given(seats=st.integers(1, 6), probabilities=people, target=st.floats(0.01, 0.99))
@settings(max_examples=60)
def test_fewest_offers_is_the_smallest_group_of_any_kind_that_reaches_the_target(seats, probabilities, target):
    ranked = sorted(probabilities, reverse=True)
    reached = [n for n in range(len(ranked) + 1) if by_enumeration(seats, ranked[:n]) >= target * (1 - 1e-12)]
    if not reached:
        with pytest.raises(FillInputError) as refused:
            fewest_offers(seats=seats, probabilities=probabilities, target=target)
        assert refused.value.code == "target_unreachable"
        return
    offers, probability = fewest_offers(seats=seats, probabilities=probabilities, target=target)
    assert offers == reached[0]
    assert probability == pytest.approx(by_enumeration(seats, ranked[:offers]), rel=1e-12)


def test_a_published_order_is_never_cheaper_than_highest_probability_first():
    rng = np.random.default_rng(3)
    probabilities = rng.uniform(0.05, 0.9, 200)
    ranked = fewest_offers(seats=40, probabilities=probabilities, target=0.95)[0]
    published = fewest_offers_in_order(seats=40, probabilities=probabilities, target=0.95)[0]
    assert ranked < published


def test_binomial_tails_of_thousands_agree_with_exact_arithmetic():
    n, seats, p = 3000, 1000, Fraction(3, 10)
    term, total = (1 - p) ** n, Fraction(0)
    for k in range(n + 1):
        if k >= seats:
            total += term
        term = term * (n - k) * p / ((k + 1) * (1 - p)) if k < n else term
    ours = fill_probability(seats=seats, probabilities=[0.3] * n)
    assert ours == pytest.approx(float(total), rel=1e-9)


def test_a_tail_of_one_in_ten_to_the_two_hundred_keeps_its_digits():
    assert fill_probability(seats=100, probabilities=[0.01] * 100) == pytest.approx(1e-200, rel=1e-12)


def test_one_offer_less_misses_the_target_for_a_thousand_seats_too():
    likeliest = np.sort(np.random.default_rng(1).uniform(0.05, 0.5, 6000))[::-1]
    offers, reached = fewest_offers(seats=1000, probabilities=likeliest, target=0.95)
    assert reached >= 0.95 > fill_probability(seats=1000, probabilities=likeliest[: offers - 1])


def test_the_curve_never_falls_and_starts_at_nobody():
    curve = fill_curve(seats=3, probabilities=[0.5, 0.1, 0.9, 0.0, 1.0, 0.3])
    assert curve[0] == 0
    assert (np.diff(curve) >= 0).all()
    assert fill_curve(seats=0, probabilities=[0.5]).tolist() == [1.0, 1.0]


def test_a_rounding_error_is_not_a_missing_person():
    assert fewest_offers(seats=2, probabilities=[0.7, 0.7, 0.7], target=0.49)[0] == 2


@pytest.mark.parametrize(
    ("seats", "probabilities", "code"),
    [
        (-1, [0.5], "seats_too_small"),
        (1.5, [0.5], "seats_not_whole"),
        ("3", [0.5], "seats_not_whole"),
        (True, [0.5], "seats_not_whole"),
        (float("nan"), [0.5], "seats_not_whole"),
        (float("inf"), [0.5], "seats_not_whole"),
        (None, [0.5], "seats_not_whole"),
        (1, [1.1], "probabilities_out_of_range"),
        (1, [-0.1], "probabilities_out_of_range"),
        (1, [float("nan")], "probabilities_not_a_number"),
        (1, [float("inf")], "probabilities_out_of_range"),
        (1, ["0.5"], "probabilities_not_a_number"),
        (1, [None], "probabilities_not_a_number"),
        (1, [True], "probabilities_not_a_number"),
        (1, [[0.5]], "probabilities_not_a_number"),
        (1, "0.5", "probabilities_not_a_list"),
        (1, 0.5, "probabilities_not_a_list"),
        (1, {"a": 0.5}, "probabilities_not_a_list"),
        (1, None, "probabilities_not_a_list"),
    ],
)
def test_numbers_that_mean_nothing_are_refused_by_code(seats, probabilities, code):
    with pytest.raises(FillInputError) as refused:
        fill_probability(seats=seats, probabilities=probabilities)
    assert refused.value.code == code


@pytest.mark.parametrize("target", [-0.1, 1.1, float("nan"), "0.9", None, True])
def test_a_target_that_is_no_probability_is_refused(target):
    with pytest.raises(FillInputError) as refused:
        fewest_offers(seats=1, probabilities=[0.5], target=target)
    assert refused.value.code.startswith("target_")


def test_nobody_to_ask_fills_nothing_and_zero_seats_are_filled():
    assert fill_probability(seats=1, probabilities=[]) == 0.0
    assert fill_probability(seats=0, probabilities=[]) == 1.0
    assert fewest_offers(seats=0, probabilities=[], target=0.95) == (0, 1.0)
    assert fewest_offers(seats=2, probabilities=[1, 1, 0.5], target=1) == (2, 1.0)
