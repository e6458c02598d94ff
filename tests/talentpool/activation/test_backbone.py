"""Backbone agents: wanted by a ratio, drilled by themselves, never mixed into the segment's rate."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from accounts import middleware
from accounts.models import User
from talentpool.activation.actions import (
    plan_drill,
    refresh_rates,
    start_drill,
)
from talentpool.activation.backbone import by_segment
from talentpool.activation.drills import Terms, plan_for
from talentpool.activation.models import Approach, Drill, SegmentRate
from talentpool.activation.rates import left_in
from talentpool.activation.rules.wilson import wilson
from talentpool.activation.segments import Names, Segment
from talentpool.agents.models import Agent
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    with time_machine.travel(AT, tick=False):
        yield


def browser(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def segment_with(count: int, backbone: int = 0) -> tuple[Segment, list[Agent]]:
    of = pool.skill(code="refund")
    agents = [pool.ready_agent(AT, of, is_backbone=n < backbone) for n in range(count)]
    return Segment(of.pk, "chat", "cmn", "shared"), agents


def test_a_segment_wants_one_for_every_fifteen_who_may_work() -> None:
    segment, _agents = segment_with(31, backbone=2)
    row = by_segment(at=AT)[0]
    assert (row.slug, row.ready, row.backbone, row.wanted, row.missing) == (Names().slug(segment), 31, 2, 3, 1)
    assert row.rate is None  # nobody was drilled: unknown


def test_a_backbone_drill_calls_only_them_and_moves_only_their_own_rate() -> None:
    segment, agents = segment_with(30, backbone=12)
    plan = plan_for(segment, at=AT, precision=0.02, backbone=True)
    assert plan.population == 12
    drill = plan_drill(segment=segment, plan=plan, terms=Terms("answered", 60, backbone=True), by=None)
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


def test_the_page_says_unknown_and_leads_to_a_drill_of_them_and_to_who_they_are() -> None:
    segment_with(20, backbone=1)
    text = browser(accounts.staff("dispatcher")).get("/admin/pool/backbone/").content.decode()
    assert "unknown" in text
    assert "too few" in text
    assert "&amp;backbone=1" in text
    assert "/admin/training/backbone/" in text
    analyst = browser(accounts.staff("analyst")).get("/admin/pool/backbone/").content.decode()
    assert "backbone=1" not in analyst
    assert "/admin/training/backbone/" not in analyst
