"""The service report: every channel of an order against its promise, by who served what when."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from accounts.models import Client
from talentpool.demo import two_channels
from talentpool.kernel.clock import now
from tasks.attendance import report
from tasks.attendance.events import note
from tasks.attendance.models import Attendance
from tasks.attendance.states import AttendanceState, EventKind
from tasks.dispatch import actions as dispatch
from tasks.dispatch.models import Assignment
from tasks.orders.models import Order, Shift, ShiftActivity
from tasks.orders.states import ActivityKind, OrderState
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db
HALF = timedelta(minutes=30)


@pytest.fixture
def company() -> Client:
    return make.a_client()


@pytest.fixture
def shift(company: Client) -> Shift:
    """Four hours with three seats, a break after two."""
    starts = (now() + timedelta(days=2)).replace(hour=2, minute=0, second=0, microsecond=0)
    order = make.an_order(company, starts_on=starts.date(), ends_on=starts.date())
    made = make.a_shift(order=order, seats=3, starts_at=starts)
    middle = starts + 4 * HALF
    rest = middle + timedelta(minutes=15)
    for kind, begin, end in (
        (ActivityKind.WORK, starts, middle),
        (ActivityKind.BREAK, middle, rest),
        (ActivityKind.WORK, rest, made.ends_at),
    ):
        channel = "call" if kind == ActivityKind.WORK else ""
        ShiftActivity.objects.create(shift=made, kind=kind, channel=channel, starts_at=begin, ends_at=end)
    return made


@pytest.fixture
def order(shift: Shift) -> Order:
    """Calls, then chats; two of three came, one of them for calls only."""
    for agent, hours in zip(make.a_crowd(2), (4, 2), strict=True):
        answered = dispatch.accept_offer(offer=make.an_offer(shift, agent), by=agent.user)
        assignment = Assignment.objects.get(ref=answered.assignment)
        Attendance.objects.update_or_create(
            assignment=assignment,
            defaults={
                "state": AttendanceState.CHECKED_OUT,
                "checked_in_at": shift.starts_at - timedelta(minutes=5),
                "checked_out_at": shift.starts_at + timedelta(hours=hours),
            },
        )
    Order.objects.filter(pk=shift.order_id).update(state=OrderState.DONE)
    return two_channels.lay()


def test_every_channel_has_its_own_promise_and_its_own_people(order: Order) -> None:
    found = report.report_of(order)
    by_channel = {name: [one for one in found if one["channel"] == name] for name in ("call", "chat")}
    assert [one["seats"] for one in by_channel["call"]] == [3] * 4
    assert [one["worked"] for one in by_channel["call"]] == [2] * 4
    assert [one["seats"] for one in by_channel["chat"]] == [3] * 4
    assert [one["worked"] for one in by_channel["chat"]] == [1] * 4
    assert all(one["level"] < one["promised"] for one in found)


def test_a_change_of_channel_on_the_day_moves_the_person(order: Order, shift: Shift) -> None:
    day = Attendance.objects.order_by("-checked_out_at")[0]
    note(day, EventKind.CHANNEL_CHANGED, by=None, at=shift.starts_at + 2 * HALF, channel="chat")
    calls = [one["worked"] for one in report.report_of(order) if one["channel"] == "call"]
    assert calls == [2, 2, 1, 1]


def test_page_and_file_name_the_channels(order: Order, company: Client) -> None:
    viewer = Browser(headers={"accept-language": "en"})
    viewer.force_login(make.a_member(company, "viewer"))
    page = viewer.get(f"/client/orders/{order.ref}/after/").content.decode()
    assert "<h3>Calls</h3>" in page
    assert "<h3>Chat</h3>" in page
    rows = list(report.rows_of(order))
    assert {row[0] for row in rows} == {"call", "chat"}
    assert all(len(row) == len(report.COLUMNS) for row in rows)


def test_before_its_first_shift_an_order_says_when_it_begins_and_no_shares() -> None:
    first = make.a_shift(starts_at=now() + timedelta(days=1))
    assert report.page_of(first.order) == {"report": [], "begins": first.starts_at}
