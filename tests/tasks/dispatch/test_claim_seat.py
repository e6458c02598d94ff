"""What a tap on "accept" does, and every reason why it can't."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Consent
from talentpool.agents.models import Agent, AgentSkill, ClientPreference, Commitment
from talentpool.kernel.clock import now
from talentpool.kernel.errors import Refusal
from talentpool.messaging.models import Outbox
from tasks.dispatch.actions import accept_offer, undo_acceptance
from tasks.dispatch.errors import OfferGone, Overlap, ShiftFull, UndoOver
from tasks.dispatch.models import Assignment, Seat
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


def _take(agent: Agent, **shift: Any) -> Assignment:
    offer = make.an_offer(make.a_shift(**shift), agent)
    return Assignment.objects.get(ref=accept_offer(offer=offer, by=agent.user).assignment)


def _refused(agent: Agent, **shift: Any) -> str:
    offer = make.an_offer(make.a_shift(**shift), agent)
    before = (Assignment.objects.count(), Commitment.objects.count(), Outbox.objects.count())
    with pytest.raises(Refusal) as refusal:
        accept_offer(offer=offer, by=agent.user)
    offer.refresh_from_db()
    assert offer.state == "offered"
    assert Seat.objects.filter(shift=offer.shift, holder__isnull=False).count() == 0
    assert (Assignment.objects.count(), Commitment.objects.count(), Outbox.objects.count()) == before
    assert str(refusal.value)
    return refusal.value.code


def test_accepting_takes_the_seat_the_time_and_tells_the_other_rooms() -> None:
    agent = make.an_agent()
    assignment = _take(agent, seats=2)
    assert assignment.state == "held"
    assert assignment.seat.holder == agent
    assert assignment.offer is not None
    assert assignment.offer.state == "accepted"
    commitment = Commitment.objects.get(source=assignment.ref)
    assert (commitment.during.lower, commitment.kind) == (assignment.shift.starts_at, "shift")
    row = Outbox.objects.get(topic="seat.claimed")
    assert row.payload == {"assignment": str(assignment.ref), "by": agent.user_id}
    assert Consent.objects.filter(user=agent.user, client=assignment.shift.order.client).count() == 1


def test_a_second_tap_finds_the_same_assignment() -> None:
    agent = make.an_agent()
    offer = make.an_offer(make.a_shift(seats=3), agent)
    first = accept_offer(offer=offer, by=agent.user)
    second = accept_offer(offer=offer, by=agent.user)
    assert (second.again, second.assignment) == (True, first.assignment)
    assert Assignment.objects.count() == 1


def test_the_last_seat_is_sold_once_and_the_late_one_hears_it() -> None:
    shift = make.a_shift(seats=1)
    early, late = make.an_agent(), make.an_agent()
    accept_offer(offer=make.an_offer(shift, early), by=early.user)
    with pytest.raises(ShiftFull):
        accept_offer(offer=make.an_offer(shift, late), by=late.user)
    assert Assignment.objects.count() == 1


def test_nobody_is_booked_twice_across_clients() -> None:
    agent = make.an_agent()
    starts = make.moment()
    _take(agent, starts_at=starts)
    other = make.an_order(make.a_client("harbour"))
    with pytest.raises(Overlap):
        accept_offer(
            offer=make.an_offer(make.a_shift(starts_at=starts + timedelta(hours=3), order=other), agent),
            by=agent.user,
        )


def test_a_class_is_a_commitment_too_but_needs_no_rest() -> None:
    agent = make.an_agent()
    starts = make.moment()
    Commitment.objects.create(
        agent=agent, during=(starts, starts + timedelta(hours=1)), kind="class", source=make.a_skill().ref
    )
    assert _refused(agent, starts_at=starts) == "overlaps"
    assert _take(agent, starts_at=starts + timedelta(hours=1)).state == "held"


def test_rest_between_shifts_is_kept_to_the_minute() -> None:
    agent = make.an_agent()
    first = _take(agent, hours=4).shift
    assert _refused(agent, starts_at=first.ends_at + timedelta(hours=10, minutes=45)) == "rest"
    assert _refused(agent, starts_at=first.starts_at - timedelta(hours=14, minutes=45), hours=4) == "rest"
    assert _take(agent, starts_at=first.ends_at + timedelta(hours=11), hours=2).state == "held"


def test_daily_cap_counts_the_day_of_the_agents_own_zone() -> None:
    agent = make.an_agent(daily_cap_minutes=5 * 60, rest_minutes=0)
    _take(agent, starts_at=make.moment(hour=1), hours=3)  # 09:00 to 12:00 in Shanghai
    assert _refused(agent, starts_at=make.moment(hour=6), hours=3) == "over_daily_cap"
    assert _take(agent, starts_at=make.moment(hour=16), hours=3).state == "held"  # past midnight in Shanghai


def test_a_night_shift_counts_on_both_its_days() -> None:
    agent = make.an_agent(daily_cap_minutes=4 * 60, rest_minutes=0)
    assert _take(agent, starts_at=make.moment(hour=12), hours=8).state == "held"  # 20:00 to 04:00: four hours each day
    assert _refused(agent, starts_at=make.moment(days=2, hour=8), hours=2) == "over_daily_cap"


def test_a_night_of_25_hours_is_counted_as_long_as_it_was() -> None:
    zone = {"timezone": "Europe/Berlin", "rest_minutes": 0}
    # Clocks go back on 31 October 2027 at 01:00 UTC: local 22:00 to 06:00 is nine hours, seven of them on the 31st.
    starts = make.utc("2027-10-30T20:00")
    skill = make.a_skill()
    for cap, answer in ((7 * 60, "held"), (7 * 60 - 1, "over_daily_cap")):
        agent = make.an_agent(daily_cap_minutes=cap, **zone)
        AgentSkill.objects.filter(agent=agent, skill=skill).update(certified_until=make.utc("2028-01-01T00:00"))
        if answer == "held":
            assert _take(agent, starts_at=starts, hours=9).state == "held"
        else:
            assert _refused(agent, starts_at=starts, hours=9) == answer


def test_weekly_cap_is_the_agents_own() -> None:
    agent = make.an_agent(weekly_cap_minutes=6 * 60, rest_minutes=0)
    monday = make.moment(days=8 - now().isoweekday() + 7)
    _take(agent, starts_at=monday, hours=4)
    assert _refused(agent, starts_at=monday + timedelta(days=2), hours=3) == "over_weekly_cap"
    assert _take(agent, starts_at=monday + timedelta(days=7), hours=4).state == "held"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": "resting"}, "not_in_reserve"),
        ({"paused_until": make.utc("2199-01-01T00:00")}, "paused"),
        ({"formalities_done_at": None}, "formalities"),
        ({"floor_minor": 4501}, "below_floor"),
    ],
)
def test_facts_about_the_agent_are_checked_again_at_the_claim(change: dict[str, Any], code: str) -> None:
    assert _refused(make.an_agent(**change)) == code


def test_a_certificate_must_last_until_the_end_of_the_shift() -> None:
    agent = make.an_agent()
    starts = make.moment()
    AgentSkill.objects.filter(agent=agent).update(certified_until=starts + timedelta(hours=3))
    assert _refused(agent, starts_at=starts, hours=4) == "certificate"
    assert _take(agent, starts_at=starts, hours=3).state == "held"


def test_a_block_and_a_membership_keep_agent_and_client_apart() -> None:
    agent = make.an_agent()
    client = make.a_client()
    preference = ClientPreference.objects.create(agent=agent, client=client, kind="block")
    assert _refused(agent) == "blocked"
    preference.delete()
    agent.user.memberships.create(client=client, role="viewer")
    assert _refused(agent) == "own_client"


def test_an_offer_ends_by_the_servers_clock() -> None:
    agent = make.an_agent()
    offer = make.an_offer(make.a_shift(), agent, deadline=now() + timedelta(minutes=1))
    with pytest.raises(Refusal) as refusal:
        accept_offer(offer=offer, by=agent.user, at=offer.deadline)
    assert refusal.value.code == "expired"
    assert accept_offer(offer=offer, by=agent.user, at=offer.deadline - timedelta(seconds=1)).assignment


def test_a_cancelled_shift_can_not_be_taken() -> None:
    assert _refused(make.an_agent(), state="cancelled") == "shift_closed"


def test_an_offer_of_another_agent_is_not_there() -> None:
    offer = make.an_offer(make.a_shift(), make.an_agent())
    offer.agent = make.an_agent()
    with pytest.raises(Refusal) as refusal:
        accept_offer(offer=offer, by=offer.agent.user)
    assert refusal.value.code == "no_offer"


def test_in_a_lottery_window_a_tap_enters_and_takes_nothing() -> None:
    agent = make.an_agent()
    offer = make.an_offer(make.a_shift(), agent, lottery_until=now() + timedelta(minutes=10))
    answered = accept_offer(offer=offer, by=agent.user)
    assert answered.assignment is None
    assert (offer.state, Assignment.objects.count()) == ("entered", 0)
    assert accept_offer(offer=offer, by=agent.user).again


def test_within_five_minutes_a_yes_is_taken_back_for_free() -> None:
    agent = make.an_agent()
    assignment = _take(agent, seats=1)
    undo_acceptance(assignment=assignment, by=agent.user)
    undo_acceptance(assignment=assignment, by=agent.user)
    assignment.refresh_from_db()
    assert assignment.state == "undone"
    assert not Commitment.objects.filter(agent=agent).exists()
    assert Seat.objects.get(pk=assignment.seat_id).holder is None
    assert assignment.offer is not None
    assignment.offer.refresh_from_db()
    assert assignment.offer.state == "undone"
    assert Outbox.objects.filter(topic="seat.undone").count() == 1
    other = make.an_agent()
    assert accept_offer(offer=make.an_offer(assignment.shift, other), by=other.user).assignment


def test_after_five_minutes_the_undo_is_over() -> None:
    agent = make.an_agent()
    assignment = _take(agent)
    Assignment.objects.filter(pk=assignment.pk).update(accepted_at=now() - timedelta(minutes=5, seconds=1))
    assignment.refresh_from_db()
    with pytest.raises(UndoOver):
        undo_acceptance(assignment=assignment, by=agent.user)


def test_an_undone_offer_can_not_be_accepted_again() -> None:
    agent = make.an_agent()
    assignment = _take(agent)
    undo_acceptance(assignment=assignment, by=agent.user)
    assert assignment.offer is not None
    with pytest.raises(OfferGone):
        accept_offer(offer=assignment.offer, by=agent.user)
