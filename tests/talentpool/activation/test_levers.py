"""What would raise a task rate most for its cost: each lever by evaluating the changed pool again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from talentpool.activation.demand import Demand
from talentpool.activation.levers import Weighed, weigh_levers
from talentpool.activation.models import Lever, Settings
from talentpool.activation.shortlist import matches
from talentpool.activation.states import LeverCode
from talentpool.activation.task_rate import rate_demand
from talentpool.agents.models import Agent, AgentSkill, Kit
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _keen_people() -> None:
    """Half of those asked say yes, everybody comes, and nothing moves with the weather."""
    Settings.objects.filter(id=1).update(acceptance=0.5, show_up=1.0)


def asked(seats: int = 4, **fields) -> tuple[object, Demand]:
    of = pool.skill()
    return of, pool.demand(AT, of, client_id=accounts.client_company().pk, seats=seats, **fields)


def codes(weighed: Weighed) -> list[str]:
    return [option.code.value for option in weighed.options]


def option(weighed: Weighed, code: str):
    return next(one for one in weighed.options if one.code == code)


def test_nothing_is_tried_where_the_target_is_reached() -> None:
    of, demand = asked(1)
    for _ in range(15):
        pool.ready_agent(AT, of)
    weighed = weigh_levers(demand, at=AT)
    assert weighed.reached
    assert weighed.options == ()


def test_an_empty_pool_can_only_be_filled_by_recruits_and_they_come_too_late() -> None:
    _of, demand = asked(2)
    weighed = weigh_levers(demand, at=AT)
    assert codes(weighed) == ["recruit"]
    assert weighed.options[0].late
    assert set(weighed.useless) == set(LeverCode) - {LeverCode.RECRUIT}


def test_a_ping_brings_back_who_only_lacks_a_new_kit_check_or_rests() -> None:
    of, demand = asked()
    people = [pool.ready_agent(AT, of) for _ in range(24)]
    for agent in people[4:16]:
        Kit.objects.filter(agent=agent).update(checked_at=AT - timedelta(days=200))
    Agent.objects.filter(pk__in=[a.pk for a in people[16:]]).update(state="resting")
    Lever.objects.filter(code="wake").update(share=1)
    best = option(weigh_levers(demand, at=AT), "wake")
    assert best.units <= 20
    assert best.cost_minor == best.units * 50
    assert best.reaches
    assert not best.late
    # the same people really awake give the same rate
    for agent in people:
        Kit.objects.create(agent=agent, passed=True, checked_at=AT)
    Agent.objects.filter(state="resting").update(state="reserve")
    assert rate_demand(demand, at=AT).probability >= 0.93


def test_the_gain_is_what_the_rate_becomes_when_the_lever_is_pulled() -> None:
    of, demand = asked(5)
    for _ in range(6):
        pool.ready_agent(AT, of)
    for _ in range(6):
        pool.ready_agent(AT, of, floor_minor=4400)
    weighed = weigh_levers(demand, at=AT)
    bonus = option(weighed, "bonus")
    paid = tuple(replace(slot, pay_minor=slot.pay_minor + 500) for slot in demand.slots)
    after, before = rate_demand(replace(demand, slots=paid), at=AT), rate_demand(demand, at=AT)
    assert bonus.promised_fill == pytest.approx(after.promised_fill, abs=0.04)
    assert bonus.gain == pytest.approx((after.promised_fill - before.promised_fill) * 5, abs=0.3)
    assert bonus.cost_minor == pytest.approx(500 * 4 * 5 * bonus.promised_fill, rel=0.01)
    assert {one.code for one in weighed.options} & {LeverCode.WAKE, LeverCode.REFRESH} == set()


def test_refreshing_and_cross_training_bring_exactly_those_whom_the_certificate_keeps_out() -> None:
    of, demand = asked(4)
    for _ in range(4):
        pool.ready_agent(AT, of)
    lapsed = [pool.ready_agent(AT, of) for _ in range(10)]
    AgentSkill.objects.filter(agent__in=lapsed).update(certified_until=AT - timedelta(days=1))
    elsewhere = pool.skill()
    others = [pool.ready_agent(AT, elsewhere) for _ in range(10)]
    pool.ready_agent(AT, elsewhere, speaks="yue")  # speaks no Putonghua: training does not help
    Lever.objects.update(share=1, days=1)
    weighed = weigh_levers(demand, at=AT)
    assert {"refresh", "cross_train"} <= set(codes(weighed))
    assert option(weighed, "refresh").units <= len(lapsed)
    assert option(weighed, "cross_train").units <= len(others)
    assert codes(weighed).index("refresh") < codes(weighed).index("cross_train")  # cheaper for the same people


def test_the_cheapest_gain_stands_first_and_what_is_too_late_last() -> None:
    of, demand = asked(6)
    for _ in range(5):
        pool.ready_agent(AT, of)
    for _ in range(8):
        pool.ready_agent(AT, pool.skill())
        sleeper = pool.ready_agent(AT, of)
        Kit.objects.filter(agent=sleeper).delete()
    weighed = weigh_levers(demand, at=AT)
    assert [one.late for one in weighed.options] == sorted(one.late for one in weighed.options)
    in_time = [one.per_hundred for one in weighed.options if not one.late]
    assert in_time == sorted(in_time, reverse=True)
    assert codes(weighed)[0] == "wake"


def test_a_lever_that_was_switched_off_is_not_tried() -> None:
    _of, demand = asked(2)
    Lever.objects.filter(code="recruit").update(active=False)
    weighed = weigh_levers(demand, at=AT)
    assert weighed.options == ()
    assert LeverCode.RECRUIT not in weighed.useless


def test_lifting_a_rule_lifts_no_other() -> None:
    of, demand = asked()
    agent = pool.ready_agent(AT, of)
    Kit.objects.filter(agent=agent).delete()
    AgentSkill.objects.filter(agent=agent).update(certified_until=AT)
    assert matches(demand, at=AT, lifted=["kit_missing"]) == []
    assert matches(demand, at=AT, lifted=["certificate_missing"]) == []
    assert len(matches(demand, at=AT, lifted=["kit_missing", "certificate_missing"])) == 1
    Agent.objects.filter(pk=agent.pk).update(formalities_done_at=None, state="resting")
    everything = ["kit_missing", "certificate_missing", "not_in_reserve"]
    assert matches(demand, at=AT, lifted=everything) == []
