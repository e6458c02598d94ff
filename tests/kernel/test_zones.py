"""Time zones are chosen by place, in the reader's language."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import translation

from talentpool.kernel import clock
from talentpool.kernel.zones import zone_choices


@pytest.fixture(autouse=True)
def in_winter(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "_warp", lambda: None)
    with time_machine.travel(datetime(2026, 11, 22, 4, tzinfo=UTC), tick=False):
        yield


def test_a_zone_is_named_by_its_place_in_the_readers_language() -> None:
    with translation.override("en"):
        assert dict(zone_choices())["Asia/Shanghai"] == "UTC+8 China (Shanghai) Time"
    with translation.override("zh-hans"):
        assert dict(zone_choices())["Asia/Shanghai"] == "UTC+8 中国（上海）时间"


def test_zones_stand_from_west_to_east_and_each_once() -> None:
    with translation.override("en"):
        names = [name for name, _text in zone_choices()]
    assert names.index("America/New_York") < names.index("Europe/Berlin") < names.index("Asia/Shanghai")
    assert "Asia/Chongqing" not in names, "another name of Shanghai"


def test_a_zone_somebody_has_under_another_name_is_kept() -> None:
    with translation.override("en"):
        assert zone_choices(kept="Asia/Chongqing")[0] == ("Asia/Chongqing", "UTC+8 China (Shanghai) Time")


def test_summer_moves_the_offset() -> None:
    with translation.override("en"), time_machine.travel(datetime(2026, 7, 1, tzinfo=UTC), tick=False):
        assert dict(zone_choices())["Europe/Berlin"].startswith("UTC+2 ")
