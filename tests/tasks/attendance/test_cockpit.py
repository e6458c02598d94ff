"""The dispatcher's picture of the coming days."""

from zoneinfo import ZoneInfo

import pytest

from tasks.attendance.cockpit import cockpit
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db
BEIJING = ZoneInfo("Asia/Shanghai")
NOON = make.utc("2026-11-24T04:00")


def test_a_night_lacks_its_seats_on_both_its_days_and_is_counted_once() -> None:
    make.a_shift(seats=2, starts_at=make.utc("2026-11-24T14:00"))  # 22:00 to 02:00 in Beijing
    found = cockpit(NOON, BEIJING)
    first, second = (row.values for row in found.heat[:2])
    assert (first[10:], second[:3]) == ([0, 2], [2, 0, 0])
    assert [missing for _day, missing in found.days[:2]] == [2, 0]
