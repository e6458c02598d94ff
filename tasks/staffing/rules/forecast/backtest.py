"""Every method on the past: forecast a week from several days back, and compare with what came.

The band is conformal: its width at one origin comes from the errors at the others, so how often it holds is measured
on weeks it has not seen. Source: Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005, ch. 2.
"""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.staffing.rules.forecast.history import Floats, History
from tasks.staffing.rules.forecast.methods import METHODS, forecast

BASELINES = ("last_week", "four_weeks")
HORIZON = 7
SHORTEST = 14  # days before the first origin
ORIGINS_AT_MOST = 8
BAND = 0.8  # eight intervals of ten should lie inside
CLEARLY_BETTER = 0.9  # a single method is preferred to the combination when its error is a tenth less


@dataclass(frozen=True)
class Score:
    """How one method did. wape: sum of absolute errors ÷ contacts. bias: forecast less came ÷ contacts (+: too many).

    daily_wape: the same on whole days. coverage: share of intervals inside the 80 % band. width: half the band as a
    multiple of sqrt(forecast + 1), a week ahead.
    """

    method: str
    wape: float
    daily_wape: float
    bias: float
    coverage: float | None
    width: float
    origins: int
    intervals: int

    def band(self, values: Floats) -> tuple[Floats, Floats]:
        """The 80 % band around a forecast (days × intervals); each week ahead adds its own uncertainty."""
        weeks = np.sqrt(1 + np.arange(len(values)) // 7)[:, None]
        half = self.width * weeks * np.sqrt(values + 1)
        return np.maximum(0.0, values - half), values + half


def origins_of(history: History) -> list[int]:
    """Rows from which to forecast: weekly, backwards from a week before the end, at most eight; closer if few."""
    last = len(history.values) - HORIZON
    step = 7 if last - SHORTEST >= 14 else 3
    return sorted(range(last, SHORTEST - 1, -step)[:ORIGINS_AT_MOST])


def backtest(history: History, *, methods: Iterable[str] = METHODS) -> list[Score]:
    """The methods by rising WAPE; none where the history is shorter than three weeks."""
    origins = origins_of(history)
    scores = []
    for method in methods if origins else ():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a smoothing that did not converge shows in its error
            pairs = [_pair(history, origin, method) for origin in origins]
        scores.append(score(method, pairs))
    return sorted(scores, key=lambda one: one.wape)


def _pair(history: History, origin: int, method: str) -> tuple[Floats, Floats]:
    came = history.values[origin : origin + HORIZON]
    return forecast(history.until(origin), len(came), method=method), came


def score(method: str, pairs: list[tuple[Floats, Floats]]) -> Score:
    """From (forecast, came) of each origin, days × intervals; days that nothing is known of count nowhere."""
    parts = [(f[known], y[known]) for f, y in pairs if (known := ~np.isnan(y).any(axis=1)).any()]
    made, came = np.concatenate([f for f, _ in parts]), np.concatenate([y for _, y in parts])
    total = max(1e-9, float(came.sum()))
    errors = [_standard(f, y) for f, y in parts]
    return Score(
        method=method,
        wape=float(np.abs(made - came).sum()) / total,
        daily_wape=float(np.abs(made.sum(axis=1) - came.sum(axis=1)).sum()) / total,
        bias=float((made - came).sum()) / total,
        coverage=_coverage(errors),
        width=float(np.quantile(np.concatenate(errors), BAND)),
        origins=len(parts),
        intervals=int(came.size),
    )


def _standard(made: Floats, came: Floats) -> Floats:
    """Absolute errors where somebody called or was expected; empty nights would make any band look right."""
    matters = (came > 0) | (made >= 0.5)
    return np.abs((came - made) / np.sqrt(made + 1))[matters]


def _coverage(errors: list[Floats]) -> float | None:
    """Inside the band that the other origins' errors draw; None with one origin."""
    if len(errors) < 2:
        return None
    inside: list[npt.NDArray[np.bool_]] = []
    for place, own in enumerate(errors):
        inside.append(own <= np.quantile(np.concatenate(errors[:place] + errors[place + 1 :]), BAND))
    return float(np.concatenate(inside).mean())


def best_of(scores: list[Score]) -> Score:
    """The combination, unless another has a tenth less error: what won by a hair in a few weeks won by chance.

    Raises ValueError without a score. Source: Clemen, Combining forecasts, Int. J. of Forecasting 5(4), 1989.
    """
    least = min(scores, key=lambda one: one.wape)
    safe = next((one for one in scores if one.method == "combined"), least)
    return least if least.wape < CLEARLY_BETTER * safe.wape else safe


def gains(scores: list[Score]) -> Mapping[str, float]:
    """By how much the best beats each baseline: 0.1 means a tenth less error; negative: it does not."""
    best = best_of(scores)
    return {one.method: 1 - best.wape / one.wape for one in scores if one.method in BASELINES and one.wape}
