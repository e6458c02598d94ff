"""The exact probability that independent answers fill the seats, and the fewest offers that do.

The number of yeses among independent people with different probabilities is Poisson-binomial. Its tail is
summed by a recursion in which every term is positive, so nothing cancels: the relative error stays near
(number of people) x 2e-16, also for tails of 1e-200.
Source: Hong, On computing the distribution function for the Poisson binomial distribution,
Computational Statistics & Data Analysis 59 (2013), section 2.5 (the recursive formula).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from talentpool.activation.rules.inputs import FillInputError, Floats, share, shares, whole

ROUNDING = 1e-12  # 0.7 x 0.7 must count as 0.49: a target is missed by people, not by binary fractions


def fill_probability(*, seats: int, probabilities: Sequence[float] | Floats) -> float:
    """P(yes >= seats) when each person answers yes independently, 0 to 1.

    seats: whole, >= 0 (0 seats are always filled). probabilities: one per person, 0 to 1, any order.
    Raises FillInputError: seats_not_whole, seats_too_small, probabilities_not_a_list,
    probabilities_not_a_number, probabilities_out_of_range.
    """
    wanted, vector = whole(seats, name="seats"), shares(probabilities)
    if wanted > np.count_nonzero(vector):
        return 0.0
    # Highest first keeps the recursion short: the sure ones fill the low counts at once.
    return float(fill_curve(seats=wanted, probabilities=np.sort(vector)[::-1])[-1])


def fill_curve(*, seats: int, probabilities: Sequence[float] | Floats) -> Floats:
    """P(yes >= seats) after asking the first 0, 1, ... n people in the given order; length n + 1, never
    falling."""
    wanted, vector = whole(seats, name="seats"), shares(probabilities)
    return fill_curves(seats=wanted, probabilities=vector[:, None])[:, 0]


def fill_curves(*, seats: int, probabilities: Floats) -> Floats:
    """The fill curve under several states of the world at once: (people, states) to (people + 1, states).

    The caller vouches for the numbers (0 to 1). Cost: people x min(seats, people) x states.
    """
    people, states = probabilities.shape
    curve = np.zeros((people + 1, states))
    if seats == 0:
        curve[:] = 1.0
        return curve
    if seats > people:
        return curve
    counts = np.zeros((seats, states))  # P(exactly k yeses so far), k < seats
    counts[0] = 1.0
    moved = np.empty_like(counts)
    for at, chance in enumerate(probabilities):
        top = min(at + 1, seats - 1)
        curve[at + 1] = curve[at] + counts[seats - 1] * chance
        np.multiply(counts[:top], chance, out=moved[:top])
        counts[: top + 1] *= 1.0 - chance
        counts[1 : top + 1] += moved[:top]
    return np.minimum(curve, 1.0)


def count_chances(*, probabilities: Floats) -> Floats:
    """P(exactly k yeses), k = 0 ... n, of independent people."""
    chances = np.zeros(len(probabilities) + 1)
    chances[0] = 1.0
    for at, chance in enumerate(probabilities):
        chances[1 : at + 2] = chances[1 : at + 2] * (1.0 - chance) + chances[: at + 1] * chance
        chances[0] *= 1.0 - chance
    return chances


def fewest_offers(*, seats: int, probabilities: Sequence[float] | Floats, target: float) -> tuple[int, float]:
    """The fewest offers whose fill probability reaches the target, and that probability.

    Highest probability first, which is optimal for independent answers, and so a lower bound for any
    published order. Raises FillInputError, also target_unreachable when all of them together are too few.
    """
    vector = shares(probabilities)
    return fewest_offers_in_order(seats=seats, probabilities=np.sort(vector)[::-1], target=target)


def fewest_offers_in_order(*, seats: int, probabilities: Sequence[float] | Floats, target: float) -> tuple[int, float]:
    """The same under a published order: probabilities are asked from the first on, nobody is skipped."""
    wanted, vector, goal = whole(seats, name="seats"), shares(probabilities), share(target, name="target")
    curve = fill_curve(seats=wanted, probabilities=vector)
    offers = first_reaching(curve, goal)
    if offers is None:
        raise FillInputError(
            "target_unreachable",
            f"All {len(vector)} people together fill {wanted} seats with probability {curve[-1]:.4f}, "
            f"below the target of {goal:g}.",
        )
    return offers, float(curve[offers])


def first_reaching(curve: Floats, target: float) -> int | None:
    """The first place where a never-falling curve reaches the target; None when it never does."""
    at = int(np.searchsorted(curve, target * (1.0 - ROUNDING), side="left"))
    return at if at < len(curve) else None
