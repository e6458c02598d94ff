"""How often a rule is right, from a sample of its hits that people looked at; with its interval."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054  # 97.5 % point of the normal distribution


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``sample``; ``low`` and ``high`` hold the true share with 95 %. None: nothing was looked at."""

    hits: int
    sample: int
    low: float | None
    high: float | None

    @property
    def rate(self) -> float | None:
        return self.hits / self.sample if self.sample else None


def wilson(hits: int, sample: int) -> Share:
    """A share with its 95 % interval.

    Source: Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22 (1927).
    """
    if not sample:
        return Share(0, 0, None, None)
    rate, spread = hits / sample, _Z * _Z / sample
    middle = (rate + spread / 2) / (1 + spread)
    half = _Z * sqrt(rate * (1 - rate) / sample + spread / (4 * sample)) / (1 + spread)
    return Share(hits, sample, max(0.0, middle - half), min(1.0, middle + half))


def weighed(strata: list[tuple[int, Share]]) -> tuple[float, float, float] | None:
    """The precision of a whole rule set: (rate, low, high) over rules, each weighed by how often it hits.

    strata: (hits of the rule, share of its sample). Rules nobody looked at make the interval as wide as not knowing:
    they count from 0 to 1. None without any hit. Source: stratified estimate, Cochran, Sampling Techniques, ch. 5.
    """
    total = sum(hits for hits, _ in strata)
    if not total:
        return None
    known = sum(hits for hits, s in strata if s.sample)
    rate = sum(hits * (s.rate or 0.0) for hits, s in strata if s.sample)
    # Rules are sampled apart from each other, so their variances add; a half is added to both sides so that a rule
    # that was always right in a small sample does not count as certain.
    variance = sum((hits / total) ** 2 * _smoothed(s) * (1 - _smoothed(s)) / s.sample for hits, s in strata if s.sample)
    half = _Z * sqrt(variance)
    unknown = (total - known) / total
    low = max(0.0, rate / total - half)
    return (rate / known if known else 0.0, low, min(1.0, rate / total + half + unknown))


def _smoothed(share: Share) -> float:
    return (share.hits + 0.5) / (share.sample + 1)
