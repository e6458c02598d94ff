"""The client's fill board: figures, gaps, aliases only, fresh, and as many queries for a thousand seats as for one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from accounts.models import Client
from talentpool.agents.models import Alias
from talentpool.kernel.clock import now
from tasks.attendance.board import board_of
from tasks.dispatch import actions as dispatch
from tasks.dispatch.models import Assignment
from tasks.orders.models import Order
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Client:
    return make.a_client()


@pytest.fixture
def order(company: Client) -> Order:
    order = make.an_order(company)
    day = make.moment(days=2)
    make.a_shift(order=order, seats=3, starts_at=day, hours=4)
    make.a_shift(order=order, seats=2, starts_at=day + timedelta(hours=2), hours=4)
    return order


def _fill(order: Order, count: int) -> list[Assignment]:
    shift = order.shifts.order_by("starts_at").first()
    assert shift is not None
    people = make.a_crowd(count)
    for number, agent in enumerate(people):
        Alias.objects.create(agent=agent, client=order.client, name=f"A{number:03d}")
        dispatch.accept_offer(offer=make.an_offer(shift, agent), by=agent.user)
    return list(Assignment.objects.all())


@pytest.fixture
def desk(company: Client) -> Browser:
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(make.a_member(company, "viewer"))
    return browser


def test_the_board_counts_seats_and_names_the_longest_gap(order: Order) -> None:
    _fill(order, 3)
    board = board_of(order, day=None, at=now())
    assert (board.filled, board.asked, board.gap) == (3, 5, 2)
    assert [int(step.required) for step in board.steps] == [3] * 4 + [5] * 4 + [2] * 4
    assert [int(step.filled) for step in board.steps] == [3] * 8 + [0] * 4
    assert board.span == ("12:00", "16:00")


def test_a_seat_whose_holder_seeks_a_stand_in_counts_as_a_gap(order: Order) -> None:
    held = _fill(order, 3)
    dispatch.seek_stand_in(assignment=held[0])
    board = board_of(order, day=None, at=now())
    assert (board.filled, board.seeking) == (2, 1)


def test_the_client_sees_aliases_and_never_a_number_or_an_address(order: Order, desk: Browser) -> None:
    held = _fill(order, 2)
    page = desk.get(f"/client/orders/{order.ref}/board/").content.decode()
    assert "A000" in page
    for one in held:
        assert one.agent.number not in page
        assert str(one.agent.user.email) not in page


def test_another_company_finds_no_board(order: Order) -> None:
    stranger = Browser()
    user = make.a_member(make.a_client("harbour"), "viewer")
    stranger.force_login(user)
    for path in ("board/", "board.csv"):
        assert stranger.get(f"/client/orders/{order.ref}/{path}").status_code == 404


def test_the_board_refreshes_itself_and_is_never_cached(order: Order, desk: Browser) -> None:
    whole = desk.get(f"/client/orders/{order.ref}/board/")
    assert 'hx-trigger="every 8s"' in whole.content.decode()
    part = desk.get(f"/client/orders/{order.ref}/board/", headers={"hx-request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="board"')
    assert whole.headers["Cache-Control"] == part.headers["Cache-Control"] == "no-store"


def test_the_csv_holds_the_same_intervals(order: Order, desk: Browser) -> None:
    _fill(order, 1)
    lines = desk.get(f"/client/orders/{order.ref}/board.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Interval,Required,Filled,Gap"
    assert lines[1].startswith("10:00,3,1,2")
    assert len(lines) == 13


@pytest.mark.parametrize("day", ["2031-01-01", "nonsense", "9999-99-99", ""])
def test_a_day_without_shifts_or_sense_shows_the_next_that_has_some(order: Order, desk: Browser, day: str) -> None:
    assert "Fill board" in desk.get(f"/client/orders/{order.ref}/board/?day={day}&page=77").content.decode()


def test_queries_do_not_grow_with_the_people(
    order: Order, desk: Browser, django_assert_num_queries: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    big = make.a_shift(order=order, seats=60, starts_at=make.moment(days=3))
    for agent in make.a_crowd(60):
        dispatch.accept_offer(offer=make.an_offer(big, agent), by=agent.user)
    with django_assert_max_num_queries(20):
        assert desk.get(f"/client/orders/{order.ref}/board/?day={big.starts_at.date()}").status_code == 200


def test_the_board_of_a_night_when_clocks_change_has_every_half_hour(company: Client) -> None:
    order = make.an_order(company, timezone="Europe/Berlin")
    make.a_shift(order=order, seats=1, starts_at=make.utc("2027-10-30T22:00"), hours=8)
    board = board_of(order, day=None, at=make.utc("2027-10-30T12:00"))
    assert len(board.steps) == 16
    assert [step.label for step in board.steps[4:9]] == ["02:00", "02:30", "02:00", "02:30", "03:00"]


def test_one_look_is_shared_by_those_who_may_do_the_same_and_by_no_other_company(
    order: Order, desk: Browser, company: Client, settings: Any
) -> None:
    settings.LOOK_SECONDS = 60
    planner = Browser(headers={"accept-language": "en"})
    planner.force_login(make.a_member(company))
    stranger = Browser(headers={"accept-language": "en"})
    stranger.force_login(make.a_member(make.a_client("harbour")))
    place = f"/client/orders/{order.ref}/board/"
    assert "More or fewer seats" in planner.get(place).content.decode()
    assert "More or fewer seats" not in desk.get(place).content.decode()
    assert stranger.get(place).status_code == 404
    _fill(order, 1)
    assert "A000" not in desk.get(place).content.decode(), "the look of this minute"
    assert "A000" in desk.get(f"{place}?from=mail").content.decode(), "another address has a look of its own"
