"""Contacts to come, from contacts that came: by weekday and interval of the day, with a trend.

``history``   a table of days × intervals, gaps as holes; what stands out in it
``methods``   ways to forecast: two baselines, a robust one, a log-linear one, Holt-Winters, and a combination
``backtest``  every method on the client's own past, from rolling origins: WAPE, bias, how often the band holds

Units: contacts per interval. A day is local, from midnight to midnight.
"""

from tasks.staffing.rules.forecast.backtest import BASELINES, Score, backtest, best_of
from tasks.staffing.rules.forecast.history import History, Surge, coming_days, surges
from tasks.staffing.rules.forecast.methods import METHODS, forecast

__all__ = [
    "BASELINES",
    "METHODS",
    "History",
    "Score",
    "Surge",
    "backtest",
    "best_of",
    "coming_days",
    "forecast",
    "surges",
]
