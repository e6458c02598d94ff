"""Sizes of a season against brute force, simulation and hand calculation."""

from __future__ import annotations

from itertools import pairwise, product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentpool.activation.rules.inputs import FillInputError
from talentpool.activation.rules.season import (
    Way,
    close_gap,
    rate_bounds,
    rate_values,
    share_out,
    size_needed,
    works_peak,
)
from talentpool.activation.rules.shock import Shock


def tail(people: int, chance: float, peak: int) -> float:
    """P(binomial >= peak), term by term."""
    return sum(comb(people, k) * chance**k * (1 - chance) ** (people - k) for k in range(peak, people + 1))


@pytest.mark.parametrize(("peak", "yes", "sample"), [(1, 3, 12), (4, 9, 20), (10, 30, 60), (10, 300, 600)])
def test_the_size_is_the_least_that_works_the_peak_over_all_rates_the_sample_allows(peak, yes, sample):
    size = size_needed(peak=peak, yes=yes, sample=sample, show_up=0.9, target=0.9)
    rates = rate_values(yes=yes, sample=sample)

    def slow(people: int) -> float:
        return sum(tail(people, rate * 0.9, peak) for rate in rates.tolist()) / len(rates)

    assert slow(size.needed) >= 0.9 > slow(size.needed - 1)
    low, high = rate_bounds(yes=yes, sample=sample)
    assert (
        tail(size.if_high, high * 0.9, peak) >= 0.9 > tail(size.if_high - 1, high * 0.9, peak) or size.if_high == peak
    )
    assert tail(size.if_low, low * 0.9, peak) >= 0.9
    assert size.if_high <= size.needed <= size.if_low


def test_the_size_works_in_nine_of_ten_simulated_seasons():
    """Monte Carlo from the sample on: a rate that may have given it, a shock, answers, who comes."""
    rng = np.random.default_rng(6)
    shock = Shock(rhos=np.array([0.03]), weights=np.array([1.0]))
    size = size_needed(peak=20, yes=24, sample=80, show_up=0.92, target=0.9, shock=shock)
    runs = 40_000
    rates = rng.beta(24.5, 56.5, runs)
    worlds = shock_worlds(rates, rng, 0.03)
    worked = rng.binomial(rng.binomial(size.needed, worlds), 0.92)
    assert (worked >= 20).mean() == pytest.approx(0.9, abs=0.01)


def shock_worlds(rates, rng, rho):
    """The one-factor model, drawn and not integrated."""
    from scipy.stats import norm

    z = rng.standard_normal(len(rates))
    return norm.cdf((norm.ppf(rates) + np.sqrt(rho) * z) / np.sqrt(1 - rho))


def test_fewer_answers_and_a_common_shock_ask_for_more_people():
    few = size_needed(peak=30, yes=6, sample=20, show_up=0.9, target=0.95)
    many = size_needed(peak=30, yes=300, sample=1000, show_up=0.9, target=0.95)
    shaken = size_needed(
        peak=30, yes=300, sample=1000, show_up=0.9, target=0.95,
        shock=Shock(rhos=np.array([0.1]), weights=np.array([1.0])),
    )  # fmt: skip
    assert few.needed > 1.2 * many.needed
    assert shaken.needed > 1.2 * many.needed
    assert few.if_low - few.if_high > many.if_low - many.if_high
    assert many.needed > 30 / (0.3 * 0.9)  # the first guess is too small


def test_more_people_are_never_less_sure():
    rates = rate_values(yes=9, sample=30)
    reached = [works_peak(people=n, rates=rates, show_up=0.9, peak=5) for n in range(5, 120, 7)]
    assert all(b >= a for a, b in pairwise(reached))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"yes": 5, "sample": 4}, "yes_above_sample"),
        ({"sample": 0}, "sample_too_small"),
        ({"peak": 1.5}, "peak_not_whole"),
        ({"target": 1.2}, "target_out_of_range"),
        ({"show_up": 0.0}, "target_unreachable"),
    ],
)
def test_numbers_that_can_not_be_are_refused(fields, code):
    given_ = {"peak": 5, "yes": 2, "sample": 10, "show_up": 0.9, "target": 0.9} | fields
    with pytest.raises(FillInputError) as refused:
        size_needed(**given_)
    assert refused.value.code == code
    assert size_needed(peak=0, yes=2, sample=10, show_up=0.9, target=0.9).needed == 0


def most_served(groups: dict[tuple[int, ...], int], wanted: list[int]) -> int:
    """By trying every way to send each person to one of her needs (or to none)."""
    people = [needs for needs, count in groups.items() for _ in range(count)]
    best = 0
    for choice in product(*[(*needs, None) for needs in people]):
        best = max(best, sum(min(choice.count(need), most) for need, most in enumerate(wanted)))
    return best


@given(
    groups=st.dictionaries(st.sampled_from([(), (0,), (1,), (0, 1), (1, 2), (0, 1, 2)]), st.integers(0, 3), max_size=4),
    wanted=st.lists(st.integers(0, 4), min_size=3, max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_people_are_shared_out_completely_and_nobody_twice(groups, wanted):
    if sum(groups.values()) > 7:
        return
    shared = share_out(groups, wanted)
    assert all(0 <= got <= most for got, most in zip(shared, wanted, strict=True))
    able = {need: sum(n for needs, n in groups.items() if need in needs) for need in range(3)}
    assert all(shared[need] <= able[need] for need in range(3))
    # what is fair is met first, and costs nobody her place: people change places until no more can be served
    assert sum(shared) == most_served(groups, wanted)


def test_in_short_supply_every_need_gets_its_share():
    assert share_out({(0, 1): 60}, [100, 20]) == [50, 10]
    shared = share_out({(0,): 5, (0, 1): 10}, [10, 10])
    assert sum(shared) == 15
    assert min(shared) >= 7


def test_the_cheapest_ways_in_time_close_the_gap_first():
    ways = [Way("recruit", None, 0.5, 40_000, 28), Way("wake", 10, 0.3, 50, 0.5), Way("refresh", 4, 0.5, 3000, 2)]
    steps, missing = close_gap(10, ways, days_left=30)
    assert [(s.code, s.people, s.brings) for s in steps] == [("wake", 10, 3), ("refresh", 4, 2), ("recruit", 10, 5)]
    assert [s.cost_minor for s in steps] == [500, 12_000, 400_000]
    assert missing == 0
    steps, missing = close_gap(10, ways, days_left=3)
    assert [(s.code, s.in_time) for s in steps] == [("wake", True), ("refresh", True), ("recruit", False)]
    assert missing == 5
    assert close_gap(0, ways, days_left=3) == ([], 0)
