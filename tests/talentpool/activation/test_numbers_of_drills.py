"""The numbers on the pages of drills, talks, freshness, review and an agent's own, counted again slowly.

The other pages, and how it is done: test_numbers_of_the_pool.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from math import ceil, log2, sqrt
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import middleware
from talentpool.activation.actions import propose_fresh, propose_reviews, send_ping
from talentpool.activation.drills import plan_for
from talentpool.activation.errors import NobodyToCall
from talentpool.activation.models import Approach, Drill, Ping, ReviewItem, Settings
from talentpool.activation.segments import Segment
from talentpool.agents.models import Agent
from tests.factories import accounts
from tests.talentpool.activation.recount import (
    AT,
    RANK,
    SmallPool,
    Z,
    drill_share,
    everybody,
    freshness_of,
    interval,
    page,
    segments_of,
    small_pool,
)

pytestmark = pytest.mark.django_db
SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=2, deadline=None, derandomize=True)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    with time_machine.travel(AT, tick=False):
        yield


def change(now: tuple[int, int], before: tuple[int, int]) -> tuple[float, float, float]:
    """Newcombe's difference of two shares, each (yes, sample)."""
    p, q = now[0] / now[1], before[0] / before[1]
    (low, high), (least, most) = interval(*now), interval(*before)
    return p - q, p - q - sqrt((p - low) ** 2 + (most - q) ** 2), p - q + sqrt((high - p) ** 2 + (q - least) ** 2)


@given(seed=SEEDS)
@FEW
def test_a_drills_report_is_what_its_questions_say(seed: int) -> None:
    with small_pool(seed, people=12, questions=120) as made:
        person = accounts.staff("dispatcher")
        listed = {row.ref: share for row, _name, share in page(person, "/admin/pool/drills/")["rows"]}
        for drill in made.drills:
            called = [one for one in made.asked if one["source"] == drill.ref and not one["withdrawn"]]
            context = page(person, f"/admin/pool/drills/{drill.ref}/")
            found, answers = context["report"], Counter(one["answer"] for one in called)
            assert (found.called, found.yes, found.no, found.silent, found.waiting) == (
                len(called), answers["yes"], answers["no"], answers["none"], 0,
            )  # fmt: skip
            assert context["cost"] == drill.sample_size * (Settings.current().cost_minor + drill.thanks_minor)
            check_stages(context, called)
            reached, asked = drill_share(made, drill)
            assert found.rate is None if not asked else (found.rate.yes, found.rate.sample) == (reached, asked)
            assert (listed[drill.ref] is None) == (not asked)
            before = [d for d in made.drills if d.starts_at < drill.starts_at and drill_share(made, d)[1]]
            before.sort(key=lambda d: d.starts_at, reverse=True)
            assert [d.ref for d, _share in found.earlier] == [d.ref for d in before]
            if asked and before:
                assert found.change == pytest.approx(change((reached, asked), drill_share(made, before[0])), abs=1e-9)


def check_stages(context: Any, called: list[dict[str, Any]]) -> None:
    """How many reached each depth, how fast, and the lines of the picture."""
    late = {"answered": 0, "ready": 2, "worked": 9}  # minutes after the answer, as the pool was made
    lines = {series.name: series.values for series in context["lines"]}
    for stage, name in zip(
        context["report"].stages, ("said yes", "logged in ready", "handled a test contact"), strict=True
    ):
        deep = [one for one in called if one["answer"] == "yes" and RANK[one["depth"]] >= RANK[stage.depth]]
        minutes = sorted(one["took"].total_seconds() / 60 + late[stage.depth] for one in deep)
        assert stage.reached == len(deep)
        if called:
            assert (stage.share.low, stage.share.high) == pytest.approx(interval(len(deep), len(called)), abs=1e-9)
            hourly = [sum(m <= 60 * hour for m in minutes) / len(called) * 100 for hour in range(1, 25)]
            assert lines[name] == pytest.approx(hourly)
        assert (stage.median, stage.slowest_tenth) == (part_of(minutes, 0.5), part_of(minutes, 0.9))


def part_of(values: list[float], share: float) -> Any:
    """The value below which a share of them lies, between neighbours in proportion."""
    if not values:
        return None
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return pytest.approx(values[low] + (values[high] - values[low]) * (place - low))


@given(seed=SEEDS, precision=st.sampled_from([None, 0.05, 0.2, 0.4]))
@FEW
def test_a_planned_drill_calls_the_fewest_that_are_precise_enough(seed: int, precision: float | None) -> None:
    with small_pool(seed, people=24, questions=40) as made:
        segment = Segment(made.skills[0].pk, "chat", "cmn", "shared")
        people = [a for a in everybody() if segment in segments_of(a)]
        reserve = [a for a in people if a.state == "reserve"]
        here = [a for a in reserve if a.paused_until is None or a.paused_until <= AT]
        drilled = Counter(
            one["agent"] for one in made.asked
            if one["purpose"] == "drill" and not one["withdrawn"] and one["at"] > AT - timedelta(days=30)
        )  # fmt: skip
        free = [a for a in here if drilled[a.pk] < Settings.current().drills_per_month]
        found = plan_for(segment, at=AT, precision=precision, thanks_minor=300)
        assert (found.population, found.paused, found.resting, found.drilled_enough) == (
            len(here), len(reserve) - len(here), len(people) - len(reserve), len(here) - len(free),
        )  # fmt: skip
        half = precision or 0.10

        def wide(sample: int) -> float:
            """Half of the interval when every second says yes, and so many of the population are asked."""
            return Z * sqrt(0.25 / sample * (len(here) - sample) / max(1, len(here) - 1))

        enough = next((n for n in range(1, len(here) + 1) if wide(n) <= half + 1e-12), 0)
        assert found.sample == min(enough, len(free))
        assert found.cost_minor == found.sample * (Settings.current().cost_minor + 300)


@given(seed=SEEDS)
@FEW
def test_replies_to_two_wordings_are_counted_recipient_by_recipient(seed: int) -> None:
    with small_pool(seed, people=20, questions=0) as made:
        person, rng = accounts.staff("dispatcher"), made.rng
        segment = Segment(made.skills[0].pk, "chat", "cmn", "shared")
        try:
            ping = send_ping(segment=segment, text={"en": "A"}, text_b={"en": "B"}, by=person)
        except NobodyToCall:
            return
        said: dict[int, list[str]] = {0: [], 1: []}
        for got in ping.recipients.all():
            answer = rng.choice(["yes", "no", "none", "open"])
            Approach.objects.filter(source=ping.ref, agent=got.agent).update(
                answer=answer, answered_at=AT if answer in ("yes", "no") else None
            )
            said[got.wording].append(answer)
        context = page(person, f"/admin/pool/talk/{ping.ref}/")
        check_replies(context["found"], said)
        [(row, _name, in_list)] = page(person, "/admin/pool/talk/")["rows"]
        assert row.ref == ping.ref
        assert in_list == context["found"]
        assert context["sent"] == sum(map(len, said.values())) == Ping.objects.get().recipients.count()


def check_replies(found: Any, said: dict[int, list[str]]) -> None:
    replied = {n: sum(a in ("yes", "no") for a in answers) for n, answers in said.items()}
    for wording in found.wordings:
        answers = said[wording.number]
        assert (wording.sent, wording.reply.yes) == (len(answers), replied[wording.number])
        assert wording.yes.yes == answers.count("yes")
        assert (wording.reply.low, wording.reply.high) == pytest.approx(
            interval(replied[wording.number], len(answers)), abs=1e-9
        )
    if said[0] and said[1]:
        first, second = ((replied[n], len(said[n])) for n in (0, 1))
        assert found.comparison == pytest.approx(change(second, first), abs=1e-9)
        rate = (first[0] + second[0]) / (first[1] + second[1])
        people = (Z + 0.8416212335729143) ** 2 * max(2 * rate * (1 - rate), 0.02) / 0.05**2
        assert found.needed == ceil(people)


@given(seed=SEEDS)
@FEW
def test_freshness_is_averaged_over_people_and_proposals_add_up(seed: int) -> None:
    with small_pool(seed) as made:
        propose_fresh(at=AT)
        context, line = page(accounts.staff("dispatcher"), "/admin/pool/freshness/"), Settings.current().fresh_below
        values: dict[int, list[float]] = {}
        for agent in Agent.objects.filter(state__in=["reserve", "resting"]):
            for own in agent.skills.select_related("skill"):
                values.setdefault(own.skill_id, []).append(freshness_of(made, agent.pk, own.skill))
        everything = [value for of_skill in values.values() for value in of_skill]
        assert (context["pairs"], context["stale"]) == (len(everything), sum(v < line for v in everything))
        assert [bar.value for bar in context["bars"]] == [
            sum(n <= value * 10 < n + 1 for value in everything) for n in range(10)
        ]
        for row in context["skills"]:
            own = values[row["skill"].pk]
            assert (row["people"], row["stale"]) == (len(own), sum(v < line for v in own))
            assert row["mean"] == pytest.approx(sum(own) / len(own))
            assert row["never"] == own.count(0.0)
            assert row["lasts"] == pytest.approx(row["skill"].half_life_days * -log2(line))
        assert sum(row["n"] for row in context["proposals"]) == sum(v < line for v in everything)
        assert all(row["cost"] == row["n"] * row["each"] for row in context["proposals"])
        check_effects(made, {effect.action: effect for effect in context["effects"]})


def check_effects(made: SmallPool, shown: dict[str, Any]) -> None:
    """Pings and "nothing": of those silent before, who answered when asked again within 30 days."""
    days, found = timedelta(days=Settings.current().effect_days), {}
    questions = sorted((one for one in made.asked if not one["withdrawn"]), key=lambda one: one["at"])
    acts = {
        "ping": [one for one in questions if one["purpose"] == "ping"],
        "drill": [one for one in questions if one["purpose"] == "drill"],
    }
    for name, done in acts.items():
        first: dict[int, list[dict[str, Any]]] = {}
        for act in done:
            before = [q for q in questions if q["agent"] == act["agent"] and q["at"] <= act["at"] and q is not act]
            silent = bool(before) and before[-1]["answer"] == "none"
            if silent and act["at"] <= AT - days and act["agent"] not in first:
                later = (q for q in questions if q["agent"] == act["agent"] and q is not act)
                first[act["agent"]] = [q for q in later if act["at"] < q["at"] <= act["at"] + days]
        found[name] = (len(first), [asked for asked in first.values() if asked])
    for name, (sleepers, asked) in found.items():
        answered = sum(any(q["answer"] in ("yes", "no") for q in again) for again in asked)
        assert shown[name].sleepers == sleepers
        share = shown[name].again
        assert (share is None) if not asked else (share.yes, share.sample) == (answered, len(asked))


@given(seed=SEEDS)
@FEW
def test_the_review_counts_its_proposals_and_an_agent_reads_her_own_freshness(seed: int) -> None:
    with small_pool(seed) as made:
        Settings.objects.update(review_days=20, review_asked=1)
        propose_reviews(at=AT)
        context = page(accounts.staff("dispatcher"), "/admin/pool/review/")
        stored = Counter(ReviewItem.objects.values_list("proposal", flat=True))
        assert {code: n for code, _label, n in context["counts"]} == dict(stored)
        assert context["waiting"] == len(context["rows"]) == sum(stored.values())
        assert context["reserve"] == sum(agent.state == "reserve" for agent in made.people)
        agent = next(a for a in made.people if a.state == "reserve")
        for address in ("/agent/drills/", "/agent/practice/"):
            skills = page(agent.user, address)["skills"]
            for one in skills:
                fresh = one if address == "/agent/drills/" else one[0]
                assert fresh.value == pytest.approx(freshness_of(made, agent.pk, fresh.skill), abs=1e-9)
        own = [one for one in made.asked if one["agent"] == agent.pk and one["purpose"] == "drill"]
        past = page(agent.user, "/agent/drills/")["past"]
        assert len(past) == sum(not one["withdrawn"] for one in own)
        assert {row.source for row, _drill in past} <= {drill.ref for drill in Drill.objects.all()}
