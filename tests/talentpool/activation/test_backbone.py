"""Backbone agents: chosen by a person, wanted by a ratio, drilled by themselves, never mixed into the segment's rate."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts import middleware
from accounts.models import DecisionRecord, User
from talentpool.activation.actions import (
    plan_drill,
    refresh_rates,
    start_drill,
)
from talentpool.activation.backbone import by_segment, who_could_be_next
from talentpool.activation.drills import plan_for
from talentpool.activation.models import Approach, Drill, MatchRow, SegmentRate
from talentpool.activation.rates import left_in
from talentpool.activation.rules.wilson import wilson
from talentpool.activation.segments import Names, Segment
from talentpool.agents.actions import name_backbone
from talentpool.agents.errors import OwnCase, ReasonNeeded
from talentpool.agents.models import Agent
from talentpool.kernel.errors import WrongState
from talentpool.messaging.models import Message
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(middleware, "is_mfa_enabled", lambda *given: True)
    with time_machine.travel(AT, tick=False):
        yield


def browser(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def segment_with(count: int, backbone: int = 0) -> tuple[Segment, list[Agent]]:
    of = pool.skill(code="refund")
    agents = [pool.ready_agent(AT, of, is_backbone=n < backbone) for n in range(count)]
    return Segment(of.pk, "chat", "cmn", "shared"), agents


def test_a_person_names_her_with_a_reason_she_reads_and_nobody_names_herself() -> None:
    by, agent = accounts.staff("recruiter"), pool.bare_agent(AT)
    with pytest.raises(ReasonNeeded):
        name_backbone(agent=agent, backbone=True, reason=" ", by=by)
    with pytest.raises(OwnCase):
        name_backbone(agent=agent, backbone=True, reason="Me", by=agent.user)
    name_backbone(agent=agent, backbone=True, reason="Taught ten people", by=by)
    assert Agent.objects.get(pk=agent.pk).is_backbone
    with pytest.raises(WrongState):
        name_backbone(agent=agent, backbone=True, reason="Again", by=by)
    assert DecisionRecord.objects.get(subject=agent.user, outcome="backbone").kind == "pool"
    name_backbone(agent=agent, backbone=False, reason="Wants a rest from it", by=by)
    assert list(Message.objects.filter(user=agent.user).order_by("pk").values_list("topic", flat=True)) == [
        "agents.backbone", "agents.backbone_ended",
    ]  # fmt: skip
    with pytest.raises(WrongState):
        name_backbone(agent=pool.bare_agent(AT, state="resting"), backbone=True, reason="Rests", by=by)


def test_a_segment_wants_one_for_every_fifteen_who_may_work() -> None:
    segment, _agents = segment_with(31, backbone=2)
    row = by_segment(at=AT)[0]
    assert (row.slug, row.ready, row.backbone, row.wanted, row.missing) == (Names().slug(segment), 31, 2, 3, 1)
    assert row.rate is None  # nobody was drilled: unknown


def test_a_backbone_drill_calls_only_them_and_moves_only_their_own_rate() -> None:
    segment, agents = segment_with(30, backbone=12)
    plan = plan_for(segment, at=AT, precision=0.02, backbone=True)
    assert plan.population == 12
    drill = plan_drill(
        segment=segment, plan=plan, depth="answered", announced=False, answer_minutes=60, thanks_minor=0, by=None,
        backbone=True,
    )  # fmt: skip
    start_drill(drill=drill, by=None)
    chosen = {a.pk for a in agents[:12]}
    asked = list(Approach.objects.filter(source=drill.ref))
    assert {row.agent_id for row in asked} <= chosen
    Approach.objects.filter(source=drill.ref).update(answer="yes", depth="answered", answered_at=AT)
    Drill.objects.update(state="done")
    refresh_rates(at=AT)
    assert by_segment(at=AT)[0].rate == wilson(yes=len(asked), sample=len(asked))
    assert not SegmentRate.objects.filter(purpose="drill").exists()
    assert left_in(0, segment, at=AT) is None


def test_who_could_be_next_has_the_level_a_fresh_skill_and_worked_lately() -> None:
    _segment, agents = segment_with(5)
    for agent, level, days in zip(agents, (5, 4, 4, 3, 6), (3, 10, 90, 1, 2), strict=True):
        Agent.objects.filter(pk=agent.pk).update(level=level)
        MatchRow.objects.filter(agent=agent).update(worked_at=AT - timedelta(days=days))
    Agent.objects.filter(pk=agents[4].pk).update(is_backbone=True)
    assert [one.number for one in who_could_be_next(at=AT)] == [agents[0].number, agents[1].number]


def test_the_page_names_her_and_answers_bad_input() -> None:
    _segment, agents = segment_with(3)
    Agent.objects.update(level=5)
    MatchRow.objects.update(worked_at=AT - timedelta(days=2))
    page, trainer = browser(accounts.staff("recruiter")), browser(accounts.staff("trainer"))
    assert "Name her" in page.get("/admin/pool/backbone/").content.decode()
    assert "Name her" not in trainer.get("/admin/pool/backbone/").content.decode()
    said = {"agent": str(agents[0].ref), "backbone": "yes", "reason": "Taught ten people"}
    assert page.post("/admin/pool/backbone/name/", said).status_code == 302
    assert page.post("/admin/pool/backbone/name/", said).status_code == 409
    assert page.post("/admin/pool/backbone/name/", said | {"reason": ""}).status_code == 400
    assert page.post("/admin/pool/backbone/name/", {"agent": "x"}).status_code == 400
    assert "too few" not in page.get("/admin/pool/backbone/").content.decode()
