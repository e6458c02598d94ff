"""Backbone agents: candidates by what they proved, a decision by a person, a reason she reads."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.actions import enrol_second_factor
from accounts.models import DecisionRecord
from talentpool.agents.models import Agent
from talentpool.growth.actions import decide_backbone, record
from talentpool.growth.errors import OwnCase, ReasonNeeded
from talentpool.growth.models import Entry
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.messaging.models import Message
from talentpool.training import actions, backbone
from tests.factories import agents
from tests.factories import training as make
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


def test_who_stands_high_or_passed_the_manager_track_could_lead_and_shows_what_she_proved() -> None:
    low, high, manager = agents.agent(level=2), agents.agent(level=4), agents.agent(level=1)
    agents.agent(level=6, state="resting")
    actions.issue_certificate(agent=manager, course=make.course(track="manager"))
    said = {"minutes": 240, "on_time": True}
    record(subject=high.user, kind="shift", source=high.ref, occurred_at=now() - timedelta(days=2), payload=said)
    found = backbone.leads(backbone.candidates(Agent.objects.all(), now()), now())
    assert [one.agent for one in found] == [manager, high], "the manager track counts first"
    assert low not in [one.agent for one in found]
    assert found[1].facts() == {
        "level": 4,
        "manager_track": 0.0,
        "shifts": 1.0,
        "quality": 0.0,
        "on_time": 1.0,
        "taught_minutes": 0,
    }


def test_a_person_chooses_and_releases_with_a_reason_and_the_log_knows() -> None:
    one, trainer = agents.agent(level=5), staff("trainer")
    with pytest.raises(ReasonNeeded):
        decide_backbone(agent=one, chosen=True, facts={}, by=trainer, reason=" ")
    with pytest.raises(OwnCase):
        decide_backbone(agent=one, chosen=True, facts={}, by=one.user, reason="Me")
    stale = Agent.objects.get(pk=one.pk)
    decide_backbone(agent=one, chosen=True, facts={"level": 5}, by=trainer, reason="Calm under load")
    with pytest.raises(WrongState):
        decide_backbone(agent=stale, chosen=True, facts={}, by=staff("trainer"), reason="Twice")
    decide_backbone(agent=one, chosen=False, facts={}, by=trainer, reason="She asked to pause")
    assert [row.payload for row in Entry.objects.filter(kind="backbone").order_by("id")] == [
        {"chosen": True},
        {"chosen": False},
    ]
    assert DecisionRecord.objects.filter(kind="backbone", decided_by=trainer).count() == 2
    assert "Calm under load" in Message.objects.get(topic="backbone.chosen").words.body
    assert backbone.ratio(Agent.objects.all()) == {"leads": 0, "others": 1, "needed": 1}


def test_the_trainer_chooses_on_the_page(client: Browser) -> None:
    one, trainer = agents.agent(level=5), staff("trainer")
    enrol_second_factor(user=trainer)
    client.force_login(trainer)
    assert str(one.number) in client.get(reverse("staff:backbone_list")).content.decode()
    place = reverse("staff:backbone_decide", args=[one.ref])
    assert client.get(place).status_code == 200
    client.post(place, {"choose": "1", "reason": "Calm under load"})
    one.refresh_from_db()
    assert one.is_backbone
