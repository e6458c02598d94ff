"""From the log to capabilities and levels."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.growth import actions, jobs
from talentpool.growth.errors import SameLevel
from talentpool.growth.models import CapabilityScore, Entry, LevelStep, Rulebook
from talentpool.kernel.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent() -> Agent:
    user = User.objects.create_user(email=f"{uuid.uuid4().hex}@example.org", password=None)
    return Agent.objects.create(user=user, number=uuid.uuid4().hex[:8], kind="shared", state="reserve")


def inspected(agent: Agent, capabilities: dict[str, float], score: float = 80) -> Entry:
    payload = {"score": score, "capabilities": capabilities}
    return actions.record(subject=agent.user, kind="inspected", source=uuid.uuid4(), occurred_at=now(), payload=payload)


def test_the_weakest_capability_is_named_from_inspected_work(agent: Agent) -> None:
    for _n in range(4):
        inspected(agent, {"service": 0.95, "pre_sale": 0.2})
    actions.recompute_capabilities(agent=agent)
    assert actions.weakest_capability(agent=agent) == "pre_sale"


def test_a_corrected_entry_counts_as_corrected(agent: Agent) -> None:
    wrong = [inspected(agent, {"product": 0.0}) for _n in range(3)]
    for entry in wrong:
        actions.record(
            subject=agent.user,
            kind="correction",
            source=entry.ref,
            occurred_at=now(),
            payload={"capabilities": {}},
            corrects=entry,
        )
    assert actions.recompute_capabilities(agent=agent)["product"] == (0.7, 0)


def test_the_sweep_finds_agents_whose_wake_up_was_lost(agent: Agent) -> None:
    inspected(agent, {"service": 0.9})
    assert jobs.sweep() == 1
    assert jobs.sweep() == 0
    assert CapabilityScore.objects.filter(agent=agent).count() == 5


def test_a_step_up_happens_by_rule_once_everything_is_met(agent: Agent) -> None:
    levels = [{"level": 1}, {"level": 2, "name": {"en": "Steady"}, "needs": {"shifts": 2, "on_time": 0.9}}]
    Rulebook.objects.create(version=1, title={"en": "R"}, levels=levels, effective_at=now() - timedelta(days=1))
    payload = {"minutes": 120, "on_time": True}
    for n in range(2):
        assert actions.step_up_if_due(agent=agent) is None, n
        actions.record(subject=agent.user, kind="shift", source=uuid.uuid4(), occurred_at=now(), payload=payload)
    step = actions.step_up_if_due(agent=agent)
    assert step is not None
    assert (step.from_level, step.to_level, step.decided_by) == (1, 2, None)
    assert actions.step_up_if_due(agent=agent) is None


def test_the_database_refuses_a_step_down_without_a_person(agent: Agent) -> None:
    Rulebook.objects.create(version=1, title={"en": "R"}, effective_at=now() - timedelta(days=1))
    actions.change_level(agent=agent, to_level=3, by=None)
    with pytest.raises(IntegrityError, match="step_down_by_a_person"), transaction.atomic():
        actions.change_level(agent=agent, to_level=2, by=None)
    with pytest.raises(SameLevel):
        actions.change_level(agent=agent, to_level=3, by=None)
    assert LevelStep.objects.filter(agent=agent).count() == 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_agent_reads_her_growth_and_her_level(agent: Agent, client: Client, language: str) -> None:
    for _n in range(3):
        inspected(agent, {"service": 0.9, "product": 0.4, "reception": 0.8})
    actions.recompute_capabilities(agent=agent)
    client.force_login(agent.user)
    for path in ("/agent/growth/", "/agent/growth/?show=quality", "/agent/growth/level/", "/agent/growth/log.json"):
        assert client.get(path, headers={"accept-language": language}).status_code == 200, path
    assert b"inspected" in client.get("/agent/growth/log.csv").content
