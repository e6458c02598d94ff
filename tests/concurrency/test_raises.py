"""Pay is the shift's and never a person's, also when it rises, or seats come and go, while people accept."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError

from talentpool.activation.matching import Candidate
from tasks.attendance.actions import raise_bonus
from tasks.dispatch.actions import accept_offer, scale_shift, waves
from tasks.dispatch.models import OPEN_OFFERS, Assignment, FillPlan, Offer, Seat, Wave
from tasks.orders.actions import raise_pay
from tasks.orders.models import Shift
from tests.concurrency.crowd import a_connection_each, all_at_once
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_approaches_left(transactional_db: None) -> Iterator[None]:
    """The ledger's partitions are not Django's to empty."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE activation_approach")


def _a_shift(seats: int) -> Shift:
    shift = make.a_shift(seats=seats, price_minor=9000)
    FillPlan.objects.create(order=shift.order, state="confirmed", seed=1)
    return shift


def _raise(shift: Shift, by: Any) -> None:
    raise_bonus(order=shift.order, by=by, expected={})


def _meanwhile(work: Callable[[], Any]) -> None:
    """Done and committed by somebody else, before we go on."""

    def other() -> None:
        try:
            work()
        finally:
            connection.close()

    with a_connection_each():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()


def _paid(shift: Shift) -> set[int]:
    """Every rate that somebody on this shift holds or is offered."""
    held = Assignment.objects.filter(shift=shift).values_list("pay_minor", flat=True)
    return {*held, *Offer.objects.filter(shift=shift, state__in=OPEN_OFFERS).values_list("pay_minor", flat=True)}


def test_whoever_accepts_while_the_pay_rises_is_paid_as_everybody_on_the_shift() -> None:
    shift, staff = (
        _a_shift(60),
        make.a_user(is_staff=True),
    )  # more seats than people: there is always a gap to raise for
    taps: list[Callable[[], Any]] = [
        partial(accept_offer, offer=offer, by=offer.agent.user) for offer in make.offers(shift, make.a_crowd(40))
    ]
    for place in (6, 12, 18):
        taps.insert(place, partial(_raise, shift, staff))
    ended = all_at_once(taps, threads=12)
    assert set(ended) <= {"ok", "nothing_to_ask"}
    shift.refresh_from_db()
    assert shift.pay_minor > 4500
    assert _paid(shift) == {shift.pay_minor}


def test_were_the_offers_raised_last_who_accepts_in_between_would_be_paid_less() -> None:
    """The control: the same statements in the other order."""
    shift = _a_shift(2)
    first, second = make.offers(shift, make.a_crowd(2))
    accept_offer(offer=first, by=first.agent.user)
    with transaction.atomic():
        (raised,) = raise_pay(shifts=[shift], minor=300, by=make.a_user(is_staff=True))
        Assignment.objects.filter(shift=shift).update(pay_minor=raised.pay_minor)
        _meanwhile(partial(accept_offer, offer=second, by=second.agent.user))
        Offer.objects.filter(shift=shift, state__in=OPEN_OFFERS).update(pay_minor=raised.pay_minor)
    assert _paid(shift) == {4500, 4800}


@pytest.mark.parametrize("held", [True, False])
def test_a_wave_that_was_being_written_while_the_pay_rose_offers_the_new_pay(
    monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    """The control writes the pay it read when it chose the people."""
    shift, agent, staff = _a_shift(2), make.an_agent(), make.a_user(is_staff=True)
    wave = Wave.objects.create(
        plan=shift.order.fill_plan, number=1, size=0, sends_at=make.moment(0), deadline=shift.starts_at, seed=1
    )

    def choose(*_given: Any, **_more: Any) -> list[waves.Asked]:
        chosen = [waves.Asked(Shift.objects.select_related("order").get(pk=shift.pk), _candidate(agent.pk))]
        _meanwhile(partial(_raise, shift, staff))
        return chosen

    monkeypatch.setattr(waves, "_choose", choose)
    if not held:
        monkeypatch.setattr(waves, "hold_pay", lambda shifts: {one.pk: one.pay_minor for one in shifts})
    waves.send_wave(wave=wave)
    shift.refresh_from_db()
    offered = Offer.objects.get(wave=wave).pay_minor
    assert (offered == shift.pay_minor) is held


def _candidate(agent: int) -> Candidate:
    return Candidate(agent, place=1, favourite=False, score=1.0, last_asked_at=None, probability=0.5, facts={})


def test_seats_that_come_and_go_while_people_accept_are_never_sold_twice() -> None:
    shift, staff = _a_shift(20), make.a_user(is_staff=True)
    taps: list[Callable[[], Any]] = [
        partial(accept_offer, offer=offer, by=offer.agent.user) for offer in make.offers(shift, make.a_crowd(40))
    ]
    for place, seats in ((5, 24), (12, 16), (20, 28)):
        taps.insert(place, partial(scale_shift, shift=shift, seats=seats, by=staff))
    ended = all_at_once(taps, threads=12)
    assert set(ended) <= {"ok", "shift_full", "shift_not_scalable"}
    shift.refresh_from_db()
    held = Assignment.objects.filter(shift=shift, state="held")
    assert Seat.objects.filter(shift=shift).count() == shift.seats_asked >= held.count()
    assert held.values("seat").distinct().count() == held.count()
    assert held.count() == Seat.objects.filter(shift=shift, holder__isnull=False).count()


def test_without_the_lock_a_seat_would_be_dropped_under_the_one_who_takes_it() -> None:
    """The control: the seats are read without a lock; the key from assignment to seat has to stop it."""
    shift = _a_shift(1)
    (offer,) = make.offers(shift, make.a_crowd(1))
    free = list(Seat.objects.filter(shift=shift, holder=None))
    _meanwhile(partial(accept_offer, offer=offer, by=offer.agent.user))
    with pytest.raises(ProtectedError):
        Seat.objects.filter(pk__in=[seat.pk for seat in free]).delete()
