"""Ways to forecast a table of days × intervals. Each takes a history and how many days ahead, and returns that table.

Sources: Taylor, A comparison of univariate time series methods for forecasting intraday arrivals at a call center,
Management Science 54(2), 2008 (why simple seasonal means are hard to beat); Shen and Huang, Interday forecasting and
intraday updating of call center arrivals, MSOM 10(3), 2008 (daily level times a profile of the day).
"""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from tasks.staffing.rules.forecast.history import Floats, History

Method = Callable[[History, int], Floats]
WEEKS_OF_BASELINE = 4
WEEKS_OF_TYPICAL = 8
PROFILE_PRIOR = 2.0  # a weekday's profile leans on all days' as if these had been seen this many times
TREND_DAMPING = 0.98  # a trend loses two per cent of itself each day: none goes on for ever
TREND_PRIOR = 60.0  # and a short history proves none
HUBER = 1.5
STIFF = 1e9
SHORTEST_FOR_TREND = 56  # within a month or two a trend can't be told from the month's own cycle
SHORTEST_FOR_MONTHS = 90


def last_week(history: History, days: int) -> Floats:
    """Baseline: what came on the last day of the same weekday."""
    return _same_weekday(history, days, weeks=1, centre=np.mean)


def four_weeks(history: History, days: int) -> Floats:
    """Baseline: the mean of the last four days of the same weekday."""
    return _same_weekday(history, days, weeks=WEEKS_OF_BASELINE, centre=np.mean)


def typical(history: History, days: int) -> Floats:
    """The median of the last eight days of the same weekday; a surge does not move it."""
    return _same_weekday(history, days, weeks=WEEKS_OF_TYPICAL, centre=np.median)


def level_and_profile(history: History, days: int) -> Floats:
    """The day's total by weekday and damped trend (log-linear, robust), spread over the profile of that weekday."""
    return _totals_by_trend(history, days)[:, None] * _profiles(history)[_weekdays(history, days)]


def smoothed(history: History, days: int) -> Floats:
    """The day's total by Holt-Winters (damped trend, weekly season), spread over the profile of that weekday."""
    totals = history.values.sum(axis=1)
    if len(totals) < SHORTEST_FOR_TREND:
        return _recent_level(history, days)[:, None] * _profiles(history)[_weekdays(history, days)]
    from statsmodels.tsa.holtwinters import ExponentialSmoothing

    filled = _without_holes(totals, history.weekdays)
    model = ExponentialSmoothing(
        filled, trend="add", damped_trend=True, seasonal="add", seasonal_periods=7, initialization_method="heuristic"
    )
    ahead = np.maximum(0.0, np.asarray(model.fit().forecast(days), dtype=np.float64))
    return ahead[:, None] * _profiles(history)[_weekdays(history, days)]


def combined(history: History, days: int) -> Floats:
    """The mean of three that err differently: typical, level and profile, smoothed."""
    return np.asarray((typical(history, days) + level_and_profile(history, days) + smoothed(history, days)) / 3)


METHODS: dict[str, Method] = {
    "last_week": last_week,
    "four_weeks": four_weeks,
    "typical": typical,
    "level": level_and_profile,
    "smoothed": smoothed,
    "combined": combined,
}


def forecast(history: History, days: int, *, method: str) -> Floats:
    """``days`` days × intervals after the history's last day; never negative."""
    return np.maximum(0.0, METHODS[method](history, days))


def _weekdays(history: History, days: int) -> npt.NDArray[np.int64]:
    return (len(history.values) + np.arange(days) + history.first.weekday()) % 7


def _same_weekday(history: History, days: int, *, weeks: int, centre: Callable[..., Floats]) -> Floats:
    """By weekday: the centre of the last ``weeks`` known days; of all known days where a weekday has none."""
    known = history.values[history.known]
    week = np.empty((7, history.values.shape[1]))
    for weekday in range(7):
        rows = history.values[(history.weekdays == weekday) & history.known][-weeks:]
        week[weekday] = centre(rows if len(rows) else known, axis=0)
    return week[_weekdays(history, days)]


def _profiles(history: History) -> Floats:
    """7 × intervals: the share of a day's contacts in each interval; a weekday seen seldom leans on all days."""
    days, weekdays = history.values[history.known], history.weekdays[history.known]
    totals = days.sum(axis=1, keepdims=True)
    shares = np.divide(days, totals, out=np.zeros_like(days), where=totals > 0)
    busy = totals[:, 0] > 0
    everyday = np.median(shares[busy], axis=0) if busy.any() else np.full(days.shape[1], 1 / days.shape[1])
    found = np.empty((7, days.shape[1]))
    for weekday in range(7):
        rows = shares[(weekdays == weekday) & busy]
        mean = np.median(rows, axis=0) if len(rows) else everyday
        prior = PROFILE_PRIOR / (len(rows) ** 2 + PROFILE_PRIOR)
        found[weekday] = (1 - prior) * mean + prior * everyday
    return np.asarray(found / np.maximum(found.sum(axis=1, keepdims=True), 1e-12))


def _totals_by_trend(history: History, days: int) -> Floats:
    """log(total) = weekday + day of the month + trend, by least squares with Huber's weights."""
    known = np.flatnonzero(history.known)
    level = np.log1p(history.values[known].sum(axis=1))
    end = len(history.values) - 1
    design, ridge = _features(history, known - end)
    target, weights = level - level.mean(), np.ones(len(known))
    beta = np.zeros(design.shape[1])
    for _ in range(10):
        gram = design.T @ (design * weights[:, None]) + ridge
        beta = np.linalg.solve(gram, design.T @ (weights * target))
        error = np.abs(target - design @ beta)
        scale = max(1e-6, 1.4826 * float(np.median(error)))
        weights = np.minimum(1.0, HUBER * scale / np.maximum(error, 1e-9))
    ahead = _features(history, np.arange(1, days + 1))[0]
    ahead[:, -1] = np.cumsum(TREND_DAMPING ** np.arange(1, days + 1)) / 7.0
    return np.asarray(np.expm1(level.mean() + ahead @ beta), dtype=np.float64)


def _features(history: History, offsets: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Columns for days ``offsets`` from the last one (0 is it): weekdays, the month's cycle, weeks; and their ridge.

    A short history has neither trend nor month: their ridge is so stiff that they stay at nought.
    """
    end = len(history.values) - 1
    weekday = np.eye(7)[(end + offsets + history.first.weekday()) % 7]
    month = np.array([(history.last + timedelta(days=int(o))).day / 30.4 * 2 * np.pi for o in offsets])
    columns = np.column_stack([weekday, np.cos(month), np.sin(month), offsets / 7.0])
    monthly = 2.0 if end + 1 >= SHORTEST_FOR_MONTHS else STIFF
    trend = TREND_PRIOR if end + 1 >= SHORTEST_FOR_TREND else STIFF
    return columns, np.diag([0.05] * 7 + [monthly] * 2 + [trend])


def _recent_level(history: History, days: int) -> Floats:
    """Totals by weekday times how the last week stood to the weeks before, half of it: levels persist, in part."""
    totals = np.nansum(history.values, axis=1)
    usual = typical(History(history.first, history.values[:-7]), 7) if len(totals) > 14 else typical(history, 7)
    known = history.known[-7:]
    recent, before = totals[-7:][known].sum(), usual.sum(axis=1)[-len(known) :][known].sum()
    ratio = float(np.sqrt(recent / before)) if before and recent else 1.0
    return np.asarray(typical(history, days).sum(axis=1) * ratio, dtype=np.float64)


def _without_holes(totals: Floats, weekdays: npt.NDArray[np.int64]) -> Floats:
    """Holes take the median of their weekday: smoothing needs an unbroken line."""
    filled = totals.copy()
    for row in np.flatnonzero(np.isnan(totals)):
        same = totals[(weekdays == weekdays[row]) & ~np.isnan(totals)]
        filled[row] = np.median(same) if len(same) else np.nanmedian(totals)
    return filled
