"""Drills by schedule, and in quiet hours."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from talentpool.activation.actions import (
    NewApproach,
    announce_drill,
    answer_approach,
    cancel_drill,
    close_expired,
    finish_due,
    follow_schedules,
    open_approaches,
    plan_drill,
    refresh_rates,
    set_schedule,
    start_drill,
    start_waiting,
)
from talentpool.activation.drills import Terms, callable_people, plan_for
from talentpool.activation.errors import AnnouncedLate
from talentpool.activation.models import Approach, Drill
from talentpool.activation.rates import left_in, readings
from talentpool.activation.rules.sampling import calls_for
from talentpool.activation.rules.wilson import wilson
from talentpool.activation.segments import Segment
from talentpool.agents.models import Agent
from talentpool.kernel.errors import WrongState
from talentpool.messaging.models import Message, Preference
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)  # 16:30 in Shanghai
NIGHT = datetime(2026, 3, 25, 16, 0, tzinfo=UTC)  # midnight there


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def segment_with(count: int) -> tuple[Segment, list[Agent]]:
    of = pool.skill()
    return Segment(of.pk, "chat", "cmn", "shared"), [pool.ready_agent(AT, of) for _ in range(count)]


def drill_of(segment: Segment) -> Drill:
    plan = plan_for(segment, at=AT)
    return plan_drill(segment=segment, plan=plan, terms=Terms("answered", 60), by=None)


def test_a_drill_planned_at_night_waits_for_the_morning(clock: time_machine.Coordinates) -> None:
    segment, agents = segment_with(4)
    drill = drill_of(segment)
    clock.move_to(NIGHT)
    start_drill(drill=drill, by=None)
    morning = NIGHT + timedelta(hours=8)
    assert (drill.state, drill.send_at, Approach.objects.count()) == ("planned", morning, 0)
    assert start_waiting(at=NIGHT) == 0
    clock.move_to(morning)
    assert start_waiting(at=morning) == 1
    assert start_waiting(at=morning) == 0
    assert Approach.objects.count() == len(agents)


def test_an_announced_drill_draws_and_tells_first_and_calls_those_at_the_time(clock: time_machine.Coordinates) -> None:
    segment, _agents = segment_with(30)
    drill = drill_of(segment)
    Drill.objects.update(announced=True, sample_size=10)
    drill.refresh_from_db()
    begins = AT + timedelta(hours=18)  # 10:30 in Shanghai
    announce_drill(drill=drill, begins_at=begins, by=None)
    drawn = set(drill.drawn)
    assert len(drawn) == 10
    told = Message.objects.filter(topic="drill.coming")
    assert {m.user.agent.pk for m in told} == drawn
    assert (start_waiting(at=AT + timedelta(hours=17)), Approach.objects.count()) == (0, 0)
    with pytest.raises(WrongState):
        announce_drill(drill=drill, begins_at=begins, by=None)
    Agent.objects.filter(pk=min(drawn)).update(paused_until=begins + timedelta(days=9))
    clock.move_to(begins)
    assert start_waiting(at=begins) == 1
    assert set(Approach.objects.values_list("agent", flat=True)) == drawn - {min(drawn)}
    assert not Message.objects.filter(topic="drill.called").exists()


@pytest.mark.parametrize("hours", [0.5, 15 * 24])
def test_an_announcement_is_neither_too_late_nor_too_early(hours: float) -> None:
    segment, _agents = segment_with(3)
    drill = drill_of(segment)
    Drill.objects.update(announced=True)
    with pytest.raises(AnnouncedLate):
        announce_drill(drill=drill, begins_at=AT + timedelta(hours=hours), by=None)


def test_who_was_told_of_a_drill_hears_that_it_is_off() -> None:
    segment, agents = segment_with(3)
    drill = drill_of(segment)
    Drill.objects.update(announced=True)
    drill.refresh_from_db()
    announce_drill(drill=drill, begins_at=AT + timedelta(hours=18), by=None)
    cancel_drill(drill=drill, by=accounts.staff("dispatcher"))
    assert Message.objects.filter(topic="drill.off").count() == len(agents)


def test_an_announced_schedule_announces_a_day_before() -> None:
    segment, _agents = segment_with(12)
    set_schedule(segment=segment, by=accounts.staff("dispatcher"), widest=0.2, announced=True, depth="answered")
    refresh_rates(at=AT)
    assert follow_schedules(at=AT) == 1
    drill = Drill.objects.get()
    assert (drill.state, drill.send_at, len(drill.drawn)) == ("planned", AT + timedelta(hours=24), 12)
    assert follow_schedules(at=AT) == 0


def test_an_emergency_is_tested_at_night_but_her_own_quiet_hours_always_hold(clock: time_machine.Coordinates) -> None:
    segment, agents = segment_with(4)
    Preference.objects.update_or_create(user=agents[0].user, defaults={"quiet_from": time(21), "quiet_until": time(7)})
    drill = drill_of(segment)
    clock.move_to(NIGHT)
    assert callable_people(segment, at=NIGHT, awake=True).asleep == 4
    start_drill(drill=drill, by=None, at_night=True)
    assert drill.state == "running"
    assert set(Approach.objects.values_list("agent", flat=True)) == {a.pk for a in agents[1:]}


@pytest.mark.parametrize("width", [0.03, 0.05, 0.08, 0.1, 0.25])
def test_so_many_calls_keep_the_interval_as_narrow_as_wanted_and_two_fewer_do_not(width: float) -> None:
    enough = calls_for(width)
    assert _widest(enough) <= width
    assert _widest(enough - 2) > width  # with an odd number nobody can be at one half


def test_a_schedule_acts_a_week_before_the_interval_gets_too_wide(clock: time_machine.Coordinates) -> None:
    """Sixty were called 80 days ago and sixty more 20 days ago: in a week only the second sixty are left."""
    segment, agents = segment_with(130)
    schedule = set_schedule(
        segment=segment, by=accounts.staff("dispatcher"), widest=0.1, least_days=7, answer_minutes=60, depth="answered"
    )
    for days, called in ((80, agents[:60]), (20, agents[60:120])):
        _drilled(segment, called, at=AT - timedelta(days=days))

    def looked(at: datetime) -> tuple[str, float | None]:
        clock.move_to(at)
        refresh_rates(at=at)
        follow_schedules(at=at)
        schedule.refresh_from_db()
        left = left_in(7, segment, at=at)
        return schedule.outcome, left and round(left.half_width, 3)

    assert looked(AT + timedelta(days=2)) == ("narrow", 0.088)  # in a week both still count
    assert readings(at=AT + timedelta(days=4))[0].rate.half_width < 0.1
    assert looked(AT + timedelta(days=4)) == ("sent", 0.123)
    assert Drill.objects.filter(schedule=schedule).get().sample_size >= calls_for(0.1)


def test_nothing_is_left_in_a_week_of_a_segment_nobody_drilled_or_long_ago() -> None:
    segment, agents = segment_with(12)
    assert left_in(7, segment, at=AT) is None
    _drilled(segment, agents, at=AT - timedelta(days=84))
    assert left_in(5, segment, at=AT).sample == 12
    assert left_in(7, segment, at=AT) is None


def _widest(sample: int) -> float:
    return max(wilson(yes=yes, sample=sample).half_width for yes in range(sample + 1))


def _drilled(segment: Segment, called: list[Agent], *, at: datetime) -> None:
    """A drill that is over; every second one said yes within the hour."""
    drill = Drill.objects.create(
        skill_id=segment.skill_id, channel="chat", language_id="cmn", kind="shared", state="done", depth="answered",
        sample_size=len(called), population=len(called), seed=1, starts_at=at, ends_at=at + timedelta(hours=1),
    )  # fmt: skip
    until = at + timedelta(hours=1)
    asked = [NewApproach(a.pk, segment.skill_id, "chat", "cmn", "shared", "drill", drill.ref, until) for a in called]
    for number, key in enumerate(open_approaches(approaches=asked, at=at)):
        answer_approach(key=key, answer="yes" if number % 2 else "no", at=at + timedelta(minutes=9))


def test_a_schedule_drills_again_only_when_the_interval_got_too_wide(clock: time_machine.Coordinates) -> None:
    segment, _agents = segment_with(40)
    by = accounts.staff("dispatcher")
    schedule = set_schedule(segment=segment, by=by, widest=0.25, least_days=30, answer_minutes=60, depth="answered")

    def looked(at: datetime) -> str:
        clock.move_to(at)
        close_expired(at=at)
        finish_due(at=at)
        refresh_rates(at=at)
        follow_schedules(at=at)
        schedule.refresh_from_db()
        return schedule.outcome

    refresh_rates(at=AT)
    assert follow_schedules(at=AT) == 1  # unknown is too wide
    assert follow_schedules(at=AT) == 0  # may run twice
    drill = Drill.objects.get()
    assert drill.schedule == schedule
    assert looked(AT + timedelta(hours=2)) == "narrow"
    set_schedule(segment=segment, by=by, widest=0.01)
    assert looked(AT + timedelta(days=3)) == "too_soon"
    set_schedule(segment=segment, by=by, most_minor=0)
    assert looked(AT + timedelta(days=31)) == "costly"
    set_schedule(segment=segment, by=by, most_minor=10**6)
    assert looked(AT + timedelta(days=31)) == "sent"
    set_schedule(segment=segment, by=by, active=False)
    assert follow_schedules(at=AT + timedelta(days=90)) == 0
    assert Drill.objects.count() == 2
