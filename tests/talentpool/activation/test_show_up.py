"""Who comes after a yes: each one's own record, drawn to the skill's; and the training of a ledger of any size."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest

from talentpool.activation.actions import NewApproach, answer_approach, close_expired, open_approaches, train_acceptance
from talentpool.activation.models import AcceptanceEffect, Settings
from talentpool.activation.rules import learning
from talentpool.activation.rules.coming import USUAL_STRENGTH, drawn, strength_of
from talentpool.activation.showing import ShowUp, learn_show_up, show_up_of
from talentpool.activation.task_rate import rate_demand
from talentpool.growth.actions import record
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


def agreed(agent, code: str, *, worked: int, missed: int) -> None:
    for number in range(worked + missed):
        kind = "shift" if number < worked else "no_show"
        when = AT - timedelta(days=number + 1)
        payload = {"skill": code, "order": "-", "minutes": 240}
        record(subject=agent.user, kind=kind, payload=payload, source=uuid4(), occurred_at=when)


def test_without_any_shift_everybody_comes_as_assumed() -> None:
    Settings.objects.filter(id=1).update(show_up=0.9)
    known = learn_show_up(at=AT)
    assert known == ShowUp(0.9)
    assert show_up_of([7, 8], "refund", known=known, at=AT).tolist() == [0.9, 0.9]


def test_a_person_is_her_own_record_drawn_to_her_skill() -> None:
    of, other = pool.skill(), pool.skill()
    keen, careless, stranger = (pool.bare_agent(AT) for _ in range(3))
    agreed(keen, of.code, worked=12, missed=0)
    agreed(careless, of.code, worked=3, missed=9)
    agreed(keen, other.code, worked=4, missed=0)
    Settings.objects.filter(id=1).update(show_up=0.9)
    known = learn_show_up(at=AT)
    overall = (19 + 30 * 0.9) / (28 + 30)
    skill = (15 + 30 * overall) / (24 + 30)
    assert known.overall == pytest.approx(overall)
    assert known.of(of.code) == pytest.approx(skill)
    rates = show_up_of([keen.pk, careless.pk, stranger.pk], of.code, known=known, at=AT)
    assert rates[0] == pytest.approx((16 + USUAL_STRENGTH * skill) / (16 + USUAL_STRENGTH))
    assert rates[1] == pytest.approx((3 + USUAL_STRENGTH * skill) / (12 + USUAL_STRENGTH))
    assert rates[2] == pytest.approx(skill)
    assert known.of("never seen") == pytest.approx(overall)


def test_the_promise_knows_who_does_not_come() -> None:
    of, client = pool.skill(), accounts.client_company()
    people = [pool.ready_agent(AT, of) for _ in range(6)]
    Settings.objects.filter(id=1).update(acceptance=1.0, show_up=0.95)
    demand = pool.demand(AT, of, client_id=client.pk, seats=5)
    before = rate_demand(demand, at=AT)
    for agent in people:
        agreed(agent, of.code, worked=2, missed=10)
    after = rate_demand(demand, at=AT)
    assert after.show_up < 0.7 < before.show_up
    assert after.probability < before.probability


def test_the_strength_of_the_pull_is_recovered_from_people_who_differ() -> None:
    rng = np.random.default_rng(2)
    counts = rng.integers(4, 40, 4000).astype(float)
    for strength in (6.0, 30.0):
        chances = rng.beta(0.9 * strength, 0.1 * strength, 4000)
        found = strength_of(rng.binomial(counts.astype(int), chances).astype(float), counts)
        assert found == pytest.approx(strength, rel=0.25)
    alike = rng.binomial(counts.astype(int), 0.9).astype(float)
    assert strength_of(alike, counts) > 100
    assert strength_of(counts[:5], counts[:5]) == USUAL_STRENGTH
    assert drawn(0, 0, to=0.8, strength=5).tolist() == pytest.approx(0.8)


def test_a_ledger_too_large_to_hold_is_learned_from_whole_people_and_everybody_still_counts(monkeypatch) -> None:
    """The same answers, once learned whole and once from a sample: everybody has her own effect either way."""
    of = pool.skill()
    people = [pool.ready_agent(AT, of) for _ in range(24)]
    for day in range(12):
        at = AT - timedelta(days=day + 1)
        facts = {"lead_hours": 40.0 + day, "hour": 8.0 + day, "pay_ratio": 1.0, "idle_days": 1.0}
        asked = [
            NewApproach(a.pk, of.pk, "chat", "cmn", "shared", "offer", uuid4(), at + timedelta(hours=2), facts)
            for a in people
        ]
        keys = open_approaches(approaches=asked, at=at)
        for key in keys[day % 3 :: 2 + day % 2]:
            answer_approach(key=key, answer="yes", at=at)
    close_expired(at=AT)
    whole = train_acceptance(at=AT)
    monkeypatch.setattr(learning, "MOST", 150)
    sampled = train_acceptance(at=AT)
    assert whole.trained_on == sampled.trained_on == 12 * 24
    assert AcceptanceEffect.objects.filter(model=whole).count() == 24
    assert AcceptanceEffect.objects.filter(model=sampled).count() == 24
    assert sampled.coefficients["show_up"]["overall"] == pytest.approx(0.92)
