"""Rulebooks: tried before published, steps down only by a person, a leader board of those who want it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.actions import enrol_second_factor
from accounts.models import DecisionRecord
from talentpool.agents.models import Agent
from talentpool.growth import actions, effects
from talentpool.growth.errors import BookFaulty, OwnCase
from talentpool.growth.models import Entry, LevelStep, Rulebook, StepDown
from talentpool.growth.rules import levels as rules
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from tests.factories import agents
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db
LEVELS: list[dict[str, Any]] = [
    {"level": 1, "name": {"en": "One", "zh-hans": "一级"}, "needs": {}},
    {"level": 2, "name": {"en": "Two", "zh-hans": "二级"}, "needs": {"shifts": 2}},
    {"level": 3, "name": {"en": "Three", "zh-hans": "三级"}, "needs": {"shifts": 4, "quality": 80}},
]


def note(agent: Agent, kind: str, days: float = 1, **payload: Any) -> Entry:
    at = now() - timedelta(days=days)
    return actions.record(subject=agent.user, kind=kind, source=uuid4(), occurred_at=at, payload=payload)


def published(**fields: Any) -> Rulebook:
    fields = {"title": {"en": "Book", "zh-hans": "规则"}, "levels": LEVELS, "period_days": 90, "by": None} | fields
    return actions.publish_rulebook(**fields)


def test_everybody_is_counted_at_once_as_one_by_one() -> None:
    agent = agents.agent()
    for n in range(3):
        note(agent, "shift", minutes=120, on_time=n > 0)
    note(agent, "no_show")
    note(agent, "lesson")
    note(agent, "inspected", score=70)
    wrong = note(agent, "inspected", score=10)
    note(agent, "shift", days=200, minutes=60, on_time=True)
    since = now() - timedelta(days=90)
    ours = effects.counted_for_all(since)[agent.pk]
    assert ours == pytest.approx(Entry.objects.counted_for(agent, since))
    payload = {"score": None}  # under appeal, say: it counts for nothing
    actions.record(
        subject=agent.user, kind="correction", source=uuid4(), occurred_at=now(), payload=payload, corrects=wrong
    )
    assert effects.counted_for_all(since)[agent.pk]["quality"] == 70


def test_a_draft_says_who_would_rise_and_who_would_be_proposed_to_step_down() -> None:
    rises, falls, stays = agents.agent(level=1), agents.agent(level=3), agents.agent(level=1)
    for _ in range(2):
        note(rises, "shift", minutes=60, on_time=True)
    effect = effects.of_book(LEVELS, period_days=90, at=now())
    assert [agent for agent, _ in effect.rise] == [rises.pk]
    assert [agent for agent, _ in effect.down] == [falls.pk]
    assert effect.stay == 1
    assert effect.by_level() == [(1, 1, 0), (3, 0, 1)]
    assert Agent.objects.get(pk=stays.pk).level == 1


@pytest.mark.parametrize(
    ("levels", "fault"),
    [
        (LEVELS[:1], "few"),
        ([LEVELS[1], LEVELS[0]], "order"),
        ([LEVELS[0], {"level": 2, "needs": {"smiles": 3}}], "unknown_need"),
        ([LEVELS[0], {"level": 2, "needs": {"on_time": 90}}], "range"),
        ([*LEVELS, {"level": 4, "needs": {"shifts": 3}}], "easier"),
    ],
)
def test_a_book_that_makes_no_sense_is_not_published(levels: list[dict[str, Any]], fault: str) -> None:
    assert fault in rules.faults(levels)
    with pytest.raises(BookFaulty):
        published(levels=levels)


def test_a_step_down_is_proposed_by_rule_and_decided_by_a_person() -> None:
    published()
    agent, trainer = agents.agent(level=3), staff("trainer")
    assert actions.propose_steps_down() == 1
    assert actions.propose_steps_down() == 0
    proposal = StepDown.objects.get()
    assert Agent.objects.get(pk=agent.pk).level == 3
    with pytest.raises(OwnCase):
        actions.decide_step_down(proposal=proposal, keep=False, by=agent.user, reason="No.")
    actions.decide_step_down(proposal=proposal, keep=False, by=trainer, reason="Three months without a shift.")
    assert Agent.objects.get(pk=agent.pk).level == 2
    assert LevelStep.objects.get().decided_by == trainer
    assert DecisionRecord.objects.filter(subject=agent.user, kind="level").exists()


def test_a_level_that_was_kept_is_not_proposed_again_in_the_same_period() -> None:
    published()
    agents.agent(level=3)
    actions.propose_steps_down()
    actions.decide_step_down(proposal=StepDown.objects.get(), keep=True, by=staff("trainer"), reason="She was ill.")
    assert actions.propose_steps_down() == 0


def test_the_administrator_sees_the_effect_before_publishing(client: Browser) -> None:
    published()
    chief = staff("administrator")
    enrol_second_factor(user=chief)
    client.force_login(chief)
    agents.agent(level=3)
    url = reverse("staff:rulebook_change")
    given = {"title_en": "Book", "title_zh": "规则", "period_days": "60", "try": "1"}
    for level in LEVELS:
        names = {f"l{level['level']}_en": level["name"]["en"], f"l{level['level']}_zh": level["name"]["zh-hans"]}
        given |= names | {f"l{level['level']}_{need}": str(value) for need, value in level["needs"].items()}
    tried = client.post(url, given)
    assert len(tried.context["draft"].down) == 1
    assert Rulebook.objects.count() == 1
    del given["try"]
    client.post(url, given | {"publish": "1"})
    assert Rulebook.objects.order_by("-version")[0].period_days == 60


def test_only_those_who_want_it_are_on_the_leader_board() -> None:
    seen, unseen = agents.agent(level=2), agents.agent(level=4)
    for agent in (seen, unseen):
        for days, score in ((45, 70), (44, 72), (43, 71), (5, 85), (4, 86), (3, 87)):
            note(agent, "inspected", days=days, score=score)
    actions.join_board(agent=seen, shown_as="Lotus", by=seen.user)
    board = effects.leader_board(now())
    assert [row["name"] for row in board["improvement"]] == ["Lotus"]
    assert board["improvement"][0]["rose"] == pytest.approx(15)
    assert len(board["level"]) == 1
    actions.leave_board(agent=seen, by=seen.user)
    assert effects.leader_board(now())["level"] == []


def test_the_log_is_taken_along_as_pdf_and_filtered_by_days(client: Browser) -> None:
    agent = agents.agent()
    note(agent, "shift", days=40, minutes=60, on_time=True)
    note(agent, "lesson", days=2, minutes=9)
    client.force_login(agent.user)
    pdf = client.get(reverse("agent:growth_pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Type"] == "application/pdf"
    since = (now() - timedelta(days=7)).date().isoformat()
    lines = client.get(reverse("agent:growth"), {"since": since}).context["lines"]
    assert [line["kind"] for line in lines] == [EntryKind.LESSON.label]
    for name in ("agent:leader_board", "agent:pair_list", "agent:talk_list"):
        assert client.get(reverse(name)).status_code == 200
