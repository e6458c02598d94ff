"""Components of the look, as a template writes them."""

from datetime import timedelta

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from talentpool.kernel import charts
from talentpool.kernel.clock import now


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("talentpool.kernel.clock._warp", lambda: None)
    with translation.override("en"):
        yield


def written(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render({**context}, RequestFactory().get("/agent/?page=2&q=a%26b"))


def test_an_unknown_number_is_a_state_and_not_a_zero() -> None:
    assert "unknown" in written("{% figure 'Rate' %}")
    assert "unknown" not in written("{% figure 'Rate' 0 %}")


def test_each_meaning_has_a_shape_of_its_own() -> None:
    shapes = {
        written("{% tag m 'x' %}", m=m).split("<svg")[1] for m in ("ready", "waiting", "person", "info", "growth")
    }
    assert len(shapes) == 5


def test_words_of_people_are_escaped_everywhere() -> None:
    evil = "<b>x</b>"
    for source in (
        "{% tag 'ready' t %}",
        "{% notice t %}",
        "{% empty t %}",
        "{% figure t t %}",
        "{% why %}{{ t }}{% endwhy %}",
    ):
        assert evil not in written(source, t=evil)


def test_a_pager_keeps_the_filter() -> None:
    page = Paginator(range(60), 20).page(2)
    markup = written("{% pager page %}", page=page)
    assert "?q=a%26b&amp;page=1" in markup
    assert "?q=a%26b&amp;page=3" in markup
    assert "Page 2 of 3" in markup


def test_a_link_to_a_page_that_does_not_exist_is_not_drawn() -> None:
    assert written("{% nav_link 'agent:nowhere' 'X' %}") == ""
    assert 'aria-current="page"' in written("{% nav_link 'agent:home' 'Home' %}")


def test_a_countdown_tells_the_servers_seconds() -> None:
    markup = written("{% countdown until %}", until=now() + timedelta(minutes=5))
    assert 'data-left="29' in markup or 'data-left="300"' in markup


def test_every_chart_has_a_sentence_a_table_and_a_file() -> None:
    steps = [charts.Step("09:00", 3, 2), charts.Step("=1+1", 3, 3)]
    markup = written("{% fill_chart steps sentence='One seat is missing.' %}", steps=steps)
    assert "One seat is missing." in markup
    assert "<table" in markup
    assert "data:text/csv" in markup
    assert "%27%3D1%2B1" in markup  # a formula is made plain text


def test_a_table_turns_into_labelled_rows() -> None:
    markup = written("{% data_table columns rows %}", columns=["Name", "Seats"], rows=[["A", 3]])
    assert 'data-label="Seats"' in markup


def test_a_tag_whose_text_was_safe_once_does_not_make_the_same_text_of_somebody_else_safe() -> None:
    source = '{% tag "ready" said %}'
    assert "<b>" in written(source, said=mark_safe("<b>x</b>"))
    assert "<b>" not in written(source, said="<b>x</b>")
