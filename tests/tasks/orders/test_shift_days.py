"""An order's shifts by day, in the order's own zone."""

from datetime import timedelta

import pytest

from tasks.orders.models import Order
from tasks.orders.shift_days import shift_days
from tasks.orders.states import OrderState
from tasks.orders.wizard import path_of
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db
NOON = make.utc("2026-11-24T04:00")  # in Beijing


@pytest.fixture
def order() -> Order:
    return make.an_order(timezone="Asia/Shanghai")


def test_days_to_come_stand_first_and_what_is_over_together(order: Order) -> None:
    for days in (-1, 0, 1):
        make.a_shift(order=order, seats=3, starts_at=NOON + timedelta(days=days))
    make.a_shift(order=order, seats=2, starts_at=NOON + timedelta(days=1, hours=2))
    found = shift_days(order, NOON)
    assert [day.seats for day in found["coming"]] == [3, 5]
    assert [day.day.day for day in found["over"]] == [23]
    assert "5" in found["sentence"]
    assert [sum(row.values) for row in found["heat"]] == [3 * 4, 3 * 4 + 2 * 4]


def test_a_shift_belongs_to_the_day_of_the_clients_clock_on_which_it_begins(order: Order) -> None:
    make.a_shift(order=order, seats=1, starts_at=make.utc("2026-11-23T17:00"))  # an hour past midnight in Beijing
    (day,) = shift_days(order, NOON)["coming"]
    assert day.day.day == 24
    assert shift_days(order, NOON)["heat"][0].values[:6] == [0, 1, 1, 1, 1, 0]


def test_a_night_is_drawn_on_both_its_days_and_listed_on_the_first(order: Order) -> None:
    make.a_shift(order=order, seats=2, starts_at=make.utc("2026-11-24T14:00"))  # 22:00 to 02:00 in Beijing
    make.a_shift(order=order, seats=3, starts_at=make.utc("2026-11-25T12:00"))  # 20:00 to 24:00
    found = shift_days(order, NOON)
    assert [day.day.day for day in found["coming"]] == [24, 25]
    first, second = (row.values for row in found["heat"])
    assert (first[21:], second[:3], second[19:]) == ([0, 2, 2], [2, 2, 0], [0, 3, 3, 3, 3])


def test_an_order_whose_days_are_all_over_is_drawn_all_the_same(order: Order) -> None:
    make.a_shift(order=order, seats=4, starts_at=NOON - timedelta(days=9))
    found = shift_days(order, NOON)
    assert (found["coming"], len(found["over"]), len(found["heat"])) == ([], 1, 1)


def test_an_order_without_shifts_has_no_picture(order: Order) -> None:
    assert shift_days(order, NOON)["heat"] == []


def test_a_finished_order_has_every_stage_behind_it(order: Order) -> None:
    order.state = OrderState.DONE
    assert all(stage["done"] and not stage["now"] for stage in path_of(order))
    order.state = OrderState.RUNNING
    assert [stage["now"] for stage in path_of(order)] == [False, False, True, False]
