"""Wilson's interval of a measured share, and whether two shares differ.

Source: Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
Statistical Association 22 (1927); Newcombe, Statistics in Medicine 17 (1998), method 10 for the difference.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from talentpool.activation.rules.inputs import SampleInputError, whole


class Share(NamedTuple):
    """A measured share with its interval, all 0 to 1."""

    yes: int
    sample: int
    value: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        return (self.high - self.low) / 2


def quantile(confidence: float) -> float:
    """The two-sided normal quantile: 0.95 gives 1.95996."""
    if not 0 < confidence < 1:
        raise SampleInputError("confidence_out_of_range", "The confidence must be between 0 and 1.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(*, yes: int, sample: int, confidence: float = 0.95) -> Share | None:
    """The share yes / sample with its Wilson interval; None for an empty sample: unknown is not zero."""
    size = whole(sample, name="sample", error=SampleInputError)
    count = whole(yes, name="yes", error=SampleInputError)
    if count > size:
        raise SampleInputError("yes_above_sample", "There can't be more yeses than people asked.")
    z = quantile(confidence)
    if size == 0:
        return None
    value = count / size
    middle = (value + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * sqrt(value * (1 - value) / size + z * z / (4 * size * size))
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == size else min(1.0, middle + half)
    return Share(yes=count, sample=size, value=value, low=low, high=high)


def difference(*, now: Share, before: Share) -> tuple[float, float, float]:
    """now - before with Newcombe's 95 % interval: (change, low, high). It moved when the interval excludes
    0."""
    change = now.value - before.value
    down = sqrt((now.value - now.low) ** 2 + (before.high - before.value) ** 2)
    up = sqrt((now.high - now.value) ** 2 + (before.value - before.low) ** 2)
    return change, change - down, change + up
