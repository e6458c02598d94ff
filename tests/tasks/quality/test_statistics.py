"""The mathematics behind dashboards, against published values and independent libraries."""

import random
from fractions import Fraction

import pytest
from scipy import stats

from tasks.quality.rules.agreement import ordinal_alpha, rater_alpha
from tasks.quality.rules.anonymising import HIDDEN, anonymised, suggested
from tasks.quality.rules.control import DaySum, control_chart, effect, rank_correlation
from tasks.quality.rules.scorecard import SCORECARD, STANDARDS, standards_of
from tests.tasks.quality.test_agreement import FOUR_RATERS


def test_ordinal_alpha_matches_the_published_example() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: ordinal 0.815.
    labels = {
        str(n): {r: str(values[n]) for r, values in FOUR_RATERS.items() if values[n] is not None} for n in range(12)
    }
    assert float(ordinal_alpha(labels, order="12345") or 0) == pytest.approx(0.815, abs=0.0005)


def test_a_rater_is_compared_with_the_others_only() -> None:
    labels = {
        "1": {"a": "yes", "b": "yes", "c": "no"},
        "2": {"a": "no", "b": "no", "c": "yes"},
        "3": {"a": "yes", "b": "yes", "c": "no"},
    }
    order = ("no", "partly", "yes")
    a, c = rater_alpha(labels, "a", order=order), rater_alpha(labels, "c", order=order)
    assert a is not None
    assert c is not None
    assert c < 0 < a + 1
    assert a > c
    assert rater_alpha(labels, "nobody", order=order) is None
    assert ordinal_alpha({"1": {"a": "na", "b": "yes"}}, order=order) is None


def day(values: list[float]) -> DaySum:
    return DaySum(len(values), sum(values), sum(v * v for v in values))


def test_ordinary_ups_and_downs_stay_inside_the_limits_and_a_real_drop_does_not() -> None:
    chance = random.Random(7)
    days = [day([chance.gauss(85, 8) for _ in range(40)]) for _ in range(30)]
    calm = control_chart(days)
    assert calm is not None
    assert len(calm.beyond) <= 1
    days[12] = day([chance.gauss(72, 8) for _ in range(40)])
    chart = control_chart(days)
    assert chart is not None
    assert 12 in chart.beyond
    assert chart.low[0] < chart.middle < chart.high[0]
    assert control_chart(days[:1]) is None
    assert control_chart([DaySum(1, 80.0, 6400.0)] * 3) is None


# Montgomery, Introduction to Statistical Quality Control, 7th ed., table 6.3:
# piston rings, thousandths of a millimetre over 73.9, 25 samples of five.
PISTON_RINGS = """
130 102 119 92 108 95 92 101 111 104 88 124 121 105 102 102 96 93 115 109 92 107 115 89 114
109 94 97 85 93 95 106 94 100 105 85 103 93 115 88 108 95 109 105 104 98 100 90 107 95
94 98 94 95 90 104 100 107 100 96 83 102 98 97 112 106 67 94 100 84 112 114 98 99 107
100 84 105 98 96 94 112 86 105 107 106 110 118 103 100 84 102 103 105 97 100 110 113 120 103
82 101 115 105 96 104 99 90 106 109 110 89 90 109 114 115 108 93 100 110 82 84 95 117 113
"""


def test_the_limits_of_a_published_control_chart_come_out() -> None:
    rings = [73.9 + int(n) / 1000 for n in PISTON_RINGS.split()]
    chart = control_chart([day(rings[n : n + 5]) for n in range(0, 125, 5)])
    assert chart is not None
    # The book: centre 74.001, limits 73.988 and 74.014; every sample inside.
    assert chart.middle == pytest.approx(74.001, abs=0.0005)
    assert (chart.low[0], chart.high[0]) == (pytest.approx(73.988, abs=0.001), pytest.approx(74.014, abs=0.001))
    assert not chart.beyond


def test_limits_widen_where_fewer_conversations_were() -> None:
    few, many = day([80.0, 90.0, 85.0]), day([80.0, 90.0, 85.0] * 30)
    chart = control_chart([few, many, DaySum(0, 0.0, 0.0)])
    assert chart is not None
    assert chart.high[0] - chart.low[0] > chart.high[1] - chart.low[1]
    assert chart.means[2] is None


def test_eight_days_on_one_side_are_named() -> None:
    days = [day([90.0, 91.0, 80.0, 79.0])] * 8 + [day([89.0, 92.0, 60.0, 61.0])] * 8
    chart = control_chart(days)
    assert chart is not None
    assert 7 in chart.runs


@pytest.mark.parametrize(("before", "after"), [(8, 9), (30, 25), (4, 60)])
def test_the_effects_interval_is_welchs(before: int, after: int) -> None:
    chance = random.Random(before)
    left = [chance.gauss(70, 9) for _ in range(before)]
    right = [chance.gauss(78, 5) for _ in range(after)]
    found = effect(left, right)
    expected = stats.ttest_ind(right, left, equal_var=False).confidence_interval()
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(expected.low, abs=0.1), pytest.approx(expected.high, abs=0.1))
    assert effect(left[:2], right) is None


def test_rank_correlation_is_spearmans_with_an_interval_around_it() -> None:
    chance = random.Random(5)
    pairs = [(round(chance.random(), 1), round(chance.random(), 1)) for _ in range(60)]
    found = rank_correlation(pairs)
    assert found is not None
    assert found[0] == pytest.approx(stats.spearmanr(pairs).statistic)
    assert found[1] < found[0] < found[2]
    assert rank_correlation(pairs[:9]) is None
    assert rank_correlation([(1.0, 1.0)] * 20) is None


def test_the_five_standards_are_all_asked_and_add_up() -> None:
    assert {i.standard for i in SCORECARD} == set(STANDARDS)
    assert standards_of({"tone": "yes", "understands": "no", "greets": "na"}) == {"behaviour": Fraction(1, 2)}


def test_names_and_numbers_are_blacked_out_of_a_case() -> None:
    turns = [
        {"role": "customer", "text": "我是王小明，找李经理，工号8812，电话13800138000", "at": "2026-11-02T09:00:00Z"},
        {"role": "agent", "text": "好的王小明，My name is Jane Doe"},
    ]
    hidden = suggested(turns)
    assert {"王小明", "李经理"} <= set(hidden)
    shown = anonymised(turns, [*hidden, ""])
    text = "".join(t["text"] for t in shown)
    for secret in ("王小明", "李经理", "8812", "13800138000", "Jane"):
        assert secret not in text
    assert HIDDEN in text
    assert "at" not in shown[0]
