"""T2: what was acknowledged is never lost, and nothing is left half-done, whoever is killed and when.

The database, the web's process and the worker's are real processes and die by SIGKILL. The control shows that the
harness sees losses: with synchronous_commit off, some of what was acknowledged is gone.
"""

import random
import threading

import pytest
from django.db import connection

from talentpool.agents.models import Commitment
from tasks.dispatch import actions
from tasks.dispatch.models import Assignment, Offer
from tests.factories import dispatch as make
from tests.faults.cluster import Cluster, client, cluster, connected_to
from tests.faults.victims import Victim
from tests.faults.wholeness import PEOPLE, is_whole, lost, put_on_offer, told_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(30), pytest.mark.timeout(3600)]
CLIENTS = 2


def _acknowledged(one: Cluster, *, after: int) -> set[tuple[int, str]]:
    """Clients accept until the database is killed, after ``after`` yeses; what they had been told was theirs."""
    crowd = [client(one, "accept", str(number), str(CLIENTS)) for number in range(CLIENTS)]
    said: list[str] = []
    enough = threading.Event()

    def listen(process: Victim) -> None:
        for line in process.stdout:
            said.append(line)
            if len(said) >= after + CLIENTS:
                enough.set()
        enough.set()

    ears = [threading.Thread(target=listen, args=(process,)) for process in crowd]
    for ear in ears:
        ear.start()
    enough.wait(120)
    one.kill()
    for process, ear in zip(crowd, ears, strict=True):
        process.wait()
        ear.join()
    return told_of(said)


def _kill_the_database(one: Cluster, rounds: int) -> int:
    """Rounds of offers, yeses and a kill -9 in the midst; how many acknowledged yeses were lost in all."""
    gone = 0
    for _round in range(rounds):
        put_on_offer()
        told = _acknowledged(one, after=random.randint(1, PEOPLE // 2))
        assert told
        connection.close()
        one.restart()
        gone += lost(told)
        is_whole()
        Offer.objects.filter(state="offered").update(state="expired")
    return gone


def test_the_database_is_killed_and_no_acknowledged_seat_is_lost(durable: Cluster) -> None:
    assert _kill_the_database(durable, 1) == 0


@pytest.mark.faults
def test_the_database_is_killed_a_hundred_times(durable: Cluster) -> None:
    assert _kill_the_database(durable, 100) == 0


@pytest.mark.faults
def test_without_waiting_for_the_disk_the_same_kills_lose_seats() -> None:
    """The control: the harness sees what is lost."""
    off = {"synchronous_commit": "off", "wal_writer_delay": "10s", "wal_buffers": "64MB"}
    with cluster(**off) as careless, connected_to(careless):
        assert any(_kill_the_database(careless, 1) for _round in range(10))


def _kill_a_client(one: Cluster, at: int) -> set[tuple[int, str]]:
    """A web process is killed from outside while it accepts, after ``at`` yeses."""
    process = client(one, "accept", "0", "1")
    said = [process.stdout.readline() for _line in range(at + 1)]
    process.kill()
    said += process.stdout.readlines()
    process.wait()
    return told_of(said)


def _kill_the_web(one: Cluster, rounds: int) -> None:
    for _round in range(rounds):
        put_on_offer()
        told = _kill_a_client(one, at=random.randint(1, PEOPLE // 2))
        assert lost(told) == 0
        is_whole()
        Offer.objects.filter(state="offered").update(state="expired")


def test_the_web_is_killed_and_no_acknowledged_seat_is_lost(durable: Cluster) -> None:
    _kill_the_web(durable, 1)


@pytest.mark.faults
def test_the_web_is_killed_a_hundred_times(durable: Cluster) -> None:
    _kill_the_web(durable, 100)


def test_a_stand_in_is_never_half_way(durable: Cluster) -> None:
    """Killed between freeing the one seat and taking it for the other: both stay as they were."""
    shift = make.a_shift()
    first, second = make.a_crowd(2)
    held = Assignment.objects.get(ref=actions.accept_offer(offer=make.an_offer(shift, first), by=first.user).assignment)
    actions.seek_stand_in(assignment=held)
    make.an_offer(shift, second)
    killed = client(durable, "accept", "0", "1", kill_at="tasks.dispatch.actions.claiming.free_seat:-1")
    assert killed.wait() == -9
    held.refresh_from_db()
    assert (held.state, Assignment.objects.count(), Commitment.objects.get().agent) == ("seeking", 1, first)
