"""A shift given to a colleague or the pool: hers until somebody takes it, uncovered meanwhile."""

from datetime import timedelta

import pytest
from django.test import Client

from talentpool.agents.models import Agent, Commitment, Kit
from talentpool.kernel.clock import now
from talentpool.messaging.models import Message
from tasks.dispatch import actions, jobs
from tasks.dispatch.coverage import uncovered
from tasks.dispatch.errors import OfferGone, SwapRefused
from tasks.dispatch.models import Assignment, FillPlan, Offer, Seat, Swap, Wave
from tasks.orders.models import Shift
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


def _person() -> Agent:
    agent = make.an_agent()
    Kit.objects.create(agent=agent, passed=True)
    return agent


def _holder(shift: Shift) -> Assignment:
    agent = _person()
    answered = actions.accept_offer(offer=make.an_offer(shift, agent), by=agent.user)
    return Assignment.objects.get(ref=answered.assignment)


def _open(shift: Shift) -> int:
    return sum(seats for _shift, seats in uncovered(order=shift.order, at=now(), shift=shift))


def test_the_colleague_takes_the_seat_and_the_liability_ends() -> None:
    shift = make.a_shift()
    held, colleague = _holder(shift), _person()
    swap = actions.seek_swap(assignment=held, by=held.agent.user, to=colleague)
    assert swap is not None
    assert (held.state, _open(shift), Seat.objects.get(shift=shift).holder) == ("seeking", 1, held.agent)
    taken = actions.accept_offer(offer=swap.offer, by=colleague.user)
    held.refresh_from_db()
    mine = Assignment.objects.get(ref=taken.assignment)
    assert (held.state, mine.replaces, mine.agent, _open(shift)) == ("replaced", held, colleague, 0)
    assert Commitment.objects.filter(kind="shift").get().agent == colleague
    assert Message.objects.filter(user=held.agent.user, topic="swap.taken").count() == 1
    again = actions.accept_offer(offer=Offer.objects.get(pk=swap.offer.pk), by=colleague.user)
    assert (again.again, again.assignment) == (True, taken.assignment)


def test_a_colleague_takes_the_seat_she_was_asked_for_and_no_free_one() -> None:
    shift = make.a_shift(seats=2)
    held, colleague = _holder(shift), _person()
    swap = actions.seek_swap(assignment=held, by=held.agent.user, to=colleague)
    assert swap is not None
    actions.accept_offer(offer=swap.offer, by=colleague.user)
    held.refresh_from_db()
    assert (held.state, Seat.objects.filter(shift=shift, holder=None).count()) == ("replaced", 1)


def test_who_keeps_her_shift_after_all_takes_back_what_she_asked() -> None:
    held, colleague = _holder(make.a_shift()), _person()
    swap = actions.seek_swap(assignment=held, by=held.agent.user, to=colleague)
    assert swap is not None
    actions.keep_seat(assignment=held)
    swap.offer.refresh_from_db()
    assert (held.state, swap.offer.state) == ("held", "withdrawn")
    with pytest.raises(OfferGone):
        actions.accept_offer(offer=swap.offer, by=colleague.user)


def test_a_colleague_who_may_not_work_it_is_not_asked_and_her_reason_stays_hers() -> None:
    held = _holder(make.a_shift())
    unproven = make.an_agent()
    for nobody in (unproven, held.agent):
        with pytest.raises(SwapRefused):
            actions.seek_swap(assignment=held, by=held.agent.user, to=nobody)
    held.refresh_from_db()
    assert held.state == "held"
    assert not Swap.objects.exists()


def test_asking_the_same_colleague_twice_is_asking_once() -> None:
    held, colleague = _holder(make.a_shift()), _person()
    first, second = (actions.seek_swap(assignment=held, by=held.agent.user, to=colleague) for _turn in range(2))
    assert first == second
    assert Message.objects.filter(topic="swap.asked").count() == 1


def test_who_gave_a_shift_back_can_stand_by_for_it_and_step_in() -> None:
    shift = make.a_shift()
    held = _holder(shift)
    actions.release_seat(assignment=held, by=held.agent.user)
    place = actions.join_standby(shift=shift, agent=held.agent, by=held.agent.user)
    actions.call_standby(shift=shift)
    place.refresh_from_db()
    assert actions.step_in(standby=place, by=held.agent.user).assignment != held.ref


def test_the_page_names_the_consequence_and_finds_the_colleague_by_number(client: Client) -> None:
    held, colleague = _holder(make.a_shift()), _person()
    client.force_login(held.agent.user)
    address = f"/agent/assignments/{held.ref}/swap/"
    assert "stays yours until" in client.get(address, headers={"accept-language": "en"}).text
    assert "Nobody has this number" in client.post(address, {"number": "x"}, headers={"accept-language": "en"}).text
    assert client.post(address, {"number": colleague.number}).status_code == 302
    assert colleague.number in client.get(address).text


def test_open_offers_of_a_full_shift_are_withdrawn_once_nobody_can_undo() -> None:
    shift = make.a_shift()
    held, late = _holder(shift), make.an_offer(shift, make.an_agent())
    assert jobs.withdraw_filled() == 0
    Assignment.objects.filter(pk=held.pk).update(accepted_at=now() - timedelta(minutes=6))
    assert (jobs.withdraw_filled(), jobs.withdraw_filled()) == (1, 0)
    late.refresh_from_db()
    assert late.state == "withdrawn"


def test_a_plan_is_done_when_its_last_shift_is_over() -> None:
    shift = make.a_shift()
    plan = FillPlan.objects.create(order=shift.order, seed=1, state="confirmed")
    wave = Wave.objects.create(plan=plan, number=1, size=1, sends_at=now(), deadline=now(), seed=7)
    assert jobs.finish_plans() == 0
    Shift.objects.filter(pk=shift.pk).update(starts_at=now() - timedelta(hours=5), ends_at=now() - timedelta(hours=1))
    assert (jobs.finish_plans(), jobs.finish_plans()) == (1, 0)
    plan.refresh_from_db()
    wave.refresh_from_db()
    assert (plan.state, wave.state) == ("done", "closed")
