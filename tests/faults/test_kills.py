"""T2: what was acknowledged is never lost, and nothing is left half-done, whoever is killed and when.

The database, the web's process and the worker's are real processes and die by SIGKILL. The control shows that the
harness sees losses: with synchronous_commit off, some of what was acknowledged is gone.
"""

import random
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from talentpool.agents.models import Commitment
from talentpool.kernel.clock import now
from talentpool.messaging.models import Outbox
from tasks.dispatch import actions, jobs
from tasks.dispatch.models import Assignment, FillPlan, Offer, Seat, Wave
from tests.factories import dispatch as make
from tests.faults.cluster import Cluster, client, cluster, connected_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(30), pytest.mark.timeout(3600)]
PEOPLE, CLIENTS = 150, 2


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cluster]:
    """One cluster for the module: to make one takes longer than to kill it."""
    with django_db_blocker.unblock(), cluster() as one:
        yield one


@pytest.fixture
def durable(server: Cluster) -> Iterator[Cluster]:
    """This process connected to a cluster without any rows."""
    with connected_to(server):
        server.empty()
        yield server


def _offers() -> None:
    people = make.a_crowd(PEOPLE)
    start = make.moment(days=random.randint(2, 300))
    make.offers(make.a_shift(seats=PEOPLE, starts_at=start), people)


def _read(process: "subprocess.Popen[str]", into: list[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        into.append(line)


def _acknowledged(one: Cluster, *, after: int) -> set[tuple[int, str]]:
    """Clients accept until the database is killed, after ``after`` yeses; what they had been told was theirs."""
    crowd = [client(one, "accept", str(number), str(CLIENTS)) for number in range(CLIENTS)]
    said: list[str] = []
    enough = threading.Event()

    def listen(process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
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
    words = [line.split() for line in said if line.endswith("\n") and line != "ready\n"]
    return {(int(offer), assignment) for offer, assignment in words}


def _lost(told: set[tuple[int, str]]) -> int:
    kept = set(Assignment.objects.filter(state="held").values_list("offer_id", "ref"))
    return sum((offer, ref) not in {(o, str(r)) for o, r in kept} for offer, ref in told)


def _is_whole() -> None:
    """Every yes has all its rows, and nothing else has any."""
    held = Assignment.objects.filter(state="held")
    refs = sorted(held.values_list("ref", flat=True))
    assert refs == sorted(Commitment.objects.filter(kind="shift").values_list("source", flat=True))
    assert held.count() == Seat.objects.filter(holder__isnull=False).count()
    assert held.count() == Offer.objects.filter(state="accepted").count()
    told = Outbox.objects.filter(topic="seat.claimed").values_list("payload__assignment", flat=True)
    assert sorted(map(str, refs)) == sorted(told)


def _kill_the_database(one: Cluster, rounds: int) -> int:
    """Rounds of offers, yeses and a kill -9 in the midst; how many acknowledged yeses were lost in all."""
    lost = 0
    for _round in range(rounds):
        _offers()
        told = _acknowledged(one, after=random.randint(1, PEOPLE // 2))
        assert told
        connection.close()
        one.restart()
        lost += _lost(told)
        _is_whole()
        Offer.objects.filter(state="offered").update(state="expired")
    return lost


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


# Where a worker dies, and the job it was about; each is started again afterwards, twice.
POINTS = [
    ("tasks.dispatch.jobs.send_due_waves", "tasks.dispatch.actions.waves.record_decisions:1"),
    ("tasks.dispatch.jobs.send_due_waves", "tasks.dispatch.actions.planning.plan_wave:-1"),
    ("tasks.dispatch.jobs.draw_due_waves", "tasks.dispatch.actions.claiming.claim:1"),
    ("tasks.dispatch.jobs.draw_due_waves", "tasks.dispatch.actions.claiming.claim:-2"),
    ("tasks.dispatch.jobs.draw_due_waves", "tasks.dispatch.rules.draw:-1"),
]


@pytest.mark.parametrize(("job", "point"), POINTS, ids=[f"{job.split('.')[-1]} at {at}" for job, at in POINTS])
def test_a_worker_is_killed_at_a_named_point_and_the_next_one_finishes(durable: Cluster, job: str, point: str) -> None:
    wave = _a_lottery() if "draw" in job else _a_due_wave()
    killed = client(durable, "job", job, kill_at=point)
    said: list[str] = []
    _read(killed, said)
    assert (killed.wait(), said) == (-9, ["ready\n"])
    for _again in range(2):
        getattr(jobs, job.rpartition(".")[2])()
    wave.refresh_from_db()
    _is_whole()
    if "draw" in job:
        assert (wave.state, Assignment.objects.count()) == ("instant", 2)
        assert Offer.objects.filter(wave=wave, state="not_drawn").count() == 3
    else:
        assert Wave.objects.filter(plan=wave.plan).count() == 2  # itself and the next, planned once
        assert wave.sent_at is not None
        assert Offer.objects.filter(wave=wave).count() == wave.size


def _a_due_wave() -> Wave:
    shift = make.a_shift(seats=2)
    plan = FillPlan.objects.create(order=shift.order, seed=1, state="confirmed")
    return Wave.objects.create(plan=plan, number=1, size=0, sends_at=now(), deadline=now(), seed=7, waves_left=2)


def _a_lottery() -> Wave:
    shift = make.a_shift(seats=2)
    plan = FillPlan.objects.create(order=shift.order, seed=1, state="confirmed")
    wave = Wave.objects.create(
        plan=plan,
        number=1,
        size=5,
        sends_at=now(),
        deadline=shift.starts_at,
        lottery_until=now(),
        seed=7,
        state="lottery",
    )
    for agent in make.a_crowd(5):
        make.an_offer(shift, agent, wave=wave, state="entered", lottery_until=now())
    return wave


def _kill_a_client(one: Cluster, at: int) -> set[tuple[int, str]]:
    """A web process is killed from outside while it accepts, after ``at`` yeses."""
    process = client(one, "accept", "0", "1")
    assert process.stdout is not None
    said = [process.stdout.readline() for _line in range(at + 1)]
    process.kill()
    said += process.stdout.readlines()
    process.wait()
    return {(int(line.split()[0]), line.split()[1]) for line in said if line.endswith("\n") and line != "ready\n"}


def _kill_the_web(one: Cluster, rounds: int) -> None:
    for _round in range(rounds):
        _offers()
        told = _kill_a_client(one, at=random.randint(1, PEOPLE // 2))
        assert _lost(told) == 0
        _is_whole()
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
