"""Forecasts: what a method must get right on days we made ourselves, and how the backtest judges."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from tasks.staffing.rules.forecast import METHODS, History, backtest, best_of, coming_days, forecast, surges
from tasks.staffing.rules.forecast.backtest import Score, score

MONDAY = date(2026, 3, 2)
WEEK = np.array([1.0, 0.9, 0.85, 0.9, 1.1, 0.4, 0.2])
DAY = np.concatenate([np.zeros(16), np.hanning(26) + 0.1, np.zeros(6)])


def made(days: int, *, growth: float = 0.0, noise: bool = True, month: float = 0.0, seed: int = 5) -> History:
    """Calls by weekday and half-hour, growing by ``growth`` a day, with a cycle of the month and Poisson noise."""
    rows = np.arange(days)
    months = 1 + month * np.cos(2 * np.pi * np.array([(MONDAY + timedelta(days=int(r))).day for r in rows]) / 30.4)
    level = 1500 * WEEK[rows % 7] * (1 + growth) ** rows * months
    expected = level[:, None] * DAY / DAY.sum()
    return History(MONDAY, np.random.default_rng(seed).poisson(expected).astype(float) if noise else expected)


@pytest.mark.parametrize("method", METHODS)
def test_what_repeats_every_week_without_noise_is_forecast_exactly(method: str) -> None:
    history = made(70, noise=False)
    ahead = forecast(history, 14, method=method)
    assert ahead == pytest.approx(made(84, noise=False).values[70:], rel=0.1, abs=0.5)


@pytest.mark.parametrize("method", METHODS)
def test_no_forecast_is_negative_and_every_interval_has_one(method: str) -> None:
    for days in (7, 15, 30):
        ahead = forecast(made(days), 10, method=method)
        assert ahead.shape == (10, 48)
        assert np.isfinite(ahead).all()
        assert (ahead >= 0).all()


def test_on_growing_volumes_with_a_months_cycle_the_best_beats_both_baselines() -> None:
    history = made(180, growth=0.004, month=0.15)
    scores = {one.method: one for one in backtest(history)}
    best = best_of(list(scores.values()))
    assert best.wape < 0.9 * scores["last_week"].wape
    assert best.wape < 0.9 * scores["four_weeks"].wape
    assert abs(best.bias) < abs(scores["four_weeks"].bias)


def test_the_band_holds_about_eight_intervals_of_ten_that_it_has_not_seen() -> None:
    coverage = best_of(backtest(made(120))).coverage
    assert coverage is not None
    assert 0.72 <= coverage <= 0.88


def test_days_nobody_knows_of_are_holes_and_not_noughts() -> None:
    known = made(60)
    history = known.without([MONDAY + timedelta(days=n) for n in (20, 33, 34)])
    assert len(history.missing) == 3
    for method in METHODS:
        whole, holed = forecast(known, 7, method=method).sum(), forecast(history, 7, method=method).sum()
        assert holed == pytest.approx(whole, rel=0.12)


def test_a_surge_is_found_and_leaving_it_out_keeps_it_from_coming_again() -> None:
    history = made(42)
    history.values[36, 20:26] *= 4
    found = surges(history)
    assert found[0].day == MONDAY + timedelta(days=36)
    assert 19 <= found[0].first <= found[0].last <= 26
    assert not surges(made(42))
    repeated = forecast(history, 7, method="last_week")[1].sum()
    left_out = forecast(history.without([found[0].day]), 7, method="last_week")[1].sum()
    assert left_out < 0.75 * repeated


def test_special_days_are_like_another_day_or_closed_or_lifted_by_an_event() -> None:
    values = np.full((3, 48), 10.0)
    week = np.arange(7.0)[:, None] * np.ones((1, 48))
    found = coming_days(
        values,
        first=MONDAY,
        like={MONDAY: 6, MONDAY + timedelta(days=1): 7},
        factors={MONDAY: 2.0, MONDAY + timedelta(days=2): 1.5},
        typical=week,
    )
    assert [row[0] for row in found] == [12.0, 0.0, 15.0]


def test_the_hour_a_clock_change_repeats_is_added_up() -> None:
    twice, monday = datetime.fromisoformat("2026-10-25 02:30"), datetime.fromisoformat("2026-10-26 09:00")
    history = History.of([(twice, 5.0), (twice, 7.0), (monday, 3.0)], minutes=30)
    assert history.values[0, 5] == 12.0
    assert history.values[1, 18] == 3.0


def test_wape_and_bias_mean_what_they_say() -> None:
    made_, came = np.array([[10.0, 20.0]]), np.array([[20.0, 20.0]])
    one = score("typical", [(made_, came)])
    assert one.wape == pytest.approx(0.25)
    assert one.bias == pytest.approx(-0.25)
    assert one.coverage is None


def test_what_won_by_a_hair_is_not_preferred_to_the_combination() -> None:
    def of(method: str, wape: float) -> Score:
        return Score(method, wape, wape, 0.0, 0.8, 1.0, 4, 100)

    assert best_of([of("smoothed", 0.29), of("combined", 0.30)]).method == "combined"
    assert best_of([of("smoothed", 0.20), of("combined", 0.30)]).method == "smoothed"


def test_a_history_too_short_for_a_backtest_gets_none() -> None:
    assert backtest(made(15)) == []
