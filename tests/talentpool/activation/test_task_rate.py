"""The task rate of a demand against what a slow count and the exact fill mathematics give."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest

from talentpool.activation.acceptance import in_use
from talentpool.activation.actions import (
    NewApproach,
    answer_approach,
    close_expired,
    hold_capacity,
    open_approaches,
    release_hold,
    train_acceptance,
)
from talentpool.activation.errors import EmptyDemand
from talentpool.activation.models import AcceptanceModel, Settings
from talentpool.activation.rules.fill import fill_probability
from talentpool.activation.rules.shock import given_shock
from talentpool.activation.shortlist import eligible_for, explain
from talentpool.activation.task_rate import rate_demand
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


def slow_probability(probabilities: list[float], *, seats: int, standby: int, show_up: float) -> float:
    """P(worked >= seats) of one shift: over the worlds of the shock, over the yeses, over who comes."""
    shock, total = in_use().shock, 0.0
    for rho, z, weight in zip(*shock.worlds(21), strict=True):
        chances = given_shock(np.array(probabilities), rho=rho, z=z)
        at_least = [fill_probability(seats=k, probabilities=chances) for k in range(seats, seats + standby + 2)]
        for extra in range(standby + 1):
            exactly = at_least[extra] - (at_least[extra + 1] if extra < standby else 0)
            total += weight * exactly * fill_probability(seats=seats, probabilities=[show_up] * (seats + extra))
    return total


def test_coverages_are_counted_and_the_promise_is_the_exact_one() -> None:
    of, client = pool.skill(), accounts.client_company()
    people = [pool.ready_agent(AT, of) for _ in range(24)]
    people += [pool.ready_agent(AT, of, floor_minor=9999) for _ in range(3)]
    Settings.objects.filter(id=1).update(acceptance=0.3)
    demand = pool.demand(AT, of, client_id=client.pk, seats=3)
    rate = rate_demand(demand, at=AT, runs=6000)
    eligible = [a for a in people if not any(explain(a, demand, at=AT).values())]
    assert rate.eligible == rate.slots[0].eligible == len(eligible) == 24
    assert rate.qualified == pytest.approx(8)
    assert rate.willing == pytest.approx(24 * 0.3 / 3)
    slot = rate.slots[0]
    exact = slow_probability([0.3] * 24, seats=3, standby=slot.standby, show_up=rate.show_up)
    assert rate.probability == slot.probability == pytest.approx(exact, abs=0.025)
    assert rate.promised_fill <= 1
    assert rate.guarded
    assert rate.model_version == 0


def test_one_person_is_not_promised_to_two_shifts_at_once() -> None:
    of, client = pool.skill(), accounts.client_company()
    for _ in range(2):
        pool.ready_agent(AT, of)
    Settings.objects.filter(id=1).update(acceptance=1.0, show_up=1.0)
    one = pool.demand(AT, of, client_id=client.pk, seats=2)
    assert rate_demand(one, at=AT).probability == 1
    twice = pool.demand(AT, of, client_id=client.pk, seats=2)
    twice = type(twice)(**{**twice.__dict__, "slots": (*twice.slots, *twice.slots)})
    rate = rate_demand(twice, at=AT)
    assert rate.probability == 0
    assert rate.promised_fill == pytest.approx(0.5)
    assert rate.qualified == pytest.approx(1)


def test_people_held_by_another_order_are_not_promised_again() -> None:
    of, client = pool.skill(), accounts.client_company()
    for _ in range(20):
        pool.ready_agent(AT, of)
    demand = pool.demand(AT, of, client_id=client.pk, seats=2)
    before = rate_demand(demand, at=AT)
    first, second = uuid4(), uuid4()
    held = hold_capacity(demand=demand, owner=first, by=None, rate=before)
    after = rate_demand(demand, at=AT)
    bound = round(held[0].people + 0.499)
    assert after.slots[0].held == bound
    assert after.slots[0].eligible == before.slots[0].eligible - bound
    own = type(demand)(**{**demand.__dict__, "exclude_holds_of": str(first)})
    assert rate_demand(own, at=AT).eligible == before.eligible
    hold_capacity(demand=demand, owner=second, by=None, rate=after)
    assert release_hold(owner=first, by=None) == 1
    assert release_hold(owner=second, by=None) == 1
    assert rate_demand(demand, at=AT).eligible == before.eligible


def test_an_empty_pool_promises_nothing_and_an_empty_demand_is_refused() -> None:
    of, client = pool.skill(), accounts.client_company()
    rate = rate_demand(pool.demand(AT, of, client_id=client.pk, seats=5), at=AT)
    assert (rate.eligible, rate.qualified, rate.willing, rate.probability, rate.promised_fill) == (0, 0, 0, 0, 0)
    with pytest.raises(EmptyDemand):
        rate_demand(pool.demand(AT, of, client_id=client.pk, seats=0), at=AT)
    with pytest.raises(EmptyDemand):
        rate_demand(pool.demand(AT, of, client_id=client.pk, slots=0), at=AT)


def test_the_same_question_gives_the_same_answer() -> None:
    of, client = pool.skill(), accounts.client_company()
    for _ in range(10):
        pool.ready_agent(AT, of)
    demand = pool.demand(AT, of, client_id=client.pk, seats=2, slots=2)
    assert rate_demand(demand, at=AT) == rate_demand(demand, at=AT)


def test_orders_move_the_acceptance_probabilities() -> None:
    """Two people are asked thirty times each; one always comes, one never: the model learns which is which."""
    of, client = pool.skill(), accounts.client_company()
    keen, shy = pool.ready_agent(AT, of), pool.ready_agent(AT, of)
    demand = pool.demand(AT, of, client_id=client.pk)
    before = {c.agent_id: c.probability for c in eligible_for(demand, demand.slots[0], at=AT)}
    assert before[keen.pk] == before[shy.pk] == 0.2
    for day in range(30):
        at = AT - timedelta(days=day + 1)
        facts = {"lead_hours": 48.0, "hour": 10.0, "pay_ratio": 1.0, "idle_days": 1.0}
        asked = [
            NewApproach(a.pk, of.pk, "chat", "cmn", "shared", "offer", uuid4(), at + timedelta(hours=2), facts)
            for a in (keen, shy)
        ]
        keys = open_approaches(approaches=asked, at=at)
        answer_approach(key=keys[0], answer="yes", at=at)
    close_expired(at=AT)
    trained = train_acceptance(at=AT)
    assert trained.trained_on == 60
    assert AcceptanceModel.objects.get(in_use=True) == trained
    after = {c.agent_id: c.probability for c in eligible_for(demand, demand.slots[0], at=AT)}
    assert after[keen.pk] > 0.7
    assert after[shy.pk] < 0.3
    assert train_acceptance(at=AT).version == trained.version + 1
