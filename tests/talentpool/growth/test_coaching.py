"""Coaching talks, pairs and paid time: who speaks when."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse

from talentpool.agents.models import Agent
from talentpool.growth import actions
from talentpool.growth.errors import ContinueFirst, NotHerPair, NotHerTalk, PromiseFirst
from talentpool.growth.models import CapabilityScore, Entry, MentorHour, Pair, Talk
from talentpool.growth.rules import pairs as rules
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.messaging.models import Message, Outbox
from tests.factories import agents
from tests.factories.accounts import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk() -> Talk:
    coach = staff("trainer")
    return actions.begin_talk(agent=agents.agent(), coach=coach, channel="recording", by=coach, capability="service")


def soon() -> object:
    return (now() + timedelta(days=7)).date()


def test_she_reflects_first_then_continue_then_start_then_her_own_promises(talk: Talk) -> None:
    her, coach = talk.agent.user, talk.coach
    with pytest.raises(WrongState):
        actions.say_what_to_continue(talk=talk, text="Your greeting.", by=coach)
    actions.reflect(talk=talk, text="I hurried at the end.", by=her)
    with pytest.raises(ContinueFirst):
        actions.say_what_to_start(talk=talk, text="Sum up before you close.", by=coach)
    with pytest.raises(PromiseFirst):
        actions.make_promise(talk=talk, text="Sum up", due_on=soon(), by=her)
    actions.say_what_to_continue(talk=talk, text="Your greeting is warm.", by=coach)
    actions.say_what_to_start(talk=talk, text="Sum up before you close.", by=coach)
    promise = actions.make_promise(talk=talk, text="Sum up every call", due_on=soon(), by=her)
    actions.look_back(promise=promise, kept=True, by=her)
    talk.refresh_from_db()
    entry = Entry.objects.get(subject=her, kind="coaching")
    assert talk.state == "closed"
    assert entry.payload["kept"] == 1
    assert "Sum up" not in str(entry.payload)


def test_nobody_speaks_for_the_other(talk: Talk) -> None:
    with pytest.raises(NotHerTalk):
        actions.reflect(talk=talk, text="She was fine.", by=talk.coach)
    actions.reflect(talk=talk, text="I hurried.", by=talk.agent.user)
    with pytest.raises(NotHerTalk):
        actions.say_what_to_continue(talk=talk, text="I was great.", by=talk.agent.user)


def test_the_database_knows_no_plan_without_a_reflection(talk: Talk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.filter(pk=talk.pk).update(state="talked")


def test_a_due_promise_is_asked_about_once_a_week(talk: Talk) -> None:
    her = talk.agent.user
    actions.reflect(talk=talk, text="I hurried.", by=her)
    actions.say_what_to_continue(talk=talk, text="Your greeting.", by=talk.coach)
    actions.say_what_to_start(talk=talk, text="Sum up.", by=talk.coach)
    actions.make_promise(talk=talk, text="Sum up", due_on=now().date(), by=her)
    assert (actions.remind_of_promises(), actions.remind_of_promises()) == (1, 1)
    assert Message.objects.filter(user=her, topic="coaching.due").count() == 1


def test_both_see_the_same_page_with_only_their_own_next_step(client: Browser, talk: Talk) -> None:
    client.force_login(talk.agent.user)
    url = reverse("agent:talk_show", args=[talk.ref])
    assert client.get(url).context["step"] == "reflect"
    client.post(url, {"step": "reflect", "text": "I hurried at the end."})
    assert client.get(url).context["step"] == ""
    stranger = agents.agent()
    client.force_login(stranger.user)
    assert client.get(url).status_code == 404


def scored(level: int = 1, **scores: float) -> Agent:
    agent = agents.agent(level=level)
    for name, score in scores.items():
        CapabilityScore.objects.create(agent=agent, capability=name, score=score, evidence=9, computed_at=now())
    return agent


def test_a_pair_is_proposed_where_one_is_weak_and_the_other_strong() -> None:
    weak, strong = scored(service=0.6, product=0.9), scored(service=0.92, product=0.85)
    scored(service=0.7, product=0.8)
    made = {pair.learner_id: pair for pair in actions.propose_pairs()}
    pair = made[weak.pk]
    assert (pair.teacher_id, pair.capability, pair.state) == (strong.pk, "service", "proposed")
    assert actions.propose_pairs() == []
    assert Message.objects.filter(topic="pairs.proposed", user=weak.user).count() == 1


def test_a_pair_begins_when_both_say_yes_and_a_no_is_not_asked_again() -> None:
    weak, strong = scored(service=0.6), scored(service=0.92)
    (pair,) = actions.propose_pairs()
    actions.say_yes(pair=pair, by=weak.user)
    pair.refresh_from_db()
    assert pair.state == "proposed"
    with pytest.raises(NotHerPair):
        actions.say_yes(pair=pair, by=agents.agent().user)
    actions.decline_pair(pair=pair, by=strong.user)
    assert actions.propose_pairs() == []


def test_nobody_teaches_more_than_two_and_mutual_help_is_preferred() -> None:
    person = rules.Person
    learners = [person(n, 1, {"service": 0.5, "product": 0.9}) for n in range(4)]
    plain, mutual = person(10, 1, {"service": 0.99}), person(11, 1, {"service": 0.9, "product": 0.6})
    found = rules.propose(learners, [plain, mutual])
    assert [one.teacher for one in found] == [11, 11, 10, 10]
    assert found[0].mutual == "product"


def test_mentor_time_is_payable_once_the_learner_confirms() -> None:
    weak, strong = scored(service=0.6), scored(service=0.92)
    (pair,) = actions.propose_pairs()
    for agent in (weak, strong):
        actions.say_yes(pair=Pair.objects.get(), by=agent.user)
    hour = actions.record_mentor_time(pair=pair, day=now().date(), minutes=45, by=strong.user)
    assert not MentorHour.objects.payable().exists()
    with pytest.raises(NotHerPair):
        actions.confirm_mentor_time(hour=hour, by=strong.user)
    for _ in range(2):
        actions.confirm_mentor_time(hour=hour, by=weak.user)
    assert MentorHour.objects.payable().get().minutes == 45
    assert Outbox.objects.filter(topic="mentoring.confirmed").count() == 1
    assert actions.mark_paid(hour=hour)
    assert not actions.mark_paid(hour=hour)
