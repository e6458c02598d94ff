"""T2, the worker: killed at named points, and before or after any statement it makes, it leaves nothing half-done."""

import random
from collections.abc import Callable

import pytest

from talentpool.agents.models import Availability, Kit
from talentpool.kernel.clock import now
from talentpool.messaging import jobs as messaging
from talentpool.messaging.models import Message, Outbox
from tasks.attendance.models import Attendance
from tasks.dispatch import actions, jobs
from tasks.dispatch.models import Assignment, FillPlan, Offer, Wave
from tests.factories import dispatch as make
from tests.faults.cluster import Cluster, client
from tests.faults.wholeness import is_whole, put_on_offer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(15), pytest.mark.timeout(3600)]
Check = Callable[[], None]

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
    said = killed.stdout.readlines()
    assert (killed.wait(), said) == (-9, ["ready\n"])
    for _again in range(2):
        getattr(jobs, job.rpartition(".")[2])()
    wave.refresh_from_db()
    is_whole()
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


def _willing() -> None:
    people = [make.an_agent() for _ in range(8)]
    Kit.objects.bulk_create(Kit(agent=one, passed=True) for one in people)
    Availability.objects.bulk_create(
        Availability(agent=one, weekday=day, start_minute=0, end_minute=1440) for one in people for day in range(7)
    )


def _prepare_wave() -> Check:
    wave = _a_due_wave()

    def check() -> None:
        wave.refresh_from_db()
        asked = Offer.objects.filter(wave=wave)
        assert (Wave.objects.filter(plan=wave.plan).count(), asked.count()) == (2, wave.size)
        assert wave.size > 0
        assert not asked.filter(approach_id=None).exists()
        links = [f"/agent/offers/{offer.ref}/" for offer in asked]
        assert Message.objects.filter(link__in=links).count() == wave.size, "everybody asked is told, once"

    return check


def _prepare_draw() -> Check:
    wave = _a_lottery()

    def check() -> None:
        wave.refresh_from_db()
        held = Assignment.objects.filter(offer__wave=wave, state="held")
        assert (wave.state, held.count()) == ("instant", 2)
        assert Offer.objects.filter(wave=wave, state="not_drawn").count() == 3

    return check


def _prepare_outbox() -> Check:
    for offer in put_on_offer(5):
        actions.accept_offer(offer=offer, by=offer.agent.user)

    def check() -> None:
        assert not Outbox.objects.exclude(state="done").exists()
        assert Attendance.objects.count() == Assignment.objects.count()

    return check


# What a worker is about, how many statements that takes at least, and what must be true once another has done it.
WORK: dict[str, tuple[int, Callable[[], Check]]] = {
    "tasks.dispatch.jobs.send_due_waves": (50, _prepare_wave),
    "tasks.dispatch.jobs.draw_due_waves": (25, _prepare_draw),
    "talentpool.messaging.jobs.drain": (40, _prepare_outbox),
}


def _kill_a_worker(one: Cluster, kills: int) -> None:
    """Before or after a statement drawn at random; the next workers finish, each twice, as redelivery would have it."""
    _willing()
    killed = 0
    while killed < kills:
        job, (statements, prepare) = random.choice(list(WORK.items()))
        check = prepare()
        at = random.choice((1, -1)) * random.randint(1, statements)
        killed += client(one, "job", job, kill_at=f"statement:{at}").wait() == -9
        for _again in range(2):
            jobs.send_due_waves()
            jobs.draw_due_waves()
            messaging.drain()
        check()
        is_whole()
        Offer.objects.filter(state="offered").update(state="expired")
        Wave.objects.update(state="closed")


def test_a_worker_is_killed_at_any_statement_and_the_next_one_finishes(durable: Cluster) -> None:
    _kill_a_worker(durable, 2)


@pytest.mark.faults
def test_a_worker_is_killed_a_hundred_times(durable: Cluster) -> None:
    _kill_a_worker(durable, 100)
