"""Standby is for who could take the seat: asked when she joins, asked again when a seat is free; called within a minute."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from talentpool.agents.models import AgentSkill
from talentpool.kernel.clock import now
from talentpool.kernel.errors import Refusal
from talentpool.messaging.models import Message
from tasks.billing import jobs as billing
from tasks.billing.models import Statement
from tasks.dispatch import actions, jobs
from tasks.dispatch.models import Assignment, Standby
from tasks.orders.models import Shift
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


def _full() -> tuple[Shift, Assignment]:
    shift, holder = make.a_shift(), make.at_home()
    taken = actions.accept_offer(offer=make.an_offer(shift, holder), by=holder.user)
    return shift, Assignment.objects.get(ref=taken.assignment)


def _waits(shift: Shift) -> Standby:
    agent = make.at_home()
    return actions.join_standby(shift=shift, agent=agent, by=agent.user)


def test_who_could_not_take_the_seat_can_not_stand_by_for_it_and_hears_the_rule() -> None:
    shift, _held = _full()
    agent = make.at_home()
    AgentSkill.objects.filter(agent=agent).update(certified_until=shift.starts_at)
    with pytest.raises(Refusal) as refusal:
        actions.join_standby(shift=shift, agent=agent, by=agent.user)
    assert refusal.value.code == "not_eligible"
    with translation.override("en"):
        assert "certificate" in str(refusal.value)
    assert str(refusal.value.next_step)
    assert not Standby.objects.exists()


def test_standby_counts_against_the_caps_and_needs_the_rest_a_shift_needs() -> None:
    shift, _held = _full()
    agent = make.at_home()
    near = make.a_shift(starts_at=shift.ends_at + timedelta(hours=2))
    actions.accept_offer(offer=make.an_offer(near, agent), by=agent.user)
    with pytest.raises(Refusal) as refusal:
        actions.join_standby(shift=shift, agent=agent, by=agent.user)
    assert refusal.value.code == "not_eligible"


def test_a_freed_seat_goes_past_who_may_not_take_it_any_more_and_she_is_told_and_paid() -> None:
    shift, held = _full()
    first, second = _waits(shift), _waits(shift)
    AgentSkill.objects.filter(agent=first.agent).update(certified_until=shift.starts_at)
    with time_machine.travel(shift.starts_at + timedelta(hours=1), tick=False):
        actions.seek_stand_in(assignment=held)
        assert actions.call_standby(shift=shift) == [second]
        first.refresh_from_db()
        assert (first.state, first.pay_minor) == ("over", shift.pay_minor // 5)
        said = Message.objects.get(user=first.agent.user, topic="standby.ended")
        with translation.override("zh-hans"):
            assert "证书" in said.words.body  # her language
        billing.on_standby_over({"standby": str(first.ref)})
    assert Statement.objects.get(standby=first).total_minor == first.pay_minor


def test_standing_by_is_no_reason_against_oneself() -> None:
    shift, held = _full()
    waiting = _waits(shift)
    actions.release_seat(assignment=held, by=held.agent.user)
    assert actions.call_standby(shift=shift) == [waiting]
    waiting.refresh_from_db()
    assert actions.step_in(standby=waiting, by=waiting.agent.user).assignment


@pytest.mark.parametrize("seeking", [False, True])
def test_without_any_broker_a_free_seat_calls_who_stands_by_within_a_minute(seeking: bool) -> None:
    shift, held = _full()
    waiting = _waits(shift)
    if seeking:
        actions.seek_stand_in(assignment=held)
    else:
        actions.release_seat(assignment=held, by=held.agent.user)
    assert jobs.EVERY["tasks.dispatch.jobs.refill_lost"] <= 60
    assert jobs.refill_lost() == 1
    waiting.refresh_from_db()
    assert waiting.state == "called"
    assert waiting.called_at is not None
    assert now() - waiting.called_at < timedelta(minutes=1)
    assert jobs.refill_lost() == 0, "nobody is called twice"
