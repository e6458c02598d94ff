"""The pool review: a rule proposes once a month, persons decide, and there is always a way back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from accounts import middleware
from accounts.models import DecisionRecord, User
from talentpool.activation.actions import (
    NewApproach,
    answer_appeal,
    answer_practice,
    appeal_review,
    carry_out_reviews,
    close_expired,
    decide_review,
    decide_reviews,
    let_return,
    open_approaches,
    propose_reviews,
    start_practice,
)
from talentpool.activation.errors import AlreadyAppealed, AppealClosed, ReasonMissing, SamePerson
from talentpool.activation.models import FreshProposal, ReviewAppeal, ReviewItem, ReviewRound, TrialContact
from talentpool.activation.rules.review import proposal
from talentpool.agents.models import Agent, Skill
from talentpool.growth.actions import record
from talentpool.kernel.formats import moment_words
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)
RULE = {"fresh_below": 0.3, "rest_after_days": 120, "silent_from": 3}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def browser(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


@pytest.fixture
def dispatcher() -> User:
    return accounts.staff("dispatcher")


def silent(of: Skill, times: int = 3) -> Agent:
    """Asked ``times`` and never answered; nothing proven since she joined 90 days ago."""
    agent = pool.ready_agent(AT, of)
    for n in range(times):
        asked = AT - timedelta(days=20 + n)
        question = NewApproach(
            agent.pk, of.pk, "chat", "cmn", "shared", "offer", uuid4(), deadline=asked + timedelta(hours=5)
        )
        open_approaches(approaches=[question], at=asked)
    close_expired(at=AT)
    return agent


def decided(agent: Agent, decision: str, by: User) -> ReviewItem:
    item = ReviewItem.objects.create(agent=agent, proposal="rest", rule_version="2")
    return decide_review(item=item, decision=decision, reason="Nobody answers", by=by)


@pytest.mark.parametrize(
    ("freshness", "idle", "unanswered", "answered", "found"),
    [
        (0.5, 400, 9, 0, None),  # fresh
        (0.1, 59, 9, 0, None),  # not idle for long
        (0.1, 61, 2, 0, "refresh"),  # hardly asked: not her fault
        (0.1, 400, 0, 0, "refresh"),
        (0.1, 61, 3, 1, "refresh"),  # she answers
        (0.1, 61, 3, 0, "rest"),
    ],
)
def test_rest_is_proposed_only_to_who_was_asked_and_answered_nothing(freshness, idle, unanswered, answered, found):
    said = proposal(freshness=freshness, idle_days=idle, unanswered=unanswered, answered=answered, **RULE)
    assert said == found


def test_a_month_has_one_round_however_often_the_job_runs(clock: time_machine.Coordinates) -> None:
    of = pool.skill()
    sleeper, never_asked = silent(of), pool.ready_agent(AT, of)
    paused = pool.ready_agent(AT, of, paused_until=AT + timedelta(days=40))
    assert propose_reviews(at=AT) == 2
    assert propose_reviews(at=AT) == 0
    assert dict(ReviewItem.objects.values_list("agent", "proposal")) == {sleeper.pk: "rest", never_asked.pk: "refresh"}
    assert DecisionRecord.objects.filter(kind="review", outcome="proposed", subject=sleeper.user).exists()
    assert not paused.reviews.exists()
    round_ = ReviewRound.objects.get()
    assert (round_.looked_at, round_.proposed, round_.numbers) == (2, 2, RULE)
    clock.move_to(AT + timedelta(days=10))
    assert propose_reviews(at=AT + timedelta(days=10)) == 0  # April: nobody twice within the settings' days
    assert ReviewRound.objects.count() == 2


def test_rest_takes_effect_after_the_notice_and_one_lesson_before_prevents_it(dispatcher: User) -> None:
    of = pool.skill()
    stays, goes = pool.ready_agent(AT, of), pool.ready_agent(AT, of)
    for agent in (stays, goes):
        decided(agent, "rest", dispatcher)
    assert carry_out_reviews(at=AT + timedelta(days=13)) == 0
    record(
        subject=stays.user, kind="lesson", source=uuid4(), occurred_at=AT + timedelta(days=3), payload={"minutes": 9}
    )
    after = AT + timedelta(days=15)
    assert carry_out_reviews(at=after) == 1
    assert carry_out_reviews(at=after) == 0
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.state, goes.state) == ("reserve", "resting")


def test_one_lesson_is_the_way_back_from_rest(dispatcher: User) -> None:
    agent = pool.ready_agent(AT, pool.skill())
    item = decided(agent, "rest", dispatcher)
    carry_out_reviews(at=AT + timedelta(days=15))
    assert let_return(at=AT + timedelta(days=16)) == 0
    record(
        subject=agent.user, kind="lesson", source=uuid4(), occurred_at=AT + timedelta(days=17), payload={"minutes": 9}
    )
    assert let_return(at=AT + timedelta(days=17)) == 1
    assert let_return(at=AT + timedelta(days=17)) == 0
    agent.refresh_from_db()
    item.refresh_from_db()
    assert agent.state == "reserve"
    assert item.returned_at == AT + timedelta(days=17)


def test_a_practice_task_brings_her_back_at_once(dispatcher: User, clock: time_machine.Coordinates) -> None:
    of = pool.skill()
    agent = pool.ready_agent(AT, of)
    decided(agent, "rest", dispatcher)
    carry_out_reviews(at=AT + timedelta(days=15))
    clock.move_to(AT + timedelta(days=16))
    task = start_practice(agent=agent, code=of.code, by=agent.user)
    for place, pk in enumerate(task.contacts):
        answer_practice(practice=task, place=place, choice=TrialContact.objects.get(pk=pk).right, by=agent.user)
    agent.refresh_from_db()
    assert agent.state == "reserve"


def test_another_person_answers_an_appeal_and_the_decision_waits_meanwhile(dispatcher: User) -> None:
    agent, colleague = pool.ready_agent(AT, pool.skill()), accounts.staff("recruiter")
    item = decided(agent, "rest", dispatcher)
    appeal = appeal_review(item=item, text="I was ill", by=agent.user)
    assert appeal.due_at == AT + timedelta(days=14)
    with pytest.raises(AlreadyAppealed):
        appeal_review(item=item, text="Again", by=agent.user)
    assert carry_out_reviews(at=AT + timedelta(days=20)) == 0
    with pytest.raises(SamePerson):
        answer_appeal(appeal=appeal, answer="upheld", reason="No", by=dispatcher)
    with pytest.raises(ReasonMissing):
        answer_appeal(appeal=appeal, answer="changed", reason=" ", by=colleague)
    answer_appeal(appeal=appeal, answer="changed", reason="She was ill", by=colleague)
    assert carry_out_reviews(at=AT + timedelta(days=20)) == 0
    agent.refresh_from_db()
    assert agent.state == "reserve"
    assert DecisionRecord.objects.filter(subject=agent.user, kind="appeal", outcome="changed").exists()


def test_an_upheld_appeal_lets_the_decision_take_effect(dispatcher: User) -> None:
    agent = pool.ready_agent(AT, pool.skill())
    appeal = appeal_review(item=decided(agent, "release", dispatcher), text="No", by=agent.user)
    answer_appeal(appeal=appeal, answer="upheld", reason="Checked", by=accounts.staff("recruiter"))
    assert carry_out_reviews(at=AT + timedelta(days=15)) == 1
    agent.refresh_from_db()
    assert agent.state == "released"


def test_there_is_nothing_to_appeal_against_before_a_decision_nor_long_after(
    dispatcher: User, clock: time_machine.Coordinates
) -> None:
    agent = pool.ready_agent(AT, pool.skill())
    waiting = ReviewItem.objects.create(agent=agent, proposal="rest", rule_version="2")
    with pytest.raises(AppealClosed):
        appeal_review(item=waiting, text="No", by=agent.user)
    item = decide_review(item=waiting, decision="refresh", reason="A refresher", by=dispatcher)
    assert FreshProposal.objects.filter(agent=agent, closed_at=None).exists()
    clock.move_to(AT + timedelta(days=29))
    with pytest.raises(AppealClosed):
        appeal_review(item=item, text="Late", by=agent.user)


def test_many_are_decided_at_once_and_who_was_decided_meanwhile_is_skipped(dispatcher: User) -> None:
    of = pool.skill()
    items = [
        ReviewItem.objects.create(agent=pool.ready_agent(AT, of), proposal=p, rule_version="2")
        for p in ("rest", "refresh", "rest")
    ]
    own = ReviewItem.objects.create(agent=pool.bare_agent(AT, user=dispatcher), proposal="rest", rule_version="2")
    decide_review(item=items[2], decision="keep", reason="Works elsewhere", by=dispatcher)
    outcome = decide_reviews(items=[*items, own], decision="proposed", reason="As the rule says", by=dispatcher)
    assert (outcome.decided, outcome.skipped) == (2, {"decided": 1, "own": 1})
    assert [ReviewItem.objects.get(pk=i.pk).decision for i in items] == ["rest", "refresh", "keep"]


def test_bulk_shows_what_would_happen_before_anything_is_decided(dispatcher: User, monkeypatch) -> None:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    of = pool.skill()
    items = [
        ReviewItem.objects.create(agent=pool.ready_agent(AT, of), proposal="rest", rule_version="2") for _ in range(3)
    ]
    page = browser(dispatcher)
    assert page.get("/admin/pool/review/").content.decode().count('name="items"') == 3
    asked = {"items": [str(i.ref) for i in items], "decision": "rest", "reason": "Silent for months"}
    preview = page.post("/admin/pool/review/bulk/", asked)
    assert "Nothing is decided yet." in preview.content.decode()
    assert ReviewItem.objects.waiting().count() == 3
    page.post("/admin/pool/review/bulk/", asked | {"sure": "on"})
    assert ReviewItem.objects.waiting().count() == 0
    assert page.post("/admin/pool/review/bulk/", {"items": ["x"], "decision": "rest"}).status_code == 302


def test_an_appeal_stands_on_today_with_its_deadline_for_everybody_but_the_decider(
    dispatcher: User, clock: time_machine.Coordinates, monkeypatch
) -> None:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    agent, colleague = pool.ready_agent(AT, pool.skill()), accounts.staff("recruiter")
    appeal = appeal_review(item=decided(agent, "rest", dispatcher), text="I was ill", by=agent.user)

    def today(who: User, language: str = "en") -> str:
        return browser(who).get("/admin/", headers={"accept-language": language}).content.decode()

    assert "1 appeal for another person" in today(colleague)
    assert f"answer by {moment_words(appeal.due_at)}" in today(colleague)
    assert "须在" in today(colleague, "zh-hans")
    assert "appeal for another person" not in today(dispatcher)
    clock.move_to(AT + timedelta(days=15))
    assert "overdue since" in today(colleague)
    answer_appeal(appeal=appeal, answer="upheld", reason="Checked", by=colleague)
    assert "appeal for another person" not in today(colleague)


def test_a_clients_drill_waits_on_today(dispatcher: User, monkeypatch) -> None:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    drill = pool.drilled(pool.bare_agent(AT))
    type(drill).objects.update(state="requested")
    assert "1 asked for by a client" in browser(dispatcher).get("/admin/").content.decode()


def test_she_reads_why_appeals_and_a_colleague_answers_on_the_pages(dispatcher: User, monkeypatch) -> None:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    agent = pool.ready_agent(AT, pool.skill())
    item = decided(agent, "rest", dispatcher)
    hers, place = browser(agent.user), f"/agent/review/{item.ref}/"
    assert "Nobody answers" in hers.get(place).content.decode()
    assert hers.post(place, {"text": ""}).status_code == 422
    assert hers.post(place, {"text": "I was ill"}).status_code == 302
    assert "does not take effect" in hers.get(place).content.decode()
    assert browser(pool.bare_agent(AT).user).get(place).status_code == 404
    appeal = ReviewAppeal.objects.get()
    where = f"/admin/pool/appeals/{appeal.ref}/"
    assert "a colleague answers" in browser(dispatcher).get("/admin/pool/review/").content.decode()
    assert browser(dispatcher).post(where, {"answer": "upheld", "reason": "x"}).status_code == 403
    assert browser(accounts.staff("recruiter")).post(where, {"answer": "changed", "reason": "Ill"}).status_code == 302
    assert "lifted" in hers.get(place).content.decode()
