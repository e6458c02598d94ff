"""Rates equal a plain recount, drills move the platform rate, offers don't."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command

from talentpool.activation.actions import (
    ApproachKey,
    NewApproach,
    answer_approach,
    answer_drill,
    cancel_drill,
    close_expired,
    finish_due,
    handle_contact,
    open_approaches,
    plan_drill,
    refresh_rates,
    report_ready,
    roll_up,
    start_drill,
)
from talentpool.activation.actions.drills import draw
from talentpool.activation.drill_report import report
from talentpool.activation.drills import Terms, contact_for, plan_for
from talentpool.activation.errors import AlreadyAnswered, DrillOver, NobodyToCall, TooDeep
from talentpool.activation.models import Approach, Drill, RateDay, SegmentRate, Settings
from talentpool.activation.rates import readings
from talentpool.activation.rules.wilson import wilson
from talentpool.activation.segments import Segment, people
from talentpool.growth.models import Entry
from talentpool.kernel.errors import WrongState
from talentpool.messaging.models import Message
from tests.factories import accounts
from tests.factories import activation as pool

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 25, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


def segment_with(count: int) -> tuple[Segment, list]:
    of = pool.skill()
    agents = [pool.ready_agent(AT, of) for _ in range(count)]
    return Segment(of.pk, "chat", "cmn", "shared"), agents


def drill_of(segment: Segment, **fields) -> Drill:
    terms = Terms(**{"depth": "worked", "answer_minutes": 120} | fields)
    return plan_drill(segment=segment, plan=plan_for(segment, at=AT), terms=terms, by=accounts.staff("dispatcher"))


def random_ledger(rng: random.Random) -> list[dict]:
    """Approaches of all kinds over half a year; what was written, as plain values."""
    of, agents = pool.skill(), [pool.bare_agent(AT) for _ in range(14)]
    drills = [
        Drill.objects.create(
            skill=of, channel="chat", language=pool.language(), kind="shared", state="done", sample_size=1, population=9,
            seed=1, depth=rng.choice(["answered", "ready", "worked"]), starts_at=AT - timedelta(days=rng.randint(1, 170)),
            ends_at=AT,
        )
        for _ in range(5)
    ]  # fmt: skip
    written = []
    for _ in range(160):
        purpose = rng.choice(["drill", "offer", "ping"])
        drill = rng.choice(drills)
        asked_at = drill.starts_at if purpose == "drill" else AT - timedelta(hours=rng.randint(1, 4000))
        one = {
            "agent": rng.choice(agents).pk, "purpose": purpose, "at": asked_at, "wanted": drill.depth,
            "answer": rng.choice(["yes", "yes", "no", "none", "open"]), "depth": rng.choice(["answered", "ready", "worked"]),
            "took": timedelta(minutes=rng.choice([30, 120, 121, 1440, 3000])), "withdrawn": rng.random() < 0.1,
        }  # fmt: skip
        source = drill.ref if purpose == "drill" else uuid4()
        if purpose == "drill" and Approach.objects.filter(source=source, agent_id=one["agent"]).exists():
            continue
        [key] = open_approaches(
            approaches=[
                NewApproach(one["agent"], of.pk, "chat", "cmn", "shared", purpose, source, asked_at + timedelta(days=3))
            ],
            at=asked_at,
        )
        write(key, one)
        written.append(one)
    return written


def write(key: ApproachKey, one: dict) -> None:
    answered = one["answer"] in ("yes", "no")
    Approach.objects.filter(id=key.id, asked_at=key.asked_at).update(
        answer=one["answer"],
        answered_at=one["at"] + one["took"] if answered else None,
        depth=one["depth"] if one["answer"] == "yes" else "answered" if answered else "",
        withdrawn=one["withdrawn"],
    )


RANK = {"answered": 1, "ready": 2, "worked": 3}


def slow_rate(written: list[dict], purpose: str, days: int, hours: int) -> tuple[int, int]:
    """(asked, reached) by the words of the definition."""
    by_agent = defaultdict(list)
    for one in written:
        counts = one["purpose"] == purpose and not one["withdrawn"] and one["answer"] != "open"
        if counts and one["at"] > AT - timedelta(days=days):
            by_agent[one["agent"]].append(one)
    reached = 0
    for approaches in by_agent.values():
        if purpose == "drill":
            last = max(approaches, key=lambda a: a["at"])
            in_time = last["took"] <= timedelta(hours=hours)
            reached += last["answer"] == "yes" and in_time and RANK[last["depth"]] >= RANK[last["wanted"]]
        elif purpose == "offer":
            reached += any(a["answer"] == "yes" for a in approaches)
        else:
            reached += any(a["answer"] in ("yes", "no") for a in approaches)
    return len(by_agent), reached


@pytest.mark.parametrize("seed", range(5))
def test_rates_equal_a_plain_recount(seed: int) -> None:
    written = random_ledger(random.Random(seed))
    refresh_rates(at=AT)
    stored = {(r.purpose, r.days, r.horizon_hours): (r.asked, r.reached) for r in SegmentRate.objects.all() if r.asked}
    slow = {}
    for days in (30, 90):
        for purpose, horizons in (("drill", (2, 24, 120)), ("offer", (0,)), ("ping", (0,))):
            for hours in horizons:
                asked, reached = slow_rate(written, purpose, days, hours)
                if asked:
                    slow[purpose, days, hours] = (asked, reached)
    assert stored == slow
    roll_up(since=AT - timedelta(days=400), until=AT + timedelta(days=1))
    counted = [one for one in written if not one["withdrawn"] and one["answer"] != "open"]
    assert sum(RateDay.objects.values_list("asked", flat=True)) == len(counted)
    assert sum(RateDay.objects.values_list("yes", flat=True)) == sum(one["answer"] == "yes" for one in counted)


def test_a_drill_goes_from_plan_to_platform_rate(clock: time_machine.Coordinates) -> None:
    segment, agents = segment_with(30)
    refresh_rates(at=AT)
    assert [r.rate for r in readings(at=AT)] == [None]  # unknown, not zero
    drill = drill_of(segment)
    assert (drill.population, drill.sample_size) == (30, plan_for(segment, at=AT).sample)
    start_drill(drill=drill, by=drill.planned_by)
    called = list(Approach.objects.filter(source=drill.ref).values_list("agent_id", flat=True))
    assert len(set(called)) == drill.sample_size
    assert Message.objects.filter(topic="drill.called").count() == drill.sample_size
    by_pk = {a.pk: a for a in agents}
    takers = [by_pk[pk] for pk in called]
    for agent in takers[:12]:
        answer_drill(drill=drill, agent=agent, answer="yes", by=agent.user)
        report_ready(drill=drill, agent=agent, by=agent.user)
    for agent in takers[:9]:
        handle_contact(drill=drill, agent=agent, choice=contact_for(drill, agent).right, by=agent.user)
    answer_drill(drill=drill, agent=takers[12], answer="no", by=takers[12].user)
    refresh_rates(at=AT)
    assert readings(at=AT)[0].rate is None  # still open: counts nowhere
    later = AT + timedelta(hours=2, seconds=1)
    clock.move_to(later)
    with pytest.raises(DrillOver):
        answer_drill(drill=drill, agent=takers[13], answer="yes", by=takers[13].user)
    close_expired(at=later)
    assert finish_due(at=later) == 1
    expected = wilson(yes=9, sample=drill.sample_size)
    [reading] = readings(at=later)
    assert reading.rate == expected
    assert reading.trend == [pytest.approx(expected.value)]
    drill.refresh_from_db()
    found = report(drill)
    assert (found.called, found.yes, found.no, found.silent) == (drill.sample_size, 12, 1, drill.sample_size - 13)
    assert [stage.reached for stage in found.stages] == [12, 12, 9]
    assert found.rate == expected
    assert Entry.objects.filter(kind="drill", payload__depth="worked").count() == 9


def test_offers_move_the_rate_among_offered_agents_and_not_the_platform_rate() -> None:
    segment, agents = segment_with(12)
    asked = [
        NewApproach(a.pk, segment.skill_id, "chat", "cmn", "shared", "offer", uuid4(), AT + timedelta(hours=1))
        for a in agents
    ]
    keys = open_approaches(approaches=asked, at=AT - timedelta(hours=2))
    for key in keys[:5]:
        answer_approach(key=key, answer="yes", at=AT)
    close_expired(at=AT + timedelta(hours=2))
    refresh_rates(at=AT + timedelta(hours=2))
    [reading] = readings(at=AT + timedelta(hours=2))
    assert reading.rate is None
    assert reading.offered[90] == wilson(yes=5, sample=12)


def test_nobody_is_drilled_more_often_than_the_settings_allow() -> None:
    segment, agents = segment_with(6)
    Settings.objects.filter(id=1).update(drills_per_month=1)
    start_drill(drill=drill_of(segment), by=None)
    with pytest.raises(NobodyToCall):
        drill_of(segment)
    assert plan_for(segment, at=AT).drilled_enough == len(agents)


def test_the_sample_is_drawn_again_from_its_seed_and_spread_over_levels() -> None:
    segment, agents = segment_with(20)
    for agent in agents[:5]:
        agent.skills.update(level=5)
    everybody = people(segment)
    first, again, other = (draw(people=everybody, size=8, seed=s) for s in (1, 1, 2))
    assert first == again
    assert first != other
    assert sum(person.level == 5 for person in first) == 2


def test_a_cancelled_drill_counts_nowhere() -> None:
    segment, agents = segment_with(11)
    drill = drill_of(segment)
    start_drill(drill=drill, by=None)
    cancel_drill(drill=drill, by=drill.planned_by)
    refresh_rates(at=AT + timedelta(days=1))
    assert SegmentRate.objects.count() == 0
    with pytest.raises(WrongState):
        start_drill(drill=drill, by=None)
    with pytest.raises(DrillOver):
        answer_drill(drill=drill, agent=agents[0], answer="yes", by=agents[0].user)


def test_steps_of_a_drill_can_not_be_skipped_and_a_stranger_is_not_in_it() -> None:
    segment, agents = segment_with(4)
    drill = drill_of(segment)
    start_drill(drill=drill, by=None)
    taker = agents[0]
    with pytest.raises(TooDeep):
        report_ready(drill=drill, agent=taker, by=taker.user)
    answer_drill(drill=drill, agent=taker, answer="no", by=taker.user)
    with pytest.raises(AlreadyAnswered):
        answer_drill(drill=drill, agent=taker, answer="yes", by=taker.user)
    stranger = pool.bare_agent(AT)
    with pytest.raises(DrillOver):
        answer_drill(drill=drill, agent=stranger, answer="yes", by=stranger.user)


def test_the_command_prints_what_the_page_shows() -> None:
    segment, _ = segment_with(3)
    out = StringIO()
    call_command("activation_rates", "--json", stdout=out)
    [line] = out.getvalue().splitlines()
    shown = json.loads(line)
    assert shown["platform"] is None
    assert shown["reserve"] == 3
    out = StringIO()
    call_command("activation_rates", "--segment", shown["segment"], stdout=out)
    assert "unknown" in out.getvalue()
    assert segment.channel in shown["segment"]


def test_an_empty_pool_has_no_segments_and_no_drill() -> None:
    assert readings(at=AT) == []
    with pytest.raises(NobodyToCall):
        drill_of(Segment(pool.skill().pk, "chat", "cmn", "shared"))
