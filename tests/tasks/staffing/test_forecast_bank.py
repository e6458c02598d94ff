"""February of a real bank, forecast from its January; the figures of docs/forecast.md."""

import csv
import re
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from tasks.staffing.rules.forecast import History, backtest, best_of, forecast
from tasks.staffing.rules.forecast.backtest import Score, score

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared/data/callcentre_bank_il_1999"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the bank's call centre is not at {DATA}"),
]


def month(number: str) -> History:
    with (DATA / f"intervals_30min_1999_{number}.csv").open() as file:
        rows = [(datetime.fromisoformat(r["interval_start"]), float(r["offered"])) for r in csv.DictReader(file)]
    return History.of(rows, minutes=30)


@pytest.fixture(scope="module")
def february() -> dict[str, tuple[Score, float]]:
    """By method: its score on February, and how often the band held."""
    january, came = month("01"), month("02").values
    found = {}
    for one in backtest(january):
        made = forecast(january, len(came), method=one.method)
        low, high = one.band(made)
        matters = (came > 0) | (made >= 0.5)
        found[one.method] = (score(one.method, [(made, came)]), float(((came >= low) & (came <= high))[matters].mean()))
    return found


def test_the_days_that_the_source_lacks_are_known_to_be_missing() -> None:
    assert [day.isoformat() for day in month("01").missing] == ["1999-01-11", "1999-01-12"]


def test_februarys_forecast_beats_both_baselines_and_its_band_holds(february: dict[str, tuple[Score, float]]) -> None:
    chosen = best_of(backtest(month("01"))).method
    error, inside = february[chosen][0], february[chosen][1]
    assert error.wape < february["last_week"][0].wape
    assert error.wape < february["four_weeks"][0].wape
    assert error.wape < 0.25
    assert inside > 0.8


def test_the_documented_errors_are_the_ones_computed(february: dict[str, tuple[Score, float]]) -> None:
    text = (ROOT / "docs/forecast.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) % \|", text, re.M))
    assert rows == {name: f"{one.wape * 100:.1f}" for name, (one, _inside) in february.items()}
    assert np.isfinite(list(map(float, rows.values()))).all()
