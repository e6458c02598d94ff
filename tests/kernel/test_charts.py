"""Charts: numbers in, markup out."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentpool.kernel import charts
from talentpool.kernel.charts import svg
from talentpool.kernel.charts.heat import level_of
from talentpool.kernel.charts.small import trend_of

STEPS = [charts.Step("09:00", 10, 10), charts.Step("09:30", 12, 7), charts.Step("10:00", 4, 6)]


def pictures(markup: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<x>{markup}</x>"))  # noqa: S314  (our own markup)


def part(picture: ET.Element, cls: str) -> str:
    return next(e.get("d", "") for e in picture.iter() if e.get("class") == cls)


def test_a_chart_is_drawn_for_a_phone_half_a_page_and_a_whole_page() -> None:
    drawn = pictures(charts.fill_chart(STEPS, label="seats"))
    assert [p.get("viewBox", "").split()[2] for p in drawn] == ["280", "480", "960"]
    assert all(p.get("role") == "img" and p.get("aria-label") == "seats" for p in drawn)


def test_filled_bars_reach_their_value_and_the_gap_the_requirement() -> None:
    phone = pictures(charts.fill_chart(STEPS, label="seats"))[0]
    bars = [float(h) for h in re.findall(r"v([\d.]+)h", part(phone, "filled"))]
    gaps = [float(h) for h in re.findall(r"v([\d.]+)h", part(phone, "gap"))]
    assert bars[0] / bars[1] == pytest.approx(10 / 7, rel=0.01)
    assert len(gaps) == 1
    assert gaps[0] / bars[1] == pytest.approx(5 / 7, rel=0.01)


def test_nothing_but_words_is_left_of_hostile_labels() -> None:
    evil = '"><script>alert(1)</script>'
    drawn = [
        charts.fill_chart([charts.Step(evil, 1, 0)], label=evil),
        charts.heat_map([charts.HeatRow(evil, [1, None])], [evil, evil], label=evil, too_few=3),
        charts.bars([charts.Bar(evil, 1, evil)], label=evil),
        charts.interval_plot([charts.Rate(evil, 0.5, 0.4, 0.6, 9)], label=evil, unknown=evil),
        charts.radar([charts.Axis(evil, 1)] * 5, label=evil),
    ]
    for markup in drawn:
        assert "<script" not in markup
        assert pictures(markup)


@pytest.mark.parametrize("steps", [[], [charts.Step("", 0, 0)], [charts.Step("x", 0, 9)] * 700])
def test_a_fill_chart_draws_nothing_zeros_and_a_fortnight(steps: list[charts.Step]) -> None:
    assert len(pictures(charts.fill_chart(steps, label="-"))) == 3


def test_no_style_is_inline() -> None:
    markup = charts.fill_chart(STEPS, label="-") + charts.sparkline([1, 2, 3]) + charts.progress_bar(3, 5)
    assert "style=" not in markup


def test_a_hole_in_a_curve_is_never_drawn_as_zero() -> None:
    phone = pictures(charts.curve_chart([charts.Series("a", [5, None, 5])], ["a", "b", "c"], label="-"))[0]
    assert part(phone, "line").count("M") == 2


@given(st.floats(0, 1_000), st.floats(0, 1_000))
def test_an_axis_that_does_not_begin_at_zero_holds_both_ends_in_few_round_steps(one: float, other: float) -> None:
    low, high = sorted((one, other))
    ticks = svg.ticks_between(low, high, 4)
    assert ticks[0] <= low + 1e-6 * max(1, high)
    assert ticks[-1] >= high - 1e-6 * max(1, high)
    assert 2 <= len(ticks) <= 8
    assert all(b > a for a, b in pairwise(ticks))


@pytest.mark.parametrize(("value", "level"), [(None, 0), (0, 0), (1, 1), (50, 3), (100, 5)])
def test_heat_is_linear_from_none_to_plenty(value: float | None, level: int) -> None:
    assert level_of(value, 100) == level


def test_an_unknown_rate_is_a_word_and_no_dot() -> None:
    phone = pictures(charts.interval_plot([charts.Rate("a", None)], label="-", unknown="nobody knows"))[0]
    assert "nobody knows" in "".join(phone.itertext())
    assert not [e for e in phone.iter() if e.tag == "circle"]


@pytest.mark.parametrize(("values", "way"), [([1, 2], "up"), ([2, 1], "down"), ([100, 101], "flat"), ([5], "flat")])
def test_a_trend_needs_more_than_two_in_a_hundred(values: list[float], way: str) -> None:
    assert trend_of(values) == way


def test_a_trend_of_one_point_is_not_drawn() -> None:
    assert charts.sparkline([3]) == ""


@pytest.mark.parametrize("top", [0, 1, 3, 49, 725, 1e6])
def test_ticks_reach_the_top_and_are_few(top: float) -> None:
    ticks = svg.nice_ticks(top, 4)
    assert ticks[0] == 0
    assert ticks[-1] >= top
    assert len(ticks) <= 7


def test_a_funnel_says_which_share_came_on() -> None:
    phone = pictures(charts.funnel([charts.Bar("a", 200), charts.Bar("b", 50)], label="-"))[0]
    assert "50 · 25 %" in "".join(phone.itertext())


def test_a_spot_outside_the_good_field_is_named_and_lies_where_it_was_measured() -> None:
    good = charts.Good(0.3, 0.95, 0.15)
    spots = [charts.Spot("Fine & good", 0.6, 0.4, 40), charts.Spot("Flat", 0.6, 0.0, 40, "person", "1")]
    phone = pictures(charts.scatter(spots, good=good, label="items", across="right", up="r"))[0]
    fine, flat = [e for e in phone.iter() if e.get("class", "").startswith("dot")]
    low, high, top, bottom = box(part(phone, "band"))
    assert low < float(fine.get("cx", 0)) < high
    assert top < float(fine.get("cy", 0)) < bottom < float(flat.get("cy", 0))
    assert "1" in [e.text for e in phone.iter() if e.get("class") == "strong"]
    assert [next(iter(e)).text for e in (fine, flat)] == ["Fine & good", "Flat"]


def box(path: str) -> tuple[float, float, float, float]:
    """(left, right, top, bottom) of a rectangle."""
    x, y, w, h = (float(n) for n in re.findall(r"-?[\d.]+", path)[:4])
    return x, x + w, y, y + h


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(-1, 1), st.integers(0, 9)), max_size=5))
def test_every_spot_is_drawn_inside_the_picture(measured: list[tuple[float, float, int]]) -> None:
    spots = [charts.Spot("q", x, y, n, mark="12") for x, y, n in measured]
    for drawn in pictures(charts.scatter(spots, good=charts.Good(0.3, 0.95, 0.15), label="l", across="a", up="u")):
        _x, _y, wide, tall = (float(n) for n in drawn.get("viewBox", "").split())
        dots = [e for e in drawn.iter() if e.tag == "circle"]
        assert len(dots) == len(spots)
        assert all(0 < float(d.get("cx", 0)) < wide and 0 < float(d.get("cy", 0)) < tall for d in dots)
