"""The numbers of the pool's pages, counted again slowly on small random pools.

Here: the pool with its heat map and file, a segment with its people and file, the schedules. Beside it:
test_numbers_of_drills (drills, talks, freshness, review, an agent's own pages) and test_numbers_of_promises (the task
rate, the model's card, seasons). Levers: test_levers. The order's pages: tests/tasks/orders, tests/talentpool/faces.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import middleware
from talentpool.activation.actions import roll_up
from talentpool.activation.models import DrillSchedule, Settings
from talentpool.activation.segments import Names, Segment
from talentpool.activation.states import Condition
from talentpool.agents.models import Agent, Skill
from tests.factories import accounts
from tests.factories import activation as pool
from tests.talentpool.activation.recount import (
    AT,
    SmallPool,
    condition_of,
    drill_share,
    everybody,
    freshness_of,
    interval,
    is_free,
    may_work,
    page,
    rate_of,
    segments_of,
    small_pool,
)

pytestmark = pytest.mark.django_db
SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=2, deadline=None, derandomize=True)
BANDS = {  # as the page explains them
    "workday-morning": ([0, 1, 2, 3, 4], 6, 12),
    "weekend-evening": ([5, 6], 18, 24),
    "night": ([0, 1, 2, 3, 4, 5, 6], 0, 6),
}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    with time_machine.travel(AT, tick=False):
        yield


def shown(page_of_pool: Any) -> dict[Segment, Any]:
    return {reading.segment: reading for reading in page_of_pool["page"].object_list}


def members_of(made: SmallPool) -> dict[Segment, list[Agent]]:
    found: dict[Segment, list[Agent]] = {}
    for agent in everybody():
        for segment in segments_of(agent):
            found.setdefault(segment, []).append(agent)
    return found


def skill_of(made: SmallPool, segment: Segment) -> Skill:
    return next(skill for skill in made.skills if skill.pk == segment.skill_id)


def check_share(share: Any, reached: int, asked: int) -> None:
    if not asked:
        assert share is None
        return
    assert (share.yes, share.sample) == (reached, asked)
    assert share.value == pytest.approx(reached / asked)
    assert (share.low, share.high) == pytest.approx(interval(reached, asked), abs=1e-9)


@given(seed=SEEDS)
@FEW
def test_the_pool_shows_strengths_and_rates_as_they_are_counted_person_by_person(seed: int) -> None:
    with small_pool(seed) as made:
        person, members = accounts.staff("dispatcher"), members_of(made)
        context = page(person, "/admin/pool/")
        readings, line = shown(context), Settings.current().unknown_below
        assert set(readings) == set(members)
        for segment, reading in readings.items():
            skill, people = skill_of(made, segment), members[segment]
            paused = [a for a in people if a.paused_until and a.paused_until > AT]
            strength = reading.strength
            assert strength.reserve == len(people)
            assert strength.ready == sum(may_work(made, a, skill) for a in people)
            assert strength.paused == len(paused)
            for days in (30, 90):
                for hours in (2, 24, 120):
                    check_share(reading.platform.get((days, hours)), *rate_of(made, segment, "drill", days, hours))
                check_share(reading.offered.get(days), *rate_of(made, segment, "offer", days))
                check_share(reading.reach.get(days), *rate_of(made, segment, "ping", days))
            _reached, asked = rate_of(made, segment, "drill", 90)
            assert (reading.rate is None) == (asked < line)
            assert reading.sample == asked
        rates = {s: rate_of(made, s, "drill", 90) for s in members}
        known = {s: reached / asked for s, (reached, asked) in rates.items() if asked >= line}
        assert (context["total"], context["known"], context["unknown"]) == (
            len(members), len(known), len(members) - len(known),
        )  # fmt: skip
        assert (context["lowest"].rate.value if known else None) == min(known.values(), default=None)
        check_age_and_trend(made, readings)
        check_file(made, person, members, line)


def test_a_segments_weeks_are_the_questions_of_each_week_counted_one_by_one() -> None:
    with small_pool(7, people=3, questions=160) as made:
        roll_up(since=AT - timedelta(days=400), until=AT + timedelta(days=1))
        of = Segment(made.skills[0].pk, "chat", "cmn", "shared")
        asked = page(accounts.staff("analyst"), f"/admin/pool/segments/{Names().slug(of)}/")["asked"]
        mondays = [AT.date() - timedelta(days=AT.weekday(), weeks=back) for back in range(25, -1, -1)]
        assert asked["labels"] == [f"{monday:%m-%d}" for monday in mondays]
        for place, purpose in enumerate(("drill", "offer", "ping")):
            mine = [
                one for one in made.asked
                if (one["skill"], one["channel"], one["purpose"]) == (of.skill_id, "chat", purpose) and not one["withdrawn"]
            ]  # fmt: skip
            weekly = [[one for one in mine if 0 <= (one["at"].date() - monday).days < 7] for monday in mondays]
            assert asked["asked"][place][1] == [len(week) for week in weekly]
            four = [[one for week in weekly[max(0, no - 3) : no + 1] for one in week] for no in range(26)]
            shares = [100 * sum(one["answer"] == "yes" for one in some) / len(some) if some else None for some in four]
            assert asked["answers"][place][1] == [None if s is None else pytest.approx(s, abs=0.05) for s in shares]
        assert sum(map(sum, (values for _name, values in asked["asked"]))) > 20


def check_age_and_trend(made: SmallPool, readings: dict[Segment, Any]) -> None:
    of = Segment(made.skills[0].pk, "chat", "cmn", "shared")
    if of not in readings:
        return
    found = sorted((drill.starts_at, *drill_share(made, drill)) for drill in made.drills)
    assert readings[of].trend == pytest.approx([reached / called for _at, reached, called in found if called >= 5])
    counted = [at for at, _reached, called in found if called and at > AT - timedelta(days=90)]
    assert readings[of].newest_at == max(counted, default=None)
    age = (AT - max(counted)).total_seconds() / 86400 if counted else None
    assert readings[of].age_days == age
    assert readings[of].stale == (age is not None and age > 40)


def check_file(made: SmallPool, person: Any, members: dict[Segment, list[Agent]], line: int) -> None:
    """The same as a file."""
    text = page(person, "/admin/pool/rates.csv").content.decode("utf-8-sig")
    rows = {row["segment"]: row for row in csv.DictReader(StringIO(text))}
    names = Names()
    assert set(rows) == {names.slug(segment) for segment in members}
    for segment, people in members.items():
        row, (reached, asked) = rows[names.slug(segment)], rate_of(made, segment, "drill", 90)
        assert (int(row["reserve"]), int(row["sample"])) == (len(people), asked)
        assert row["platform"] == "" if asked < line else float(row["platform"]) == pytest.approx(reached / asked)
        for column, purpose in (("among_offered", "offer"), ("reach", "ping")):
            reached, asked = rate_of(made, segment, purpose, 90)
            assert row[column] == "" if not asked else float(row[column]) == pytest.approx(reached / asked)


@given(seed=SEEDS, measure=st.sampled_from(["certified", "available", "willing"]), day=st.integers(0, 6))
@FEW
def test_each_cell_of_the_heat_map_is_a_count_of_people(seed: int, measure: str, day: int) -> None:
    with small_pool(seed, questions=5) as made:
        members, names = members_of(made), Names()
        chance = Settings.current().acceptance if measure == "willing" else 1.0  # no model: the assumed rate
        one_day = page(accounts.staff("dispatcher"), "/admin/pool/", day=day, measure=measure)["heat"]
        week = page(accounts.staff("dispatcher"), "/admin/pool/", measure=measure)["heat"]
        by_name = {names.name(segment): segment for segment in members}
        for line, whole in zip(one_day["lines"], week["lines"], strict=True):
            segment = by_name[line.name]
            able = [a for a in members[segment] if may_work(made, a, skill_of(made, segment))]
            hours = [
                [sum(measure == "certified" or is_free(a, d, hour) for a in able) for hour in range(24)]
                for d in range(7)
            ]
            assert [cell.value for cell in line.cells] == pytest.approx([chance * n for n in hours[day]])
            blocks = [sum(hours[d][at : at + 6]) / 6 for d in range(7) for at in range(0, 24, 6)]
            assert [cell.value for cell in whole.cells] == pytest.approx([chance * n for n in blocks])


@given(seed=SEEDS, day=st.integers(0, 6), hour=st.integers(0, 23), band=st.sampled_from(sorted(BANDS)))
@FEW
def test_a_segment_names_exactly_those_whom_a_slow_count_finds(seed: int, day: int, hour: int, band: str) -> None:
    with small_pool(seed) as made:
        person, members, names = accounts.staff("dispatcher"), members_of(made), Names()
        for segment, people in sorted(members.items(), key=lambda one: -len(one[1]))[:2]:
            skill, address = skill_of(made, segment), f"/admin/pool/segments/{names.slug(segment)}/"
            context = page(person, address)
            stand = Counter(condition_of(made, agent, skill) for agent in people)
            assert {code: count for code, _label, count in context["counts"]} == {c: stand[c] for c in Condition.values}
            assert (context["everybody"], context["chosen"]) == (len(people), len(people))
            for member, _action in context["rows"]:
                assert member.freshness == pytest.approx(freshness_of(made, member.agent_id, skill), abs=1e-9)
            free = [
                [sum(is_free(a, d, h) for a in people if may_work(made, a, skill)) for h in range(24)] for d in range(7)
            ]
            assert [[cell.value for cell in line.cells] for line in context["week"]] == free
            listed = page(person, address, condition="able", day=day, hour=hour)
            expected = {a.pk for a in people if may_work(made, a, skill) and is_free(a, day, hour)}
            assert {member.agent_id for member, _action in listed["rows"]} == expected
            listed = page(person, address, band=band)
            assert {member.agent_id for member, _action in listed["rows"]} == {a.pk for a in people if in_band(a, band)}
            text = page(person, f"{address}people.csv").content.decode("utf-8-sig")
            rows = {row["agent"]: row["condition"] for row in csv.DictReader(StringIO(text))}
            assert rows == {a.number: condition_of(made, a, skill) for a in people}


def in_band(agent: Agent, band: str) -> bool:
    """Two hours free in the band, not necessarily together: eight quarters."""
    days, since, until = BANDS[band]
    windows = [(w.weekday, w.start_minute, w.end_minute) for w in agent.availability.all()]
    quarters = {
        (day, minute)
        for day in days
        for minute in range(since * 60, until * 60, 15)
        if any(d == day and start <= minute and minute + 15 <= end for d, start, end in windows)
    }
    return len(quarters) >= 8


@given(seed=SEEDS, widest=st.floats(0.05, 0.5))
@FEW
def test_a_schedule_says_too_wide_when_the_interval_is(seed: int, widest: float) -> None:
    with small_pool(seed, people=8) as made:
        of = Segment(made.skills[0].pk, "chat", "cmn", "shared")
        pool.ready_agent(AT, made.skills[0])  # the segment has somebody
        DrillSchedule.objects.create(
            skill=made.skills[0], channel="chat", language=pool.language(), kind="shared", widest=widest
        )
        [(_schedule, _name, reading, too_wide)] = page(accounts.staff("dispatcher"), "/admin/pool/drills/schedules/")[
            "rows"
        ]
        reached, asked = rate_of(made, of, "drill", 90)
        ages = [
            (AT - one["at"]).days for one in made.asked
            if one["purpose"] == "drill" and not one["withdrawn"] and one["at"] > AT - timedelta(days=90)
        ]  # fmt: skip
        unknown = asked < Settings.current().unknown_below or min(ages, default=99) >= 40
        low, high = interval(reached, asked) if asked else (0, 1)
        assert too_wide == (unknown or (high - low) / 2 > widest)
        assert reading.segment == of
