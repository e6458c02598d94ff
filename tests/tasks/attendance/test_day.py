"""The day of one assignment: windows by the server's clock, minutes by rule, the search for somebody else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from talentpool.activation.actions import refresh_proofs
from talentpool.activation.models import MatchRow
from talentpool.growth.actions import broken_link
from talentpool.growth.effects import counted_for_all
from talentpool.growth.models import Entry
from talentpool.kernel.clock import now
from talentpool.kernel.errors import Refusal, WrongState
from talentpool.messaging.models import Message, Outbox
from tasks.attendance import actions, jobs
from tasks.attendance.models import Attendance, AttendanceEvent
from tasks.dispatch import actions as dispatch
from tasks.dispatch.models import Assignment, Standby
from tasks.orders.models import ShiftActivity, Workplace
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Assignment:
    """A seat on a shift from 10:00 to 14:00 tomorrow, with a paid break of a quarter of an hour."""
    agent = make.an_agent()
    shift = make.a_shift(starts_at=make.moment(days=1), hours=4)
    pause = shift.starts_at + timedelta(hours=2)
    ShiftActivity.objects.create(shift=shift, kind="break", starts_at=pause, ends_at=pause + timedelta(minutes=15))
    claimed = dispatch.accept_offer(offer=make.an_offer(shift, agent), by=agent.user)
    return Assignment.objects.get(ref=claimed.assignment)


def at(moment: datetime, **later: float) -> Any:
    """The clock, ``later`` than a moment."""
    return time_machine.travel(moment + timedelta(**later), tick=False)


def _check_in(held: Assignment, minutes: float, **more: Any) -> Attendance:
    with at(held.shift.starts_at, minutes=minutes):
        return actions.check_in(assignment=held, by=held.agent.user, **more)


def test_check_in_opens_fifteen_minutes_early_to_the_second(held: Assignment) -> None:
    with pytest.raises(Refusal) as refusal:
        _check_in(held, -15 - 1 / 60)
    assert refusal.value.code == "too_early"
    assert _check_in(held, -15).state == "checked_in"
    assert Outbox.objects.filter(topic="attendance.checked_in").count() == 1


def test_a_tap_queued_on_the_phone_and_sent_twice_counts_once(held: Assignment) -> None:
    first = _check_in(held, -5, key="tap-1", tapped_at="2027-01-01T01:50:00Z")
    second = _check_in(held, -1, key="tap-1")
    third = _check_in(held, 0, key="tap-2")
    assert first.checked_in_at == second.checked_in_at == third.checked_in_at
    events = AttendanceEvent.objects.filter(kind="checked_in")
    assert events.count() == 1
    assert events.get().payload["tapped_at"] == "2027-01-01T01:50:00Z"
    assert Outbox.objects.filter(topic="attendance.checked_in").count() == 1


def test_a_stranger_can_not_check_in_for_her(held: Assignment) -> None:
    with at(held.shift.starts_at), pytest.raises(Refusal) as refusal:
        actions.check_in(assignment=held, by=make.an_agent().user)
    assert refusal.value.status == 404


def test_confirming_has_a_window_and_confirming_twice_is_once(held: Assignment) -> None:
    with at(held.shift.starts_at, hours=-37), pytest.raises(Refusal) as refusal:
        actions.confirm_day(assignment=held, by=held.agent.user)
    assert refusal.value.code == "too_early_to_confirm"
    with at(held.shift.starts_at, hours=-20):
        for _tap in range(2):
            assert actions.confirm_day(assignment=held, by=held.agent.user).state == "confirmed"
    assert AttendanceEvent.objects.filter(kind="confirmed").count() == 1


def test_security_rules_are_acknowledged_before_the_first_minute(held: Assignment) -> None:
    order = held.shift.order
    order.workplace = Workplace.objects.create(client=order.client, name="Desk", security_profile=["no_downloads"])
    order.save(update_fields=["workplace"])
    with pytest.raises(Refusal) as refusal:
        _check_in(held, 0)
    assert refusal.value.code == "rules_not_acknowledged"
    assert _check_in(held, 0, acknowledged=True).state == "checked_in"
    assert AttendanceEvent.objects.get(kind="acknowledged").payload == {"rules": ["no_downloads"]}


def _work(held: Assignment, *steps: tuple[float, str]) -> Attendance:
    """Taps at minutes after the start; the last one's day."""
    taps = {
        "in": actions.check_in,
        "break": actions.start_break,
        "fault": actions.report_fault,
        "on": actions.go_on,
        "out": actions.check_out,
    }
    for minutes, tap in steps:
        with at(held.shift.starts_at, minutes=minutes):
            day = taps[tap](assignment=held, by=held.agent.user)  # type: ignore[operator]
    return day


@pytest.mark.parametrize(
    ("steps", "minutes"),
    [
        ([(-10, "in"), (240, "out")], 240),  # early is not paid, late out neither
        ([(0, "in"), (255, "out")], 240),
        ([(7, "in"), (240, "out")], 233),
        ([(0, "in"), (120, "break"), (135, "on"), (240, "out")], 240),  # the planned break is paid
        (
            [(0, "in"), (120, "break"), (150, "on"), (240, "out")],
            235,
        ),  # and ten minutes for hard contacts; beyond is not
        ([(0, "in"), (60, "break"), (240, "out")], 85),  # a break that never ended
        ([(0, "in"), (60, "fault"), (80, "on"), (240, "out")], 220),
        ([(0, "in"), (100, "out")], 100),
    ],
)
def test_approved_minutes_follow_the_events_of_the_day(
    held: Assignment, steps: list[tuple[float, str]], minutes: int
) -> None:
    day = _work(held, *steps)
    assert (day.state, day.approved_minutes) == ("checked_out", minutes)


def test_check_out_writes_the_growth_log_and_tells_billing_once(held: Assignment) -> None:
    day = _work(held, (0, "in"), (240, "out"), (241, "out"))
    entry = Entry.objects.get(kind="shift", source=day.ref)
    assert entry.payload["skill"] == held.shift.order.skill.code
    assert (entry.payload["minutes"], entry.payload["on_time"]) == (240, True)
    assert Outbox.objects.filter(topic="attendance.checked_out").count() == 1


def test_a_night_of_25_hours_pays_nine_hours_for_twenty_two_to_six() -> None:
    agent = make.an_agent(timezone="Europe/Berlin", daily_cap_minutes=1440)
    agent.skills.update(certified_until=make.utc("2028-01-01T00:00"))
    shift = make.a_shift(starts_at=make.utc("2027-10-30T20:00"), hours=9)
    claimed = dispatch.accept_offer(offer=make.an_offer(shift, agent), by=agent.user)
    day = _work(Assignment.objects.get(ref=claimed.assignment), (0, "in"), (9 * 60, "out"))
    assert day.approved_minutes == 9 * 60


def test_nudges_come_at_minus_fifteen_and_plus_three_and_each_once(held: Assignment) -> None:
    start = held.shift.starts_at
    seen = []
    for minutes in (-16, -15, -14, 2, 3, 4):
        with at(start, minutes=minutes):
            jobs.watch_starts()
        seen.append(Message.objects.filter(topic__startswith="attendance.nudge").count())
    assert seen == [0, 1, 1, 1, 2, 2]


def test_five_minutes_late_starts_the_search_and_standby_is_called_first(held: Assignment) -> None:
    substitute = make.at_home()
    place = dispatch.join_standby(shift=held.shift, agent=substitute, by=substitute.user)
    with at(held.shift.starts_at, minutes=5):
        jobs.watch_starts()
        jobs.watch_starts()
        held.refresh_from_db()
        assert held.state == "seeking"
        assert Outbox.objects.filter(topic="attendance.no_show").count() == 1
        dispatch.call_standby(shift=held.shift)
        place.refresh_from_db()
        assert place.state == "called"
        taken = dispatch.step_in(standby=place, by=substitute.user)
    new = Assignment.objects.get(ref=taken.assignment)
    held.refresh_from_db()
    assert (held.state, new.state, new.replaces) == ("replaced", "held", held)
    assert Standby.objects.get().state == "promoted"
    with pytest.raises(Refusal) as refusal:
        _check_in(held, 20)
    assert refusal.value.code == "seat_lost"


def test_who_comes_late_before_anybody_stepped_in_keeps_the_seat(held: Assignment) -> None:
    with at(held.shift.starts_at, minutes=6):
        jobs.watch_starts()
    day = _check_in(held, 8)
    held.refresh_from_db()
    assert (day.state, held.state) == ("checked_in", "held")


def test_a_standby_call_nobody_answers_goes_to_the_next(held: Assignment) -> None:
    first, second = make.at_home(), make.at_home()
    places = [dispatch.join_standby(shift=held.shift, agent=one, by=one.user) for one in (first, second)]
    dispatch.seek_stand_in(assignment=held)
    dispatch.call_standby(shift=held.shift)
    places[0].refresh_from_db()
    assert places[0].answer_by is not None
    dispatch.pass_on(standby=places[0], at=places[0].answer_by + timedelta(seconds=1))
    states = list(Standby.objects.order_by("place").values_list("state", flat=True))
    assert states == ["over", "called"]
    with pytest.raises(Refusal) as refusal:
        dispatch.step_in(standby=places[0], by=first.user)
    assert refusal.value.code == "standby_taken"


def test_a_missed_shift_is_written_down_only_when_it_is_over(held: Assignment) -> None:
    with at(held.shift.starts_at, minutes=6):
        jobs.watch_starts()
        jobs.close_days()
        assert not Entry.objects.filter(kind="no_show").exists()
    with at(held.shift.ends_at, minutes=31):
        jobs.close_days()
        jobs.close_days()
    assert Entry.objects.filter(kind="no_show").count() == 1


def test_who_forgot_to_check_out_is_paid_until_the_end(held: Assignment) -> None:
    _check_in(held, 0)
    with at(held.shift.ends_at, minutes=30):
        jobs.close_days()
    day = Attendance.objects.get(assignment=held)
    assert (day.state, day.checked_out_at, day.approved_minutes) == ("checked_out", held.shift.ends_at, 240)


def test_shifts_and_orders_turn_by_the_clock(held: Assignment) -> None:
    shift, order = held.shift, held.shift.order
    with at(shift.starts_at):
        jobs.turn_shifts()
    shift.refresh_from_db()
    order.refresh_from_db()
    assert (shift.state, order.state) == ("started", "running")
    with at(shift.ends_at):
        jobs.turn_shifts()
    shift.refresh_from_db()
    order.refresh_from_db()
    assert (shift.state, order.state) == ("ended", "done")


def test_a_correction_keeps_the_old_times_and_another_person_decides(held: Assignment) -> None:
    _work(held, (30, "in"), (240, "out"))
    starts, ends = held.shift.starts_at, held.shift.ends_at
    with at(ends, hours=1):
        asked = actions.ask_correction(
            assignment=held, by=held.agent.user, starts_at=starts, ends_at=ends, reason="The network was away."
        )
        with pytest.raises(Refusal) as refusal:
            actions.decide_correction(correction=asked, by=held.agent.user, granted=True, reason="mine")
        assert refusal.value.code == "own_correction"
        actions.decide_correction(
            correction=asked, by=make.a_user(is_staff=True), granted=True, reason="Seen in the log."
        )
    day = Attendance.objects.get(assignment=held)
    assert (day.approved_minutes, asked.before["approved_minutes"]) == (240, 210)
    assert AttendanceEvent.objects.get(kind="corrected").payload["before"]["approved_minutes"] == 210
    assert Outbox.objects.filter(topic="attendance.corrected").count() == 1
    assert Message.objects.filter(topic="attendance.correction_decided", user=held.agent.user).count() == 1


def test_a_corrected_no_show_no_longer_counts_against_her_and_the_shift_counts(held: Assignment) -> None:
    starts, ends, subject = held.shift.starts_at, held.shift.ends_at, held.agent.user
    with at(starts, minutes=6):
        jobs.watch_starts()
    with at(ends, hours=1):
        jobs.close_days()
        before = Entry.objects.counted_for(held.agent, starts - timedelta(days=1))
        for reason, until in (("I was there.", ends), ("An hour less.", ends - timedelta(hours=1))):
            asked = actions.ask_correction(assignment=held, by=subject, starts_at=starts, ends_at=until, reason=reason)
            actions.decide_correction(correction=asked, by=make.a_user(is_staff=True), granted=True, reason="Seen.")
        after = Entry.objects.counted_for(held.agent, starts - timedelta(days=1))
    assert (before["shifts"], before["on_time"]) == (0, 0)
    assert (after["shifts"], after["on_time"], after["hours"]) == (1, 1, 3)
    kinds = Entry.objects.filter(subject=subject, kind__in=["no_show", "shift", "correction"]).order_by("id")
    assert [entry.kind for entry in kinds] == ["no_show", "correction", "shift", "correction"]
    assert [entry.corrects_id for entry in kinds] == [None, kinds[0].pk, None, kinds[2].pk]
    assert counted_for_all(starts - timedelta(days=1))[held.agent_id]["on_time"] == 1
    refresh_proofs(agents=[held.agent_id])
    assert MatchRow.objects.get(agent=held.agent).proof == pytest.approx(1 / 20), "one shift, none missed"
    assert broken_link(subject=subject) is None


def test_states_allow_no_step_that_the_table_does_not_name(held: Assignment) -> None:
    with at(held.shift.starts_at), pytest.raises(WrongState):
        actions.start_break(assignment=held, by=held.agent.user)


def test_an_undone_seat_ends_its_day_before_it_began(held: Assignment) -> None:
    actions.expect(assignment=held)
    dispatch.undo_acceptance(assignment=held, by=held.agent.user)
    for _delivery in range(3):
        jobs.on_ended({"assignment": str(held.ref)})
    assert Attendance.objects.get(assignment=held).state == "ended"


def test_the_clients_alias_is_made_once_and_differs_between_clients(held: Assignment) -> None:
    for _delivery in range(3):
        jobs.on_claimed({"assignment": str(held.ref)})
    alias = held.agent.aliases.get()
    other = actions.name_for_client(agent=held.agent, client=make.a_client("harbour"))
    assert alias.client != other.client
    assert now() > held.accepted_at
