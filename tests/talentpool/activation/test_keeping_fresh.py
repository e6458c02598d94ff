"""Freshness proposals, practice tasks, talking to the pool, drills by schedule and in quiet hours."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from talentpool.activation.actions import (
    NewApproach,
    answer_practice,
    open_approaches,
    propose_fresh,
    send_ping,
    start_practice,
    tell_fresh,
)
from talentpool.activation.actions.freshness import standings
from talentpool.activation.actions.talking import wordings_of
from talentpool.activation.effects import effects
from talentpool.activation.errors import AlreadyAnswered, NobodyToCall, NothingToPractise
from talentpool.activation.members import BANDS, Choice, Members
from talentpool.activation.models import (
    Approach,
    FreshProposal,
    MatchRow,
    PingRecipient,
    Settings,
    TrialContact,
)
from talentpool.activation.rules.freshness import freshness
from talentpool.activation.rules.keeping import propose
from talentpool.activation.rules.wilson import difference, wilson
from talentpool.activation.segments import Segment
from talentpool.activation.talking import audience, gap_seen, people_needed, replies
from talentpool.agents.models import Agent, AvailabilityException, Skill
from talentpool.growth.actions import record
from talentpool.growth.models import Entry
from talentpool.messaging.actions import read_message
from talentpool.messaging.models import Message
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)  # 16:30 in Shanghai
NIGHT = datetime(2026, 3, 25, 16, 0, tzinfo=UTC)  # midnight there


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def segment_with(count: int) -> tuple[Segment, list[Agent], Skill]:
    of = pool.skill()
    agents = [pool.ready_agent(AT, of) for _ in range(count)]
    return Segment(of.pk, "chat", "cmn", "shared"), agents, of


def proven(agent: Agent, of: Skill, **moments: datetime) -> None:
    MatchRow.objects.filter(agent=agent, skill=of).update(**moments)


def practise(agent: Agent, of: Skill, *, right: bool = True) -> None:
    task = start_practice(agent=agent, code=of.code, by=agent.user)
    for place, pk in enumerate(task.contacts):
        contact = TrialContact.objects.get(pk=pk)
        choice = contact.right if right else (contact.right + 1) % len(contact.options)
        answer_practice(practice=task, place=place, choice=choice, by=agent.user)


# freshness


@given(value=st.floats(0, 1), below=st.floats(0.05, 0.6), silent=st.booleans())
def test_every_drop_proposes_one_action_that_helps_and_nothing_else_does(value, below, silent):
    found = propose(freshness=value, below=below, silent=silent)
    if value >= below:
        assert found is None
    elif silent:
        assert found.action == "ping"
    else:
        assert found.action in ("practice", "refresher", "drill")
        assert value + found.gain >= min(below, 0.5)


def test_freshness_in_the_database_equals_the_rule() -> None:
    _segment, agents, of = segment_with(6)
    days = [(1, None, None), (None, 40, None), (None, None, 70), (200, 10, 3), (30, 31, 32), (None, None, None)]
    expected = {}
    for agent, (work, exam, practice) in zip(agents, days, strict=True):
        moments = {
            name: AT - timedelta(days=n)
            for name, n in (("worked_at", work), ("exam_at", exam), ("practised_at", practice))
            if n is not None
        }
        proven(agent, of, **moments)
        proofs = [(k, n) for k, n in (("work", work), ("exam", exam), ("practice", practice)) if n is not None]
        expected[agent.pk] = freshness(proofs, of.half_life_days)
    assert {s.agent_id: pytest.approx(s.freshness) for s in standings(at=AT)} == expected
    listed = Members(Segment(of.pk, "chat", "cmn", "shared"), Choice(), at=AT).read()
    assert {m.agent_id: pytest.approx(m.freshness) for m in listed} == expected


def test_a_drop_is_proposed_once_told_once_and_closed_when_the_skill_is_fresh_again() -> None:
    _segment, [agent, fresh], of = segment_with(2)
    proven(fresh, of, worked_at=AT)
    proven(agent, of, exam_at=AT - timedelta(days=120))  # 0.8 x 0.25 = 0.2, just below the line
    assert propose_fresh(at=AT) == 1
    assert propose_fresh(at=AT) == 0
    row = FreshProposal.objects.get()
    assert (row.agent, row.action, row.cost_minor) == (agent, "practice", Settings.current().practice_minor)
    assert tell_fresh(at=AT) == 1
    assert tell_fresh(at=AT) == 0
    assert Message.objects.filter(user=agent.user, topic="freshness.practice").count() == 1
    practise(agent, of)
    row.refresh_from_db()
    assert row.closed_at == AT
    assert MatchRow.objects.get(agent=agent).practised_at == AT


def test_a_failed_practice_task_proves_nothing_and_a_double_tap_counts_once() -> None:
    _segment, [agent], of = segment_with(1)
    practise(agent, of, right=False)
    assert MatchRow.objects.get(agent=agent).practised_at is None
    task = start_practice(agent=agent, code=of.code, by=agent.user)
    answer_practice(practice=task, place=0, choice=0, by=agent.user)
    with pytest.raises(AlreadyAnswered):
        answer_practice(practice=task, place=0, choice=1, by=agent.user)
    with pytest.raises(NothingToPractise):
        start_practice(agent=agent, code="somebody-elses", by=agent.user)
    assert Entry.objects.filter(kind="practice", payload__passed=False).count() == 1


# who is in a segment


def test_conditions_and_hours_name_exactly_those_they_say() -> None:
    segment, agents, of = segment_with(5)
    proven(agents[0], of, worked_at=AT)
    agents[1].skills.update(certified_until=AT + timedelta(days=5))
    agents[2].skills.update(certified_until=AT - timedelta(days=5))
    Agent.objects.filter(pk=agents[3].pk).update(paused_until=AT + timedelta(days=5))
    agents[4].availability.filter(weekday=2).delete()

    def names(choice: Choice) -> set[int]:
        return {m.agent_id for m in Members(segment, choice, at=AT).read()}

    assert names(Choice("ready")) == {agents[0].pk}
    assert names(Choice("expiring")) == {agents[1].pk}
    assert names(Choice("expired")) == {agents[2].pk}
    assert names(Choice("paused")) == {agents[3].pk}
    assert names(Choice("asleep")) == {agents[4].pk}
    assert names(Choice("able", day=2, hour=10)) == {agents[0].pk, agents[1].pk}
    assert names(Choice("able", day=1, hour=10)) == {agents[0].pk, agents[1].pk, agents[4].pk}
    everybody = Members(segment, Choice(), at=AT)
    assert len(everybody) == 5 == sum(everybody.counts.values())
    agents[0].availability.exclude(weekday=6).delete()
    agents[0].availability.update(start_minute=1200, end_minute=1440)
    assert {band for band in BANDS if agents[0].pk in names(Choice(band=band))} == {"weekend-evening"}
    assert not AvailabilityException.objects.exists()


# talking


def test_caps_and_quiet_days_keep_people_from_hearing_too_often() -> None:
    segment, agents, _of = segment_with(6)
    by = accounts.staff("dispatcher")
    Settings.objects.filter(id=1).update(pings_per_month=1, announcements_per_month=2)
    Agent.objects.filter(pk=agents[0].pk).update(state="resting")
    first = send_ping(segment=segment, text={"en": "There?"}, by=by)
    assert PingRecipient.objects.filter(ping=first).count() == 5
    assert audience(segment, Choice(), "ping", at=AT).left_out == {"resting": 1, "enough": 5}
    with pytest.raises(NobodyToCall):
        send_ping(segment=segment, text={"en": "Again"}, by=by)
    before = Approach.objects.count()
    told = send_ping(segment=segment, text={"en": "News"}, by=by, talk="announcement")
    assert Approach.objects.count() == before  # asks nothing
    read_message(message=Message.objects.filter(topic="pool.announced").first(), by=agents[1].user)
    assert replies(told).wordings[0].reply in (wilson(yes=0, sample=5), wilson(yes=1, sample=5))
    send_ping(segment=segment, text={"en": "More"}, by=by, talk="announcement")
    assert len(audience(segment, Choice(), "announcement", at=AT).people) == 0


def test_two_wordings_are_compared_with_the_interval_of_their_difference() -> None:
    segment, _agents, _of = segment_with(20)
    ping = send_ping(
        segment=segment, text={"en": "A"}, text_b={"en": "B"}, by=accounts.staff("dispatcher"), choice=Choice("asleep")
    )
    rows = list(ping.recipients.order_by("wording", "agent"))
    assert [r.wording for r in rows].count(1) == 10
    texts = {r.message.params["text"]["en"] for r in rows if r.wording}
    assert texts == {"B"}
    for recipient in [*rows[:3], *rows[10:19]]:
        Approach.objects.filter(source=ping.ref, agent=recipient.agent).update(answer="yes", answered_at=AT)
    found = replies(ping)
    a, b = wilson(yes=3, sample=10), wilson(yes=9, sample=10)
    assert [w.reply for w in found.wordings] == [a, b]
    assert found.comparison == difference(now=b, before=a)
    assert found.shown
    Approach.objects.filter(source=ping.ref, agent__in=[r.agent for r in rows[10:15]]).update(
        answer="none", answered_at=None
    )
    assert not replies(ping).shown  # 3 against 4 of 10: no difference shown yet


def test_the_halves_of_a_comparison_differ_by_one_at_most() -> None:
    segment, agents, _of = segment_with(7)
    found = audience(segment, Choice(), "ping", at=AT)
    drawn = wordings_of(found=found, two=True, seed=5)
    assert sorted(drawn.values()) == [0, 0, 0, 0, 1, 1, 1]
    assert drawn == wordings_of(found=found, two=True, seed=5)
    assert set(wordings_of(found=found, two=False, seed=5).values()) == {0}
    assert set(drawn) == {a.pk for a in agents}


@given(rate=st.floats(0.02, 0.98))
def test_a_gap_nearer_to_even_odds_takes_more_people(rate: float) -> None:
    assert people_needed(rate=rate) <= people_needed(rate=0.5) == 1570


def test_the_gap_that_so_many_people_show_is_the_other_way_round_of_the_people_a_gap_needs() -> None:
    assert gap_seen(people=2 * people_needed(rate=0.5)) == pytest.approx(0.05, abs=1e-4)
    assert (gap_seen(people=2), gap_seen(people=1)) == (1.0, None)


# did they answer again?


def test_effect_counts_sleepers_who_were_asked_again_by_what_was_done() -> None:
    _segment, agents, of = segment_with(9)

    def asked(agent: Agent, days: int, answer: str) -> None:
        at = AT - timedelta(days=days)
        new = NewApproach(agent.pk, of.pk, "chat", "cmn", "shared", "offer", uuid4(), at + timedelta(hours=4))
        [key] = open_approaches(approaches=[new], at=at)
        said = at + timedelta(hours=1) if answer != "none" else None
        Approach.objects.filter(id=key.id, asked_at=at).update(answer=answer, answered_at=said)

    for agent in agents:
        asked(agent, 80, "none")
    for agent in agents[:4]:
        when = AT - timedelta(days=70)
        record(subject=agent.user, kind="practice", source=uuid4(), occurred_at=when, payload={"passed": True})
    for place, agent in enumerate(agents):
        asked(agent, 60, "yes" if place in (0, 1, 2, 8) else "none")
    found = {e.action: e for e in effects(at=AT)}
    assert found["practice"].sleepers == 4
    assert found["practice"].again == wilson(yes=3, sample=4)
    assert found["nothing"].again == wilson(yes=1, sample=5)
    assert found["practice"].against == difference(now=wilson(yes=3, sample=4), before=wilson(yes=1, sample=5))
    assert found["ping"].again is None
    assert not found["practice"].shown
