"""How new agents get up to pace: a curve fitted from the pool's own work, the house's default until there is enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

DEFAULT_START, DEFAULT_HALF_WEEKS = 0.5, 4.0
LEAST_AGENTS, LEAST_WEEKS = 30, 4
LOWEST, HIGHEST = 0.2, 1.0
WEEKS = 13


@dataclass(frozen=True)
class Ramp:
    """pace(w) = 1 − (1 − start) × 0.5 ^ (w ÷ half): ``start`` is the share of an experienced agent's pace in week 0."""

    start: float
    half: float
    is_default: bool

    def pace(self, week: float) -> float:
        """Share of an experienced agent's pace, 0 to 1."""
        left: float = 0.5 ** (max(0.0, week) / self.half)
        return 1 - (1 - self.start) * left

    def lengthens(self, week: float) -> float:
        """By what factor handling takes longer; never a divisor of heads."""
        return 1 / self.pace(week)


DEFAULT = Ramp(DEFAULT_START, DEFAULT_HALF_WEEKS, True)


def fit(weeks: Sequence[tuple[int, float, int]], *, agents: int) -> Ramp:
    """From (week since entry, mean pace against experienced agents, observations); the default where too few.

    Weighted least squares over a grid of half-lives; for a given half-life the start has a closed form, because
    1 − pace is proportional to 0.5 ^ (week ÷ half).
    """
    usable = [(week, pace, n) for week, pace, n in weeks if n > 0 and pace > 0]
    if agents < LEAST_AGENTS or len({week for week, _, _ in usable}) < LEAST_WEEKS:
        return DEFAULT
    best = min(((_loss(usable, half), half) for half in (x / 4 for x in range(2, 53))), key=lambda pair: pair[0])
    return Ramp(_start(usable, best[1]), best[1], False)


def _start(weeks: Sequence[tuple[int, float, int]], half: float) -> float:
    decay = [(0.5 ** (week / half), 1 - pace, n) for week, pace, n in weeks]
    below = sum(n * d * d for d, _, n in decay)
    gap = sum(n * d * lag for d, lag, n in decay) / below if below else 0.0
    return min(HIGHEST, max(LOWEST, 1 - gap))


def _loss(weeks: Sequence[tuple[int, float, int]], half: float) -> float:
    ramp = Ramp(_start(weeks, half), half, False)
    return sum(n * (pace - ramp.pace(week)) ** 2 for week, pace, n in weeks)


def pace_by_week(handled: Sequence[tuple[int, float]], *, experienced_s: float) -> list[tuple[int, float, int]]:
    """(week since entry, seconds of handling) of conversations -> (week, pace, n); pace against experienced ones."""
    sums: dict[int, list[float]] = {}
    for week, seconds in handled:
        if seconds > 0 and 0 <= week < WEEKS:
            sums.setdefault(week, []).append(seconds)
    return [(week, experienced_s / (math.fsum(found) / len(found)), len(found)) for week, found in sorted(sums.items())]


def mean_lengthening(ramp: Ramp, *, new_share: float, week: float = 0) -> float:
    """Factor on the handling time of a crew of whom ``new_share`` (0 to 1) are in that week: means of paces, inverted."""
    return 1 / (1 - new_share + new_share * ramp.pace(week))
