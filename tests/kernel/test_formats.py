"""How numbers and times are written."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from talentpool.kernel import clock, formats

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


@pytest.fixture(autouse=True)
def in_english_at_noon(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "_warp", lambda: None)
    with time_machine.travel(NOON, tick=False), translation.override("en"), timezone.override("Asia/Shanghai"):
        yield


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.914, "91 %"), (1, "100 %"), (0, "0 %"), (0.998, "99.8 %"), (0.9999, "99.9 %"), (0.004, "0.4 %"), (None, "–")],
)
def test_a_probability_is_never_rounded_to_certainty(share: float | None, written: str) -> None:
    assert plain(formats.percent(share)) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(40, "40 s"), (60, "1 min"), (9000, "2 h 30 min"), (90000, "1 day 1 h"), (172800, "2 days"), (7200, "2 h")],
)
def test_a_length_has_its_two_largest_units(seconds: int, written: str) -> None:
    assert plain(formats.duration(seconds)) == written


def test_hours_are_decimal() -> None:
    assert formats.hours(9000) == "2.5 h"
    assert formats.hours(timedelta(hours=8)) == "8 h"
    assert formats.hours(36000) == "10 h"


def test_money_has_its_sign_and_no_float() -> None:
    assert formats.money(11250) == "¥112.50"
    assert formats.money(-5, "EUR") == "-€0.05"


def test_a_moment_today_says_today_and_another_zone_is_named() -> None:
    moment = NOON + timedelta(hours=6)
    assert formats.moment_words(moment) == "Today 18:00"
    assert formats.moment_words(moment, "Asia/Tokyo") == "Today 19:00 (UTC+9)"
    with timezone.override("Europe/Berlin"):
        assert formats.moment_words(moment, "Asia/Shanghai") == "Today 18:00 (Beijing time)"


def test_a_night_shift_names_the_day_it_ends_and_midnight_is_24() -> None:
    start = NOON + timedelta(hours=10)
    assert formats.period_words(start, start + timedelta(hours=2)) == "Today 22:00–24:00"
    assert formats.period_words(start, start + timedelta(hours=4)) == "Today 22:00–Tomorrow 02:00"
