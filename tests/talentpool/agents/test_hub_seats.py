"""Seats in hubs: taken inside the claim, never twice, never more than there are, free again with the shift."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talentpool.agents.models import Agent, Hub, HubBooking, Kit, Region
from talentpool.kernel.clock import now
from talentpool.kernel.errors import Refusal
from tasks.dispatch import actions as dispatch
from tasks.dispatch.models import Assignment
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub() -> Hub:
    """Two seats."""
    region = Region.objects.get_or_create(code="510100", defaults={"name": {"en": "Chengdu"}})[0]
    return Hub.objects.create(name={"en": "Chengdu hub"}, region=region, seats=2)


def _claim(shift: Any, agent: Agent) -> Assignment:
    answered = dispatch.accept_offer(offer=make.an_offer(shift, agent), by=agent.user)
    return Assignment.objects.get(ref=answered.assignment)


def _only_in_hubs(seats: int = 5, **fields: Any) -> Any:
    return make.a_shift(order=make.an_order(hub_required=True), seats=seats, **fields)


def test_the_third_agent_of_a_hub_with_two_seats_is_refused_and_nothing_of_her_claim_stays(hub: Hub) -> None:
    shift = _only_in_hubs()
    first, second, third = (make.an_agent(hub=hub) for _n in range(3))
    _claim(shift, first)
    _claim(shift, second)
    with pytest.raises(Refusal) as refusal:
        _claim(shift, third)
    assert refusal.value.code == "hub_full"
    assert sorted(HubBooking.objects.values_list("number", flat=True)) == [1, 2]
    assert not Assignment.objects.filter(agent=third).exists()
    assert shift.seats.filter(holder__isnull=True).count() == 3


def test_an_undone_claim_frees_the_hub_seat_for_the_next(hub: Hub) -> None:
    shift = _only_in_hubs()
    agents = [make.an_agent(hub=hub) for _n in range(3)]
    held = _claim(shift, agents[0])
    _claim(shift, agents[1])
    dispatch.undo_acceptance(assignment=held, by=agents[0].user)
    _claim(shift, agents[2])
    assert set(HubBooking.objects.values_list("agent", flat=True)) == {agents[1].pk, agents[2].pk}


def test_the_same_seat_serves_another_shift_after_the_first(hub: Hub) -> None:
    morning, noon = (_only_in_hubs(starts_at=make.moment(hour=hour)) for hour in (1, 5))
    for shift in (morning, noon):
        for _n in range(2):
            _claim(shift, make.an_agent(hub=hub))
    assert HubBooking.objects.count() == 4


def test_who_has_no_place_in_a_hub_is_told_so(hub: Hub) -> None:
    with pytest.raises(Refusal) as refusal:
        _claim(_only_in_hubs(), make.an_agent())
    assert refusal.value.code == "hub_missing"


def test_an_agent_of_a_hub_works_from_home_once_her_own_kit_is_proven(hub: Hub) -> None:
    at_home, at_hub = make.an_agent(hub=hub), make.an_agent(hub=hub)
    Kit.objects.create(agent=at_home, passed=True, checked_at=now() - timedelta(days=1))
    shift = make.a_shift(seats=2)
    _claim(shift, at_home)
    _claim(shift, at_hub)
    assert [one.agent for one in HubBooking.objects.all()] == [at_hub]


def test_the_database_refuses_a_seat_twice_a_seat_too_many_and_a_hub_made_too_small(hub: Hub) -> None:
    booked = _claim(_only_in_hubs(), make.an_agent(hub=hub))
    _claim(booked.shift, make.an_agent(hub=hub))
    during, other = (booked.shift.starts_at, booked.shift.ends_at), make.an_agent(hub=hub)
    for number in (1, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            HubBooking.objects.create(hub=hub, number=number, agent=other, during=during, source=other.ref)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hub.objects.filter(pk=hub.pk).update(seats=1, changed_at=now())
    Hub.objects.filter(pk=hub.pk).update(seats=1, changed_at=booked.shift.ends_at)
