"""T3 and T9: a message that comes twice, late or out of order has its effect once; clocks may lie; phones tap twice."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from talentpool.activation.rules.calendar import minutes_inside, parts
from talentpool.agents.models import Agent, Availability, Kit
from talentpool.kernel import clock
from talentpool.kernel.clock import now
from talentpool.kernel.errors import Refusal
from talentpool.local import throwaway
from talentpool.local.broker import EmbeddedBroker
from talentpool.messaging import jobs as messaging
from talentpool.messaging import topics
from talentpool.messaging.models import Outbox
from tasks.attendance.models import Attendance
from tasks.dispatch import actions, jobs
from tasks.dispatch.models import Assignment, FillPlan, Offer, Wave
from tests.concurrency.crowd import all_at_once
from tests.factories import dispatch as make

# What a delivery may change each time: the outbox's own book-keeping.
BOOKS = {"messaging.Outbox", "messaging.Delivery"}


def _willing(size: int) -> list[Agent]:
    people = [make.an_agent() for _ in range(size)]
    Kit.objects.bulk_create(Kit(agent=one, passed=True) for one in people)
    Availability.objects.bulk_create(
        Availability(agent=one, weekday=day, start_minute=0, end_minute=1440) for one in people for day in range(7)
    )
    return people


def _a_day() -> None:
    """A wave, its draw, a yes taken back, a seat given back late, somebody on standby, somebody who did not come."""
    _willing(8)
    order = make.an_order(state="submitted")
    make.a_shift(order=order, seats=3, starts_at=make.moment(days=2))
    actions.confirm_plan(plan=actions.propose_plan(order=order), by=make.a_user(is_staff=True))
    jobs.send_due_waves()
    for offer in Offer.objects.select_related("agent__user", "shift"):
        actions.accept_offer(offer=offer, by=offer.agent.user)
    Wave.objects.filter(state="lottery").update(lottery_until=now())
    jobs.draw_due_waves()
    held = list(Assignment.objects.select_related("agent__user", "shift__order__client", "offer").order_by("pk"))
    actions.undo_acceptance(assignment=held[0], by=held[0].agent.user)
    actions.seek_stand_in(assignment=held[1])
    messaging.drain()


def _counts() -> dict[str, int]:
    ours = [
        model for model in apps.get_models() if model._meta.app_label in {app.split(".")[-1] for app in settings.ROOMS}
    ]
    return {model._meta.label: model._base_manager.count() for model in ours if model._meta.label not in BOOKS}


def _periodic() -> list[Any]:
    """Every job of dispatch, attendance, billing and messaging that runs by itself."""
    found = []
    for room in ("tasks.dispatch", "tasks.attendance", "tasks.billing", "talentpool.messaging", "talentpool.growth"):
        module = import_module(f"{room}.jobs")
        found += [getattr(module, path.rpartition(".")[2]) for path in module.EVERY]
    return found


@pytest.mark.django_db
def test_every_message_and_job_delivered_three_times_and_shuffled_has_its_effect_once() -> None:
    _a_day()
    for job in _periodic():
        job()
    messaging.drain()
    before = _counts()
    rows = list(Outbox.objects.values_list("topic", "payload"))
    deliveries: list[Any] = [(handler, payload) for topic, payload in rows for handler in topics.handlers(topic)] * 2
    deliveries += [(job, None) for job in _periodic()] * 2
    random.Random(1).shuffle(deliveries)
    for deliver, payload in deliveries:
        with transaction.atomic():
            deliver() if payload is None else deliver(dict(payload))
    messaging.drain()
    changed = {label: (before[label], n) for label, n in _counts().items() if n != before[label]}
    assert not changed
    assert Assignment.objects.filter(state__in=["held", "seeking"]).values("seat").distinct().count() <= 3


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_killed_loses_nothing_and_delays_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with throwaway.folder() as place:
        broker = EmbeddedBroker(place)
        server = broker.start({})
        broker.wait(server)
        monkeypatch.setattr(current_app.conf, "broker_url", broker.broker_url)
        shift = make.a_shift(seats=20)
        offers = make.offers(shift, make.a_crowd(20))
        for number, offer in enumerate(offers):
            if number == 10:
                server.kill()
                server.wait()
            actions.accept_offer(offer=offer, by=offer.agent.user)
    assert Outbox.objects.due(now()).filter(topic="seat.claimed").count() == 20
    messaging.drain()  # the sweep, which asks the database and no broker
    assert Outbox.objects.due(now()).count() == 0
    assert Attendance.objects.filter(assignment__shift=shift).count() == 20


@contextmanager
def _clock(ahead: timedelta) -> Iterator[None]:
    """This worker's clock is wrong by so much."""
    real = clock._warp
    at = datetime.now(UTC)
    clock._warp = lambda: (at, at + ahead, 1.0)
    try:
        yield
    finally:
        clock._warp = real


@pytest.mark.django_db
def test_workers_whose_clocks_differ_draw_once_and_early_for_nobody() -> None:
    shift = make.a_shift(seats=1)
    plan = FillPlan.objects.create(order=shift.order, seed=1, state="confirmed")
    times = {"sends_at": now(), "deadline": shift.starts_at, "lottery_until": now() + timedelta(minutes=1)}
    wave = Wave.objects.create(plan=plan, number=1, size=3, seed=7, state="lottery", **times)
    for agent in make.a_crowd(3):
        make.an_offer(shift, agent, wave=wave, state="entered", lottery_until=wave.lottery_until)
    with _clock(-timedelta(minutes=5)):
        assert jobs.draw_due_waves() == 0
    with _clock(timedelta(minutes=5)):
        assert jobs.draw_due_waves() == 1
    drawn = set(Assignment.objects.values_list("ref", flat=True))
    for wrong in (-10, 0, 10):
        with _clock(timedelta(minutes=wrong)):
            jobs.draw_due_waves()
    assert set(Assignment.objects.values_list("ref", flat=True)) == drawn
    assert len(drawn) == 1


@pytest.mark.django_db
def test_the_time_a_phone_believes_in_plays_no_part() -> None:
    agent = make.an_agent()
    offer = make.an_offer(make.a_shift(), agent, deadline=now() - timedelta(seconds=1))
    phone = Client(headers={"date": "Thu, 01 Jan 1970 00:00:00 GMT"})
    phone.force_login(agent.user)
    answer = phone.post(f"/agent/offers/{offer.ref}/accept/", {"at": "1970-01-01T00:00:00Z"})
    assert answer.status_code == 409
    assert not Assignment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_double_taps_on_two_phones_take_one_seat_and_both_see_it() -> None:
    people = [make.an_agent() for _ in range(4)]
    shift = make.a_shift(seats=4)
    offers = [make.an_offer(shift, agent) for agent in people]
    seen: list[tuple[int, str]] = []

    def tap(offer: Offer, phone: Client) -> None:
        answer = phone.post(f"/agent/offers/{offer.ref}/accept/")
        seen.append((answer.status_code, answer.headers.get("Location", "")))

    taps = []
    for offer in offers:
        for _phone in range(2):
            phone = Client()
            phone.force_login(offer.agent.user)
            taps += [lambda o=offer, p=phone: tap(o, p)] * 2
    ended = all_at_once(taps, threads=8)
    assert ended == {"ok": 16}
    assert {status for status, _place in seen} == {302}
    assert len({place for _status, place in seen}) == Assignment.objects.count() == 4


ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
# Nights on which some of these zones turn their clocks, and one on which none does.
NIGHTS = ["2027-03-13", "2027-03-27", "2027-04-03", "2027-10-02", "2027-10-30", "2027-11-06", "2027-12-26"]


@effort(max_examples=25)
@given(
    zone=st.sampled_from(ZONES),
    night=st.sampled_from(NIGHTS),
    starts=st.integers(0, 4 * 36),
    quarters=st.integers(8, 32),
    before=st.integers(8, 32),
    gap=st.integers(0, 24),
    cap=st.integers(4, 16),
)
@pytest.mark.django_db
def test_caps_hold_in_every_zone_also_when_its_clocks_turn(
    zone: str, night: str, starts: int, quarters: int, before: int, gap: int, cap: int
) -> None:
    """The claim's arithmetic in the database and the rule's in Python say the same."""
    quarter = timedelta(minutes=15)
    with transaction.atomic():
        agent = make.an_agent(
            timezone=zone, rest_minutes=0, daily_cap_minutes=60 * cap, weekly_cap_minutes=60 * (cap + 4)
        )
        second = make.utc(night) + starts * quarter
        first = second - (gap + before) * quarter
        at, ends = first - timedelta(days=7), second + quarters * quarter
        shifts = [
            make.a_shift(starts_at=first, hours=before / 4),
            make.a_shift(starts_at=second, hours=quarters / 4),
        ]
        Agent.skills.rel.related_model.objects.filter(agent=agent).update(certified_until=ends + timedelta(days=1))
        codes = []
        for shift in shifts:
            offer = make.an_offer(shift, agent, deadline=shift.ends_at)
            try:
                actions.accept_offer(offer=offer, by=agent.user, at=at)
                codes.append("ok")
            except Refusal as refusal:
                codes.append(refusal.code)
        work: list[Any] = []
        for shift, code in zip(shifts, codes, strict=True):
            assert code == _expected(agent, work, shift.starts_at, shift.ends_at)
            if code == "ok":
                work.append((shift.starts_at, shift.ends_at))
        transaction.set_rollback(True)


def _expected(agent: Agent, work: list[Any], starts: datetime, ends: datetime) -> str:
    zone = ZoneInfo(agent.timezone)
    for code, weekly, cap in (
        ("over_daily_cap", False, agent.daily_cap_minutes),
        ("over_weekly_cap", True, agent.weekly_cap_minutes),
    ):
        for part in parts(starts, ends, zone, weekly=weekly):
            if minutes_inside(work, (part.start, part.end)) + part.minutes > cap:
                return code
    return "ok"
