"""Into the pool, through it, out of it: by people, with reasons."""

import pytest

from accounts.models import DecisionRecord
from talentpool.agents import actions, errors
from talentpool.agents.models import PoolStandard
from talentpool.agents.rules.week import Window
from talentpool.agents.states import AgentState
from talentpool.kernel.errors import NotAllowed, WrongState
from talentpool.messaging.models import Message
from tests.factories import accounts, agents

pytestmark = pytest.mark.django_db


def test_an_admitted_person_gets_the_next_number_and_can_be_locked() -> None:
    recruiter = accounts.staff("recruiter")
    first = actions.admit_agent(user=accounts.user(), kind="shared", by=recruiter)
    second = actions.admit_agent(user=accounts.user(), kind="home_based", by=recruiter, channels={"chat": 9})
    assert int(second.number) == int(first.number) + 1
    assert (first.state, first.load.agent_id) == (AgentState.TRAINING, first.pk)
    assert second.channels.get().level == 5


def test_who_was_released_comes_back_with_her_number() -> None:
    agent = agents.agent(state=AgentState.RELEASED, number="0417")
    back = actions.admit_agent(user=agent.user, kind="shared", by=accounts.staff("recruiter"))
    assert (back.pk, back.number, back.state) == (agent.pk, "0417", AgentState.TRAINING)


def test_who_is_in_the_pool_is_not_admitted_again() -> None:
    agent = agents.agent()
    with pytest.raises(WrongState):
        actions.admit_agent(user=agent.user, kind="shared", by=accounts.staff("recruiter"))


def test_rest_needs_a_reason_and_leaves_a_record_she_can_read() -> None:
    agent, recruiter = agents.agent(), accounts.staff("recruiter")
    with pytest.raises(errors.ReasonNeeded):
        actions.rest(agent=agent, by=recruiter, reason="  ")
    actions.rest(agent=agent, by=recruiter, reason="No contact for 90 days.")
    record = DecisionRecord.objects.get(subject=agent.user)
    assert (record.outcome, record.decided_by) == ("resting", recruiter)
    assert record.reasons[0]["zh-hans"] == "No contact for 90 days."
    assert Message.objects.filter(user=agent.user, topic="agents.rested").exists()
    actions.enter_reserve(agent=agent, by=recruiter)
    assert agent.state == AgentState.RESERVE


def test_nobody_decides_about_herself() -> None:
    person = accounts.staff("recruiter")
    agent = agents.agent(user=person)
    with pytest.raises(errors.OwnCase):
        actions.release(agent=agent, by=person, reason="I want to go.")


def test_only_she_sets_her_times() -> None:
    agent = agents.agent()
    with pytest.raises(NotAllowed):
        actions.set_availability(agent=agent, windows=[], by=accounts.staff("recruiter"))


def test_times_off_the_grid_are_refused_as_a_whole() -> None:
    agent = agents.agent()
    actions.set_availability(agent=agent, windows=[Window(0, 540, 600)], by=agent.user)
    with pytest.raises(errors.NotOnGrid):
        actions.set_availability(agent=agent, windows=[Window(1, 0, 60), Window(0, 541, 600)], by=agent.user)
    assert agent.availability.count() == 1


def test_wishes_stay_within_the_house() -> None:
    agent = agents.agent()
    PoolStandard.objects.create(most_weekly_minutes=2400)
    wishes = {"floor_minor": 3000, "daily_cap_minutes": 480, "channels": {"chat": True, "call": False}}
    with pytest.raises(errors.OutOfBounds):
        actions.set_wishes(agent=agent, by=agent.user, weekly_cap_minutes=2401, **wishes)
    actions.set_wishes(agent=agent, by=agent.user, weekly_cap_minutes=2400, kind="home_based", **wishes)
    agent.refresh_from_db()
    assert (agent.floor_minor, agent.kind) == (3000, "shared")  # in the reserve the kind is a matter of contract
    assert {c.channel: c.willing for c in agent.channels.all()} == {"chat": True, "call": False}


def test_a_kit_that_was_not_measured_is_not_recorded() -> None:
    agent = agents.agent()
    with pytest.raises(errors.NotMeasured):
        actions.record_kit(agent=agent, measured={"quiet_room": "1", "down_mbps": "NaN"}, by=agent.user)
    good = {
        "memory_gb": 8, "cores": 4, "screen_width": 1280, "screen_height": 720, "latency_ms": 20, "jitter_ms": 3,
        "down_mbps": 80, "up_mbps": 20, "microphone": 1, "level": 0.2, "quiet_room": 1,
    }  # fmt: skip
    assert actions.record_kit(agent=agent, measured=good, by=agent.user).passed
    assert not actions.record_kit(agent=agent, measured={**good, "latency_ms": 900}, by=agent.user).passed
