"""From a finding to a lesson: what a lesson changed, and a trainer who opens a talk about the marked place."""

import uuid
from datetime import timedelta

import pytest

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.growth.actions import record
from talentpool.kernel.clock import now
from talentpool.training.models import Lesson, LessonProposal
from tasks.quality.learning import lesson_effects
from tests.factories import training, work
from tests.tasks.quality.test_doors import inspected
from tests.world import World

pytestmark = pytest.mark.django_db


def scored(subject: User, days_ago: int, share: float) -> None:
    at = now() - timedelta(days=days_ago)
    payload = {"score": 100 * share, "standing": None, "capabilities": {"service": share}}
    record(subject=subject, kind="inspected", source=uuid.uuid4(), occurred_at=at, payload=payload)


def taught(agent: Agent, lesson: Lesson, before: float, after: float) -> None:
    """She read the lesson ten days ago; her scores in service lay around these shares on both sides."""
    done = now() - timedelta(days=10)
    LessonProposal.objects.create(
        agent=agent, lesson=lesson, capability="service", score=before, proposed_at=done, done_at=done
    )
    for days in (1, 2, 3):
        scored(agent.user, 10 + days, before + 0.01 * (days - 2))
        scored(agent.user, 10 - days, after + 0.01 * (days - 2))


def test_a_lessons_effect_is_the_readers_mean_change_with_its_interval() -> None:
    lesson = Lesson.objects.filter(module__course=training.course())[0]
    for gain in (0.05, 0.10, 0.15, 0.10):
        taught(work.agent(), lesson, 0.6, 0.6 + gain)
    (row,) = lesson_effects(at=now())
    assert (row["lesson"], row["people"]) == (lesson, 4)
    assert row["mean"] == pytest.approx(10)
    # Student's interval of 5, 10, 15, 10: 10 ± 3.182 × 4.082 / 2.
    assert row["effect"].difference == pytest.approx(10)
    assert (row["effect"].low, row["effect"].high) == (pytest.approx(3.5, abs=0.1), pytest.approx(16.5, abs=0.1))
    assert row["effect"].is_sure


def test_who_has_scores_on_one_side_only_tells_nothing_of_a_lesson() -> None:
    lesson = Lesson.objects.filter(module__course=training.course())[0]
    agent = work.agent()
    done = now() - timedelta(days=10)
    LessonProposal.objects.create(agent=agent, lesson=lesson, capability="service", score=0.5, done_at=done)
    scored(agent.user, 12, 0.5)
    assert lesson_effects(at=now()) == []


def test_a_trainer_opens_a_talk_about_the_marked_place_and_decides_nothing(world: World) -> None:
    inspection = inspected(world, "您好，你是白痴吗")
    trainer, page = world.browser("trainer"), f"/admin/quality/conversations/{inspection.ref}/"
    shown = trainer.get(page).content.decode()
    assert f"about={inspection.ref}&amp;link=/agent/quality/{inspection.ref}/%23hit-0" in shown
    assert f"{page}confirm/" not in shown
    assert f"{page}dismiss/" not in shown
    assert f"{page}confirm/" in world.browser("analyst").get(page).content.decode()
    assert trainer.post(f"{page}confirm/", {"reason": "x"}).status_code == 403
