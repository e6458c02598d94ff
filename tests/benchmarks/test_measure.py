"""The machinery of the benchmarks, and its runner."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from benchmarks.measure import Scale, alternate, count, meets, seconds, several
from talentpool.local.management.commands import bench


def test_pairs_alternate_who_is_first() -> None:
    calls: list[str] = []

    def ours() -> float:
        calls.append("ours")
        return 2.0

    def theirs() -> float:
        calls.append("theirs")
        return 4.0

    pairs = alternate(ours, theirs, pairs=3)
    assert calls == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]
    assert pairs.ratios == [0.5, 0.5, 0.5]


def test_headline_is_the_median_with_its_range() -> None:
    ours, theirs = iter([1.0, 9.0, 2.0, 3.0, 2.5]), iter([1.0, 1.0, 1.0, 1.0, 1.0])
    figure = alternate(lambda: next(ours), lambda: next(theirs)).headline("claims", target="≥ 0.7", unit="/s")
    assert (figure.ratio, figure.low, figure.high, figure.n, figure.met) == (2.5, 1.0, 9.0, 5, True)
    assert set(figure.as_json()) >= {"name", "ratio", "low", "high", "target", "ours", "theirs", "n"}


@pytest.mark.parametrize(
    ("value", "target", "met"),
    [
        (0.7, "≥ 0.7", True),
        (0.69, "≥ 0.7", False),
        (1.02, "≤ 1.02", True),
        (1.03, "≤ 1.02", False),
        (14.9, "< 15 s", True),
        (15.0, "< 15 s", False),
        (0, "0", True),
        (1, "0", False),
        (1.0, "1.00", True),
        (300, "≥ 300", True),
    ],
)
def test_target_is_met_or_missed(value: float, target: str, met: bool) -> None:
    assert meets(value, target) is met


def test_target_in_another_form_is_an_error() -> None:
    with pytest.raises(ValueError, match="could not convert"):
        meets(1, "fast")


def test_counts_and_repeated_figures_have_no_other_side() -> None:
    assert count("storm-overbooked", 0, target="0", n=12000).theirs is None
    assert several("startup", [3.0, 1.0, 2.0], target="< 15 s").ratio == 2.0
    assert seconds(lambda: None)() >= 0
    assert Scale().agents_or(10) == 10
    assert Scale(5).agents_or(10) == 5


def test_runner_knows_its_benchmarks_and_refuses_others() -> None:
    assert "startup" in bench.benchmarks()
    assert "measure" not in bench.benchmarks()
    with pytest.raises(CommandError, match="no benchmark nonsense; there are"):
        call_command("bench", "nonsense")


def test_runner_prints_json_or_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import startup

    monkeypatch.setattr(startup, "run", lambda scale: iter([several("startup", [3.0, 1.0], target="< 15 s", unit="s")]))
    said = StringIO()
    call_command("bench", "startup", "--json", stdout=said)
    assert json.loads(said.getvalue())["ratio"] == 2.0
    said = StringIO()
    call_command("bench", "startup", stdout=said)
    assert said.getvalue().split()[:2] == ["startup", "2"]
    assert "meets  < 15 s" in said.getvalue()
