"""T2, the broker: killed while people accept and a worker listens, it takes nothing with it."""

import random
from collections.abc import Iterator

import pytest

from talentpool.local import throwaway
from talentpool.messaging.models import Outbox
from tasks.attendance.models import Attendance
from tasks.dispatch.models import Assignment, Offer
from tests.faults.cluster import Cluster, client
from tests.faults.house import House
from tests.faults.wholeness import is_whole, lost, put_on_offer, told_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(15), pytest.mark.timeout(3600)]
PEOPLE = 20


@pytest.fixture
def house(durable: Cluster) -> Iterator[House]:
    with throwaway.folder() as place:
        one = House(place)
        one.start_broker()
        one.start_worker()
        yield one
        one.end()


def _kill_the_broker(one: Cluster, house: House, rounds: int) -> None:
    """After some of the yeses, mostly while the worker follows up the first of them; the same worker goes on."""
    for _round in range(rounds):
        put_on_offer(PEOPLE)
        accepting = client(one, "accept", "0", "1", broker=house.broker.broker_url)
        said = [accepting.stdout.readline() for _line in range(random.randint(1, PEOPLE))]
        house.kill_broker()
        said += accepting.stdout.readlines()
        assert accepting.wait() == 0, "who accepts notices nothing"
        house.start_broker()
        house.drain()
        assert lost(told_of(said)) == 0
        is_whole()
        assert not Outbox.objects.exclude(state="done").exists()
        assert Attendance.objects.count() == Assignment.objects.count()
        assert not Offer.objects.filter(state="offered").exists()
        assert house.worker.poll() is None, "the same worker"


def test_the_broker_is_killed_and_everything_that_follows_from_a_yes_happens_once(
    durable: Cluster, house: House
) -> None:
    _kill_the_broker(durable, house, 1)


@pytest.mark.faults
def test_the_broker_is_killed_a_hundred_times(durable: Cluster, house: House) -> None:
    _kill_the_broker(durable, house, 100)
