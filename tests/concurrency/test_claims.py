"""T1: no seat is sold twice, no agent is booked twice, at any concurrency; and the races are real."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.db import connection, models
from django.db.models import Count

import talentpool.agents
import tasks.dispatch
from talentpool.agents.models import Commitment, Hub, HubBooking, Region
from talentpool.kernel.clock import now
from tasks.dispatch.actions import accept_offer
from tasks.dispatch.models import Assignment, Offer, Seat
from tests.concurrency.crowd import all_at_once
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db(transaction=True)


def _storm(offers: list[Offer]) -> Counter[str]:
    return all_at_once([partial(accept_offer, offer=offer, by=offer.agent.user) for offer in offers])


def _race(capacity: int, people: int = 1000) -> None:
    shift = make.a_shift(seats=capacity)
    ended = _storm(make.offers(shift, make.a_crowd(people)))
    assert ended == {"ok": capacity, "shift_full": people - capacity}
    _is_sound()
    assert Seat.objects.filter(shift=shift, holder__isnull=True).count() == 0
    assert Offer.objects.filter(shift=shift, state="accepted").count() == capacity


def _is_sound() -> None:
    """What must hold after any storm."""
    held = Assignment.objects.filter(state__in=["held", "seeking"])
    assert not held.values("seat").annotate(n=Count("id")).filter(n__gt=1).exists()
    assert not held.exclude(agent_id=models.F("seat__holder_id")).exists()
    assert held.count() == Commitment.objects.filter(kind="shift").count() == Seat.objects.exclude(holder=None).count()


@pytest.mark.parametrize("capacity", [1, 50])
def test_a_thousand_taps_at_once_fill_the_shift_and_no_more(capacity: int) -> None:
    _race(capacity)


def test_a_thousand_taps_of_twenty_people_book_nobody_twice() -> None:
    people, shifts = make.a_crowd(20), [make.a_shift(seats=20) for _ in range(25)]
    offers = [offer for shift in shifts for offer in make.offers(shift, people)]
    ended = _storm([*offers, *offers])  # every tap twice, as from two phones
    assert set(ended) <= {"ok", "overlaps"}
    assert Assignment.objects.count() == 20
    assert Assignment.objects.values("agent").distinct().count() == 20
    _is_sound()


@pytest.mark.faults
@pytest.mark.parametrize("capacity", [1, 50])
@pytest.mark.parametrize("turn", range(20))
def test_twenty_rounds_of_a_thousand_taps(capacity: int, turn: int) -> None:
    _race(capacity)


def test_without_the_locks_the_same_race_oversells() -> None:
    """The control: the same function without its locks, and without the constraints that stand behind it."""
    shift = make.a_shift(seats=5)
    offers = make.offers(shift, make.a_crowd(100))
    with _locks_off("claim_seat_unlocked"):
        all_at_once([partial(_claim_unlocked, offer) for offer in offers], threads=32)
        sold = Assignment.objects.filter(shift=shift).count()
        _forget_all()
    assert sold > 5


def test_without_the_locks_the_same_race_books_people_twice() -> None:
    people, shifts = make.a_crowd(5), [make.a_shift(seats=5) for _ in range(20)]
    offers = [offer for shift in shifts for offer in make.offers(shift, people)]
    with _locks_off("claim_seat_unlocked"):
        all_at_once([partial(_claim_unlocked, offer) for offer in sorted(offers, key=_by_agent)], threads=32)
        booked = Assignment.objects.count()
        _forget_all()
    assert booked > 5


@pytest.mark.parametrize("locked", [True, False])
def test_a_storm_of_claims_takes_no_more_hub_seats_than_there_are(locked: bool) -> None:
    """200 people of a hub with ten seats, for two shifts of the same hours. The control looks without the hub's lock."""
    region = Region.objects.create(code="510100", name={"en": "Chengdu"})
    hub = Hub.objects.create(name={"en": "Chengdu hub"}, region=region, seats=10)
    order = make.an_order(hub_required=True)
    # Fewer in the control: without the lock they deadlock, and each is found only after a second.
    people = make.a_crowd(200 if locked else 14, hub=hub)
    half = len(people) // 2
    shifts = [make.a_shift(seats=half, order=order) for _n in range(2)]
    offers = [*make.offers(shifts[0], people[:half]), *make.offers(shifts[1], people[half:])]
    if locked:
        assert _storm(offers) == {"ok": 10, "hub_full": 190}
        _is_sound()
    else:
        with _hub_lock_off():
            assert set(_storm(offers)) - {"ok", "hub_full"}, "without the lock the constraint has to catch them"
    taken = HubBooking.objects.values_list("number", flat=True)
    assert len(taken) == len(set(taken)) <= 10
    assert max(taken) <= 10


@contextmanager
def _hub_lock_off() -> Iterator[None]:
    source = (Path(talentpool.agents.__file__).parent / "sql" / "hub_seats.sql").read_text()
    bare = source.replace(" FOR NO KEY UPDATE", "").replace(
        "    RETURN coalesce((", "    PERFORM pg_sleep(0.003);\n    RETURN coalesce(("
    )
    with connection.cursor() as cursor:
        cursor.execute(bare)
        try:
            yield
        finally:
            cursor.execute(source)


def _by_agent(offer: Offer) -> int:
    return offer.agent_id


def _claim_unlocked(offer: Offer) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT claim_seat_unlocked(%s, %s, %s, 1)", [offer.pk, offer.agent_id, now()])


def _forget_all() -> None:
    for model in (Assignment, Commitment):
        model.objects.all().delete()
    Seat.objects.update(holder=None)


@contextmanager
def _locks_off(name: str) -> Iterator[None]:
    source = (Path(tasks.dispatch.__file__).parent / "sql" / "claim_seat.sql").read_text()
    bare = source.replace("claim_seat(", f"{name}(").replace(" FOR UPDATE SKIP LOCKED", "").replace(" FOR UPDATE", "")
    bare = bare.replace("UPDATE dispatch_offer SET", "PERFORM pg_sleep(0.003);\n    UPDATE dispatch_offer SET")
    guards = [(model, guard) for model in (Assignment, Commitment, Seat) for guard in _guards(model)]
    with connection.cursor() as cursor, connection.schema_editor() as editor:
        cursor.execute(bare)
        for model, guard in guards:
            editor.remove_constraint(model, guard)
    try:
        yield
    finally:
        _forget_all()
        with connection.cursor() as cursor, connection.schema_editor() as editor:
            cursor.execute(f"DROP FUNCTION {name}")
            for model, guard in guards:
                editor.add_constraint(model, guard)


def _guards(model: type[models.Model]) -> list[models.BaseConstraint]:
    names = {"seat_held_once", "commitment_never_twice", "one_seat_per_agent"}
    return [constraint for constraint in model._meta.constraints if constraint.name in names]
