"""Plans, waves and draws: who is asked, when, and what happens when a window ends."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest

from accounts.models import DecisionRecord
from talentpool.activation.models import Approach
from talentpool.agents.models import Agent, Availability, Kit
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.messaging.models import Message
from tasks.dispatch import actions, jobs, rules
from tasks.dispatch.models import Assignment, FillPlan, Offer, Seat, Wave
from tasks.orders.models import Order
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


def willing(size: int) -> list[Agent]:
    """People whom the matching index offers for any hour: free all week, kit proven today."""
    people = [make.an_agent() for _ in range(size)]
    Kit.objects.bulk_create(Kit(agent=one, passed=True) for one in people)
    Availability.objects.bulk_create(
        Availability(agent=one, weekday=day, start_minute=0, end_minute=1440) for one in people for day in range(7)
    )
    return people


@pytest.fixture
def order() -> Iterator[Order]:
    order = make.an_order(state="submitted")
    for days in (2, 3):
        shift = make.a_shift(order=order, seats=2, starts_at=make.moment(days=days), state="planned")
        Seat.objects.filter(shift=shift).delete()
    return order


def _confirmed(order: Order) -> FillPlan:
    plan = actions.propose_plan(order=order)
    return actions.confirm_plan(plan=plan, by=make.a_user(is_staff=True))


def test_a_proposal_says_offers_probability_and_shortage_before_anything_happens(order: Order) -> None:
    willing(12)
    plan = actions.propose_plan(order=order)
    assert plan.state == "proposed"
    assert plan.expected_offers > 0
    assert 0 < plan.probability <= 1
    assert [row["seats"] for row in plan.breakdown["shifts"]] == [2, 2]
    assert not Seat.objects.exists()
    assert not Offer.objects.exists()


def test_without_people_the_shortage_is_shown_and_not_hidden(order: Order) -> None:
    plan = actions.propose_plan(order=order)
    assert (plan.shortage, plan.expected_offers) == (4, 0)


def test_confirming_opens_shifts_makes_seats_and_plans_the_first_wave_once(order: Order) -> None:
    willing(12)
    plan = _confirmed(order)
    actions.confirm_plan(plan=plan, by=make.a_user(is_staff=True))
    order.refresh_from_db()
    assert order.state == "staffing"
    assert set(order.shifts.values_list("state", flat=True)) == {"open"}
    assert Seat.objects.count() == 4
    assert Wave.objects.filter(plan=plan, state="planned").count() == 1


def test_a_wave_goes_out_once_with_offers_approaches_messages_and_reasons(order: Order) -> None:
    willing(12)
    plan = _confirmed(order)
    assert jobs.send_due_waves() == 1
    assert jobs.send_due_waves() == 0
    wave = Wave.objects.get(plan=plan, number=1)
    offers = list(wave.offers.all())
    assert wave.size == len(offers) > 0
    assert wave.state == "lottery"
    assert Approach.objects.filter(purpose="offer", source__in=[o.ref for o in offers]).count() == len(offers)
    assert Message.objects.filter(topic="offer.sent").count() == len(offers)
    assert DecisionRecord.objects.filter(kind="offer", outcome="offered").count() == len(offers)
    assert all(offer.why and offer.why[0]["zh-hans"] for offer in offers)
    assert Wave.objects.get(plan=plan, number=2).sends_at == wave.deadline
    with pytest.raises(WrongState):
        actions.send_wave(wave=wave)


def test_nobody_is_offered_two_shifts_of_one_day(order: Order) -> None:
    shift = order.shifts.first()
    assert shift is not None
    make.a_shift(order=order, seats=2, starts_at=shift.starts_at + timedelta(hours=1), state="planned")
    willing(6)
    _confirmed(order)
    jobs.send_due_waves()
    for agent in Agent.objects.all():
        starts = sorted(agent.offers.values_list("shift__starts_at", flat=True))
        assert all(b - a >= timedelta(hours=20) for a, b in pairwise(starts))


def _enter_all(wave: Wave) -> int:
    offers = list(wave.offers.select_related("agent__user", "shift"))
    for offer in offers:
        actions.accept_offer(offer=offer, by=offer.agent.user)
    return len(offers)


def test_the_draw_allots_by_its_seed_and_anybody_can_repeat_it(order: Order) -> None:
    willing(12)
    plan = _confirmed(order)
    jobs.send_due_waves()
    wave = Wave.objects.get(plan=plan, number=1)
    entered = _enter_all(wave)
    assert actions.draw_wave(wave=wave) == 0  # the window is still open
    assert wave.lottery_until is not None
    drawn = actions.draw_wave(wave=wave, at=wave.lottery_until)
    assert drawn == min(entered, Assignment.objects.count())
    for shift in order.shifts.all():
        refs = [str(o.ref) for o in wave.offers.filter(shift=shift)]
        repeated = rules.draw(seed=wave.seed, refs=refs)
        seats = min(2, len(refs))
        won = {str(ref) for ref in Offer.objects.filter(shift=shift, state="accepted").values_list("ref", flat=True)}
        assert won == set(repeated[:seats])
        assert wave.drawn[str(shift.ref)] == repeated
    assert actions.draw_wave(wave=wave, at=wave.lottery_until) == 0
    assert not Offer.objects.filter(state="entered").exists()


def test_a_draw_that_broke_off_goes_on_with_the_same_order(order: Order) -> None:
    willing(12)
    plan = _confirmed(order)
    jobs.send_due_waves()
    wave = Wave.objects.get(plan=plan, number=1)
    _enter_all(wave)
    actions.waves._write_order(wave)
    first = next(iter(wave.drawn.values()))[0]
    offer = Offer.objects.get(ref=first)
    actions.claim(offer=offer, by=offer.agent.user, at=now(), options=("draw",))
    assert wave.lottery_until is not None
    again = Wave.objects.get(pk=wave.pk)
    actions.draw_wave(wave=again, at=wave.lottery_until)
    assert again.drawn == wave.drawn
    assert Assignment.objects.filter(offer=offer).count() == 1


def test_unanswered_offers_expire_with_the_wave_by_the_servers_clock(order: Order) -> None:
    willing(12)
    plan = _confirmed(order)
    jobs.send_due_waves()
    wave = Wave.objects.get(plan=plan, number=1)
    actions.draw_wave(wave=wave, at=wave.lottery_until)
    assert actions.close_wave(wave=wave, at=wave.deadline - timedelta(seconds=1)) == 0
    assert actions.close_wave(wave=wave, at=wave.deadline) == wave.size
    assert set(wave.offers.values_list("state", flat=True)) == {"expired"}


def test_the_next_wave_is_sized_on_what_was_answered(order: Order) -> None:
    willing(20)
    plan = _confirmed(order)
    jobs.send_due_waves()
    wave = Wave.objects.get(plan=plan, number=1)
    _enter_all(wave)
    actions.draw_wave(wave=wave, at=wave.lottery_until)
    second = Wave.objects.get(plan=plan, number=2)
    covered = Assignment.objects.filter(state="held").count()
    sent = actions.send_wave(wave=second, at=wave.deadline)
    assert (sent == 0) == (covered == 4)


def test_a_dispatcher_asks_for_another_wave_and_a_double_click_asks_once(order: Order) -> None:
    willing(12)
    plan = _confirmed(order)
    by = make.a_user(is_staff=True)
    one = actions.ask_more(order=order, by=by)
    two = actions.ask_more(order=order, by=by)
    assert one == two
    assert plan.waves.filter(cause="extra").count() == 1


def test_a_lost_seat_is_searched_for_even_if_the_broker_never_heard_of_it(order: Order) -> None:
    people = willing(12)
    plan = _confirmed(order)
    shift = order.shifts.first()
    assert shift is not None
    held = actions.accept_offer(offer=make.an_offer(shift, people[0]), by=people[0].user).assignment
    actions.seek_stand_in(assignment=Assignment.objects.get(ref=held))
    assert jobs.refill_lost() == 1
    assert plan.waves.filter(cause="replacement", shift=shift).count() == 1
    assert jobs.refill_lost() == 0


def test_shifts_that_want_the_same_people_share_them_turn_by_turn() -> None:
    class One:
        def __init__(self, number: int) -> None:
            self.number, self.probability = number, 0.5

    people, booked = [One(n) for n in range(12)], set[int]()

    def has_room(_shift: str, one: One) -> bool:
        return one.number not in booked and not booked.add(one.number)  # type: ignore[func-returns-value]

    wants = [rules.Want("early", 2, 9, people), rules.Want("late", 4, 9, people)]
    turns = list(rules.take_turns(wants, has_room=has_room))
    given = [shift for shift, _one in turns]
    assert (given.count("early"), given.count("late")) == (4, 8)
    assert len({one.number for _shift, one in turns}) == 12


def test_every_tenth_place_goes_to_somebody_not_asked_for_a_month() -> None:
    class One:
        def __init__(self, agent_id: int, days: int | None) -> None:
            self.agent_id = agent_id
            self.last_asked_at = None if days is None else now() - timedelta(days=days)

    ranked = [One(n, 1) for n in range(20)] + [One(n, 60) for n in range(20, 25)]
    order = rules.share_with_unasked(ranked, share=0.1, asked_before=now() - timedelta(days=30))
    assert [one.agent_id for one in order][:10] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 20]
    assert order[19].agent_id == 21
    assert sorted(one.agent_id for one in order) == list(range(25))
    assert rules.share_with_unasked(ranked, share=0, asked_before=now()) == ranked
