"""Promised against worked, order by order, equal to a count by hand."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import translation

from accounts import middleware
from accounts.principals import Principal
from talentpool.faces.promises import balance, fill_bins, kept_promises, promises_file
from talentpool.kernel.clock import now
from tasks.attendance.models import Attendance
from tasks.dispatch.models import Assignment
from tasks.orders.models import Order, Quote, Shift
from tests.factories import dispatch as make
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db
STAFF = Principal(roles=frozenset({"dispatcher"}))


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    with translation.override("en"):
        yield


def promised(order: Order, shifts: list[Shift], *, fill: float, full: float, accepted: bool = True) -> Quote:
    seats = sum(shift.seats_asked for shift in shifts)
    return Quote.objects.create(
        order=order, version=order.quotes.count() + 1, seats=seats, seat_minutes=240 * seats, promised_fill=fill,
        probability=full, price_minor=1, currency="CNY", lead_hours=24, valid_until=now(),
        breakdown={"slots": {str(shift.ref): [fill, full] for shift in shifts}},
        accepted_at=now() - timedelta(days=9) if accepted else None,
    )  # fmt: skip


def over(order: Order, seats: int, days: int = 3, **fields) -> Shift:
    return make.a_shift(order=order, seats=seats, starts_at=now() - timedelta(days=days), **fields)


def came(shift: Shift, number: int, *, stayed_away: bool = False) -> None:
    """Somebody took a seat; with ``stayed_away`` she did not come."""
    seat = shift.seats.get(number=number)
    values = {"pay_minor": 1, "accepted_at": now(), "state": "replaced" if stayed_away else "held"}
    taken = Assignment.objects.create(seat=seat, shift=shift, agent=make.an_agent(), **values)
    times = {} if stayed_away else {"checked_in_at": shift.starts_at, "checked_out_at": shift.ends_at}
    Attendance.objects.create(assignment=taken, state="no_show" if stayed_away else "checked_out", **times)


def test_a_seat_is_worked_once_however_many_tried_and_full_means_every_shift() -> None:
    order = make.an_order()
    first, second = over(order, 2), over(order, 3, days=2)
    promised(order, [first, second], fill=0.5, full=0.1, accepted=False)
    promised(order, [first, second], fill=0.9, full=0.6)
    came(first, 1)
    came(first, 2, stayed_away=True)
    came(first, 2)  # the stand-in
    for number in (1, 2):
        came(second, number)
    [kept] = kept_promises(STAFF, at=now(), days=30)
    assert (kept.asked, kept.accepted, kept.worked, kept.full) == (5, 4, 4, False)
    assert (kept.promised_fill, kept.probability) == (pytest.approx(0.9), 0.6)
    assert kept.worked_fill == pytest.approx(0.8)
    assert kept.gap == pytest.approx(-0.1)
    came(second, 3)
    [kept] = kept_promises(STAFF, at=now(), days=30)
    assert kept.full


def test_only_orders_that_are_over_and_were_accepted_are_compared() -> None:
    running, never, cancelled, old = (make.an_order() for _ in range(4))
    promised(running, [over(running, 1), make.a_shift(order=running)], fill=0.9, full=0.9)
    promised(never, [over(never, 1)], fill=0.9, full=0.9, accepted=False)
    promised(cancelled, [over(cancelled, 1)], fill=0.9, full=0.9)
    Order.objects.filter(pk=cancelled.pk).update(state="cancelled")
    promised(old, [over(old, 1, days=60)], fill=0.9, full=0.9)
    assert kept_promises(STAFF, at=now(), days=30) == []
    assert [kept.order.pk for kept in kept_promises(STAFF, at=now(), days=90)] == [old.pk]


def test_a_shift_called_off_counts_on_neither_side() -> None:
    order = make.an_order()
    stays, off = over(order, 2), over(order, 8)
    promised(order, [stays, off], fill=0.7, full=0.2)
    Quote.objects.update(breakdown={"slots": {str(stays.ref): [0.95, 0.9], str(off.ref): [0.6, 0.2]}})
    Shift.objects.filter(pk=off.pk).update(state="cancelled")
    came(stays, 1)
    [kept] = kept_promises(STAFF, at=now(), days=30)
    assert (kept.asked, kept.promised_fill) == (2, pytest.approx(0.95))


def test_the_summary_weighs_fills_by_seats_and_counts_full_orders() -> None:
    for seats, fill, full, worked in ((4, 0.9, 0.8, 4), (1, 0.5, 0.5, 0), (5, 0.8, 0.2, 5)):
        order = make.an_order()
        shift = over(order, seats)
        promised(order, [shift], fill=fill, full=full)
        for number in range(1, worked + 1):
            came(shift, number)
    kept = kept_promises(STAFF, at=now(), days=30)
    found = balance(kept)
    assert (found.orders, found.asked, found.worked) == (3, 10, 9)
    assert found.promised_fill == pytest.approx((4 * 0.9 + 0.5 + 5 * 0.8) / 10)
    assert found.probability == pytest.approx(0.5)
    assert (found.full.yes, found.full.sample) == (2, 3)
    assert found.report.brier == pytest.approx(((0.8 - 1) ** 2 + 0.5**2 + (0.2 - 1) ** 2) / 3)
    assert found.kept
    assert sum(one.cases for one in fill_bins(kept)) == 3
    _columns, rows = promises_file(STAFF, at=now(), days=30)
    assert [row[3:6] for row in rows] == [[one.asked, one.accepted, one.worked] for one in kept]


@pytest.mark.parametrize("days", ["30", "nonsense", ""])
def test_the_page_opens_empty_and_full_and_an_order_leads_to_its_rate(days: str, django_assert_max_num_queries) -> None:
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(staff("dispatcher"))
    assert "no promise can be compared yet" in browser.get("/admin/pool/promises/").content.decode()
    for _ in range(3):
        order = make.an_order()
        shift = over(order, 2)
        promised(order, [shift], fill=0.8, full=0.5)
        came(shift, 1)
    with django_assert_max_num_queries(16):
        page = browser.get(f"/admin/pool/promises/?days={days}").content.decode()
    assert page.count("/admin/pool/orders/") == 3
    assert browser.get(f"/admin/pool/orders/{order.ref}/").status_code == 200
    assert "What would raise it" in browser.get(f"/admin/pool/orders/{order.ref}/levers/").content.decode()
    assert browser.get("/admin/pool/promises.csv?days=30").content.decode().count("\n") == 4
