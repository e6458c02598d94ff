"""Control charts: which days differ by more than chance, so that nobody chases ordinary ups and downs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh

_SIGMAS = 3.0
_RUN = 8


@dataclass(frozen=True, slots=True)
class DaySum:
    """A day's scores: how many, their sum and the sum of their squares."""

    count: int
    total: float
    squares: float


@dataclass(frozen=True, slots=True)
class ControlChart:
    """``means`` per day (None: none that day), their limits, and the days that stand out with why."""

    middle: float
    means: tuple[float | None, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    beyond: tuple[int, ...]
    runs: tuple[int, ...]


def control_chart(days: Sequence[DaySum], *, least: float = 0.0, most: float = 100.0) -> ControlChart | None:
    """Mean chart with limits that follow each day's number; None with fewer than two days or no spread to judge by.

    beyond: outside three standard errors of the overall mean. runs: the eighth day in a row on one side of it.
    Source: Montgomery, Introduction to Statistical Quality Control, 7th ed., ch. 6; Western Electric rules 1 and 4.
    """
    known = [d for d in days if d.count]
    total = sum(d.count for d in known)
    freedom = total - len(known)
    if len(known) < 2 or freedom <= 0:
        return None
    middle = sum(d.total for d in known) / total
    within = sum(d.squares - d.total * d.total / d.count for d in known)
    deviation = sqrt(max(within, 0.0) / freedom)
    halves = [_SIGMAS * deviation / sqrt(d.count) if d.count else 0.0 for d in days]
    means = tuple(d.total / d.count if d.count else None for d in days)
    beyond = tuple(n for n, m in enumerate(means) if m is not None and abs(m - middle) > halves[n] > 0)
    return ControlChart(
        middle=middle,
        means=means,
        low=tuple(max(least, middle - h) for h in halves),
        high=tuple(min(most, middle + h) for h in halves),
        beyond=beyond,
        runs=_ends_of_runs(means, middle),
    )


def _ends_of_runs(means: Sequence[float | None], middle: float) -> tuple[int, ...]:
    ends, side, length = [], 0, 0
    for n, mean in enumerate(means):
        if mean is None:
            continue
        now = 1 if mean > middle else -1 if mean < middle else 0
        length = length + 1 if now == side and now else 1
        side = now
        if length == _RUN:
            ends.append(n)
    return tuple(ends)


@dataclass(frozen=True, slots=True)
class Effect:
    """What changed between two groups of scores: the difference of means with its 95 % interval."""

    before: int
    after: int
    difference: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether chance alone is an unlikely reason."""
        return self.low > 0 or self.high < 0


def effect(before: Sequence[float], after: Sequence[float]) -> Effect | None:
    """Mean after less mean before, with Welch's interval; None with fewer than three on a side.

    Source: Welch, The generalization of Student's problem, Biometrika 34 (1947); quantile of t by Hill's
    expansion (Hill, Algorithm 396, CACM 13, 1970).
    """
    if len(before) < 3 or len(after) < 3:
        return None
    (mean_b, var_b), (mean_a, var_a) = _moments(before), _moments(after)
    parts = var_b / len(before), var_a / len(after)
    spread = sum(parts)
    if spread == 0:
        return Effect(len(before), len(after), mean_a - mean_b, mean_a - mean_b, mean_a - mean_b)
    freedom = spread**2 / (parts[0] ** 2 / (len(before) - 1) + parts[1] ** 2 / (len(after) - 1))
    half = _t_quantile(freedom) * sqrt(spread)
    gap = mean_a - mean_b
    return Effect(len(before), len(after), gap, gap - half, gap + half)


def _moments(values: Sequence[float]) -> tuple[float, float]:
    mean = sum(values) / len(values)
    return mean, sum((v - mean) ** 2 for v in values) / (len(values) - 1)


def _t_quantile(freedom: float) -> float:
    """The 97.5 % point of Student's t, by the Cornish-Fisher series of the normal point; within 0.5 % from 3 degrees up."""
    z, n = 1.959963984540054, max(freedom, 2.0)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / n ** (power + 1) for power, term in enumerate(terms))


def rank_correlation(pairs: Sequence[tuple[float, float]]) -> tuple[float, float, float] | None:
    """Spearman's rho with its 95 % interval; None with fewer than ten pairs or without variation.

    Source: Spearman (1904); interval by Fisher's z with the variance of Bonett and Wright, Psychometrika 65 (2000).
    """
    if len(pairs) < 10:
        return None
    left, right = _ranks([a for a, _ in pairs]), _ranks([b for _, b in pairs])
    middle = (len(pairs) + 1) / 2
    top = sum((a - middle) * (b - middle) for a, b in zip(left, right, strict=True))
    bottom = sqrt(sum((a - middle) ** 2 for a in left) * sum((b - middle) ** 2 for b in right))
    if bottom == 0:
        return None
    rho = max(-0.999999, min(0.999999, top / bottom))
    half = 1.959963984540054 * sqrt((1 + rho * rho / 2) / (len(pairs) - 3))
    return rho, tanh(atanh(rho) - half), tanh(atanh(rho) + half)


def _ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1; equal values share the mean of theirs."""
    order = sorted(range(len(values)), key=lambda n: values[n])
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for n in order[start : end + 1]:
            ranks[n] = (start + end) / 2 + 1
        start = end + 1
    return ranks
