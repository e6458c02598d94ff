"""How many people a drill must call for a wanted precision, and how the sample is spread over strata.

Source: Cochran, Sampling Techniques, 3rd ed., sections 4.4 (size, finite population) and 5.5 (proportional
strata).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TypeVar

from talentpool.activation.rules.inputs import SampleInputError, positive, share, whole
from talentpool.activation.rules.wilson import quantile

Stratum = TypeVar("Stratum")


def sample_size(*, precision: float, population: int, expected: float = 0.5, confidence: float = 0.95) -> int:
    """How many to call so that the interval is at most +- precision wide, at most the whole population.

    precision: half the width of the interval, 0.05 for +- 5 points. expected: the share one expects; 0.5
    asks most.
    """
    half = positive(precision, name="precision", error=SampleInputError)
    if half >= 1:
        raise SampleInputError("precision_out_of_range", "The precision must be below 1.")
    people = whole(population, name="population", error=SampleInputError, most=10**12)
    guess = share(expected, name="expected", error=SampleInputError)
    if people == 0:
        return 0
    # A guess of 0 or 1 would ask nobody; nothing is known that surely before it is measured.
    spread = max(guess * (1 - guess), 0.0475)
    endless = quantile(confidence) ** 2 * spread / half**2
    corrected = endless / (1 + (endless - 1) / people)
    return min(people, max(1, ceil(corrected - 1e-9)))


def calls_for(width: float, *, confidence: float = 0.95) -> int:
    """How many to call so that Wilson's interval is at most +- width whatever the share turns out to be.

    Wilson's interval knows no population: it speaks of how people behave and not of those who were there that day. It is
    widest at a share of a half, where its half is z / (2 sqrt(n + z^2)); solved for n.
    """
    half = positive(width, name="width", error=SampleInputError)
    if half >= 1:
        raise SampleInputError("precision_out_of_range", "The width must be below 1.")
    z = quantile(confidence)
    return max(1, ceil(z**2 / (4 * half**2) - z**2 - 1e-9))


def usual_precision(population: int, *, small: int = 400) -> float:
    """+- 5 points, +- 10 in segments smaller than ``small``: there 5 points would call nearly everybody."""
    return 0.10 if population < small else 0.05


def allot(strata: Mapping[Stratum, int], *, sample: int) -> dict[Stratum, int]:
    """Spread a sample over strata in proportion to their size: largest remainders first, the sum is exact."""
    total = sum(strata.values())
    size = min(whole(sample, name="sample", error=SampleInputError), total)
    if total == 0:
        return dict.fromkeys(strata, 0)
    parts = {key: divmod(size * people, total) for key, people in strata.items()}
    allotted = {key: part for key, (part, _) in parts.items()}
    by_remainder = sorted(parts, key=lambda key: (-parts[key][1], repr(key)))
    for key in by_remainder[: size - sum(allotted.values())]:
        allotted[key] += 1
    return allotted
