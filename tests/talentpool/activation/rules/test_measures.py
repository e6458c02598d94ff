"""Wilson's interval, sample sizes, pool sizes and freshness against slow recomputation."""

from __future__ import annotations

from math import comb, sqrt

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentpool.activation.rules.freshness import days_until, freshness
from talentpool.activation.rules.inputs import FillInputError, FreshnessInputError, SampleInputError
from talentpool.activation.rules.pool import pool_size, worked_tail
from talentpool.activation.rules.sampling import allot, sample_size, usual_precision
from talentpool.activation.rules.shock import Wave, fit_shock, given_shock
from talentpool.activation.rules.wilson import difference, wilson


@given(sample=st.integers(1, 3000), part=st.floats(0, 1))
def test_wilson_bounds_are_the_shares_that_the_sample_just_does_not_reject(sample, part):
    """The definition: |p - share| = z sqrt(p (1 - p) / n), solved with 30 digits."""
    yes = round(part * sample)
    measured = wilson(yes=yes, sample=sample)
    with mpmath.workdps(30):
        z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf("0.95"))
        q = mpmath.mpf(yes) / sample
        a, b, c = 1 + z**2 / sample, -(2 * q + z**2 / sample), q**2
        root = mpmath.sqrt(max(b * b - 4 * a * c, 0))
        low, high = (-b - root) / (2 * a), (-b + root) / (2 * a)
    assert measured.low == pytest.approx(float(low), abs=1e-9)
    assert measured.high == pytest.approx(float(high), abs=1e-9)
    assert measured.low <= measured.value <= measured.high


def test_a_published_wilson_interval_is_reproduced():
    """Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611."""
    measured = wilson(yes=81, sample=263)
    assert (round(measured.low, 4), round(measured.high, 4)) == (0.2553, 0.3662)
    assert round(wilson(yes=0, sample=20).high, 4) == 0.1611
    assert wilson(yes=20, sample=20).high == 1.0


def test_a_published_difference_is_reproduced():
    """Newcombe 1998, intervals for the difference, method 10: 56/70 - 48/80 gives 0.0524 to 0.3339."""
    change, low, high = difference(now=wilson(yes=56, sample=70), before=wilson(yes=48, sample=80))
    assert (round(change, 2), round(low, 4), round(high, 4)) == (0.20, 0.0524, 0.3339)


def test_an_empty_sample_is_unknown_and_not_zero():
    assert wilson(yes=0, sample=0) is None


@pytest.mark.parametrize(("yes", "sample"), [(2, 1), (-1, 5), (1.5, 5), (1, float("nan"))])
def test_counts_that_can_not_be_are_refused(yes, sample):
    with pytest.raises(SampleInputError):
        wilson(yes=yes, sample=sample)


@given(population=st.integers(1, 100_000), precision=st.floats(0.01, 0.3))
def test_the_drill_sample_is_the_least_that_is_precise_enough(population, precision):
    size = sample_size(precision=precision, population=population)

    def half(n: int) -> float:
        correction = (population - n) / (population - 1) if population > 1 else 0
        return 1.959963984540054 * sqrt(0.25 / n * correction)

    assert size <= population
    assert half(size) <= precision * (1 + 1e-6)
    if size > 1:
        assert half(size - 1) > precision * (1 - 1e-6)


def test_known_sample_sizes():
    assert sample_size(precision=0.05, population=10**9) == 385
    assert sample_size(precision=0.10, population=100) == 50
    assert sample_size(precision=0.05, population=0) == 0
    assert (usual_precision(399), usual_precision(400)) == (0.10, 0.05)


@given(strata=st.dictionaries(st.integers(), st.integers(0, 500), max_size=8), sample=st.integers(0, 900))
def test_a_stratified_sample_is_proportional_and_complete(strata, sample):
    allotted = allot(strata, sample=sample)
    total = sum(strata.values())
    assert sum(allotted.values()) == min(sample, total)
    for key, people in strata.items():
        assert allotted[key] <= people
        if total:
            assert abs(allotted[key] - min(sample, total) * people / total) < 1


@pytest.mark.parametrize("peak", [1, 3, 12, 40])
@pytest.mark.parametrize("rate", [0.2, 0.55, 0.9])
def test_the_pool_is_the_least_that_works_the_peak(peak, rate):
    def tail(people: int) -> float:
        p = rate * 0.95
        return sum(comb(people, k) * p**k * (1 - p) ** (people - k) for k in range(peak, people + 1))

    size = pool_size(peak=peak, rate=rate, show_up=0.95, target=0.95)
    assert tail(size) >= 0.95 > tail(size - 1)
    assert worked_tail(people=size, rate=rate, show_up=0.95, peak=peak) == pytest.approx(tail(size), rel=1e-9)
    assert size >= peak / (rate * 0.95) * 0.95


def test_a_common_shock_needs_a_larger_pool():
    waves = [Wave(200, 60.0, yes) for yes in (20, 95, 60, 40, 80, 110, 30, 55)]
    shaken = pool_size(peak=100, rate=0.3, target=0.95, shock=fit_shock(waves))
    assert shaken > 1.2 * pool_size(peak=100, rate=0.3, target=0.95)


def test_no_pool_of_any_size_works_when_nobody_can_be_activated():
    with pytest.raises(FillInputError) as refused:
        pool_size(peak=5, rate=0.0, target=0.9)
    assert refused.value.code == "target_unreachable"


@given(
    proofs=st.lists(st.tuples(st.sampled_from(["work", "exam", "practice", "ping"]), st.floats(0, 3000)), max_size=6),
    half_life=st.floats(1, 400),
)
def test_freshness_is_the_best_proof_after_its_decay(proofs, half_life):
    worth = {"work": 1, "exam": 0.8, "practice": 0.5, "ping": 0}
    slow = max((float(worth[k] * mpmath.power(mpmath.mpf("0.5"), d / half_life)) for k, d in proofs), default=0)
    assert freshness(proofs, half_life) == pytest.approx(slow, rel=1e-9, abs=1e-12)


def test_freshness_halves_each_half_life_and_a_ping_proves_nothing():
    assert freshness([("work", 0)], 90) == 1
    assert freshness([("work", 90), ("exam", 90)], 90) == 0.5
    assert freshness([("practice", 0), ("work", 180)], 90) == 0.5
    assert freshness([("ping", 0)], 90) == 0
    assert freshness([], 90) == 0
    assert days_until(value=1.0, level=0.25, half_life_days=30) == 60
    assert days_until(value=0.2, level=0.25, half_life_days=30) == 0


@pytest.mark.parametrize(
    ("proofs", "half_life", "code"),
    [
        ([("work", -1)], 90, "proof_days_negative"),
        ([("work", float("nan"))], 90, "proof_days_not_a_number"),
        ([("work", "3")], 90, "proof_days_not_a_number"),
        ([("love", 3)], 90, "proof_kind_unknown"),
        ([3], 90, "proofs_not_a_list"),
        ("work", 90, "proofs_not_a_list"),
        (None, 90, "proofs_not_a_list"),
        ([("work", 3)], 0, "half_life_days_not_positive"),
        ([("work", 3)], "90", "half_life_days_not_a_number"),
        ([("work", 3)], float("inf"), "half_life_days_not_a_number"),
    ],
)
def test_proofs_that_mean_nothing_are_refused_by_code(proofs, half_life, code):
    with pytest.raises(FreshnessInputError) as refused:
        freshness(proofs, half_life)
    assert refused.value.code == code


def test_rho_is_recovered_from_past_waves():

    rng = np.random.default_rng(4)
    for true in (0.0, 0.03, 0.1):
        waves = []
        for _ in range(80):
            world = given_shock(np.array([0.3]), rho=true, z=rng.standard_normal())
            waves.append(Wave(250, 75.0, int(rng.binomial(250, world[0]))))
        assert fit_shock(waves).mean == pytest.approx(true, abs=0.02)
