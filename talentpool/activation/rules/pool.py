"""How large a segment must be to work its peak."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy

from talentpool.activation.rules.inputs import FillInputError, Floats, share, whole
from talentpool.activation.rules.shock import NO_SHOCK, Shock, given_shock

LARGEST = 100_000_000


def binomial_tail(*, people: Floats | int, chance: Floats | float, least: int) -> Floats:
    """P(binomial >= least) by the regularised incomplete beta function; shapes broadcast."""
    n, p = np.broadcast_arrays(np.asarray(people, dtype=float), np.asarray(chance, dtype=float))
    if least <= 0:
        return np.ones(n.shape)
    possible = n >= least
    safe = np.where(possible, n - least + 1, 1.0)
    return np.where(possible, scipy.special.betainc(float(least), safe, p), 0.0)


def worked_tail(*, people: int, rate: float, show_up: float, peak: int, shock: Shock = NO_SHOCK) -> float:
    """P(worked >= peak) when each of ``people`` is activated with ``rate`` and then comes with
    ``show_up``."""
    rho, z, weight = shock.worlds()
    active = given_shock(np.full(len(rho), rate), rho=rho, z=z)
    return float(binomial_tail(people=people, chance=active * show_up, least=peak) @ weight)


def pool_size(*, peak: int, rate: float, target: float, show_up: float = 1.0, shock: Shock = NO_SHOCK) -> int:
    """The least number of people for which P(worked >= peak) >= target.

    peak: seats. rate: platform activation rate. peak x target / rate is only a first guess, and too small.
    Raises FillInputError: target_unreachable when no pool of any size reaches it.
    """
    seats, goal = whole(peak, name="peak"), share(target, name="target")
    active, come = share(rate, name="rate"), share(show_up, name="show_up")

    def enough(people: int) -> bool:
        reached = worked_tail(people=people, rate=active, show_up=come, peak=seats, shock=shock)
        return reached >= goal * (1 - 1e-12)

    return least_people(enough, first=seats) if goal > 0 else 0


def least_people(enough: Callable[[int], bool], *, first: int) -> int:
    """The least number from ``first`` on that is enough, where more is never less so.

    Raises FillInputError: target_unreachable when no pool of any size is.
    """
    if enough(first):
        return first
    low, high = first, max(1, 2 * first)
    while not enough(high):
        low, high = high, high * 2
        if high > LARGEST:
            raise FillInputError("target_unreachable", "No pool of any size works this peak that surely.")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
