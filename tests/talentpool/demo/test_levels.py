"""The demo's levels are where its own logs put them."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.demo.levels import Climb, count
from talentpool.demo.practice import Fact
from talentpool.growth.models import Rulebook
from talentpool.growth.rules.levels import judge
from talentpool.growth.states import EntryKind

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
LEVELS = [
    {"level": 1, "needs": {}},
    {"level": 2, "needs": {"shifts": 4, "on_time": 0.85}},
    {"level": 3, "needs": {"shifts": 10, "on_time": 0.9}},
]


def worked(*days_ago: float) -> list[Fact]:
    payload = {"minutes": 240, "on_time": True}
    return [Fact(EntryKind.SHIFT, AT - timedelta(days=days), payload, uuid4()) for days in days_ago]


def climbed(facts: list[Fact], seed: int = 1) -> tuple[Agent, Climb]:
    agent = Agent(level=1)
    book = Rulebook(version=1, levels=LEVELS, period_days=90)
    climb = Climb(book, User(), Random(seed), AT)
    climb.of(agent, facts)
    return agent, climb


def test_she_rises_by_the_rule_and_each_step_is_in_her_log() -> None:
    facts = worked(*range(1, 13))
    agent, climb = climbed(facts)
    assert agent.level == 3
    steps = [fact for fact in facts if fact.kind == EntryKind.LEVEL]
    assert [(fact.payload["from"], fact.payload["to"]) for fact in steps] == [(1, 2), (2, 3)]
    assert [step.ref for step in climb.steps] == [fact.source for fact in steps]
    assert all(step.decided_by is None for step in climb.steps), "steps up need nobody"


def test_who_has_not_worked_stays_where_everybody_begins() -> None:
    agent, climb = climbed([])
    assert (agent.level, climb.steps, climb.downs) == (1, [], [])


def test_a_level_that_stood_a_whole_period_without_work_is_proposed_down_and_a_person_decides() -> None:
    for seed in range(6):
        agent, climb = climbed(worked(140, 139, 138, 137, 136), seed)
        assert len(climb.downs) == 1
        down = climb.downs[0]
        assert down.decided_by is climb.trainer
        assert down.reason
        assert agent.level == (1 if down.state == "done" else 2)


def test_after_the_climb_the_rule_has_nothing_left_to_say() -> None:
    facts = worked(*range(1, 80, 4))
    agent, climb = climbed(facts)
    window = [fact for fact in facts if fact.at >= AT - timedelta(days=90)]
    assert judge(climb.book.levels, agent.level, count(window)).direction == "stay"
