"""The task rate by trying every way people may answer and come; the model's card and a season, counted again slowly.

The other pages, and how it is done: test_numbers_of_the_pool.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from math import comb
from typing import Any

import numpy as np
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, norm

from accounts import middleware
from talentpool.activation.acceptance import in_use
from talentpool.activation.actions import Peak, save_season, train_acceptance
from talentpool.activation.models import AcceptanceModel, Settings
from talentpool.activation.segments import Names, Segment
from tests.factories import accounts
from tests.factories import activation as pool
from tests.talentpool.activation.recount import AT, SmallPool, everybody, page, rate_of, segments_of, small_pool

pytestmark = pytest.mark.django_db
SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=2, deadline=None, derandomize=True)
NEAR = 0.06  # four standard errors of a thousand simulated worlds
AS_ASSUMED = 30.0  # shifts that the assumed show-up counts for


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(middleware, "has_second_factor", lambda *given: True)
    with time_machine.travel(AT, tick=False):
        yield


def worlds() -> list[tuple[float, float, float]]:
    """(rho, factor, weight): what the page believes about the common shock, the factor in fine steps."""
    steps = np.linspace(-5, 5, 81)
    weights = norm.pdf(steps) / norm.pdf(steps).sum()
    shock = in_use().shock
    likely = [(rho, w) for rho, w in zip(shock.rhos, shock.weights, strict=True) if w > 0.005]
    whole = sum(w for _rho, w in likely)
    return [
        (float(rho), float(z), float(w * part / whole))
        for rho, w in likely
        for z, part in zip(steps, weights, strict=True)
    ]


def in_world(chance: float, rho: float, z: float) -> float:
    return float(norm.cdf((norm.ppf(chance) + np.sqrt(rho) * z) / np.sqrt(1 - rho)))


def ways(people: int, days: int, both: bool) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every way that people may answer, shift by shift; not both: who has a shift can't take the next."""
    yield from product(product((0, 1), repeat=people), repeat=days)


def filled_everywhere(answers: Any, seats: int, standby: int, come: float, both: bool) -> float:
    """P(every shift is worked in full) when people answer like this and each who said yes comes with ``come``."""
    taken, sure = set(), 1.0
    for said in answers:
        booked = [who for who, yes in enumerate(said) if yes and (both or who not in taken)][: seats + standby]
        taken |= set(booked)
        sure *= sum(
            comb(len(booked), n) * come**n * (1 - come) ** (len(booked) - n) for n in range(seats, len(booked) + 1)
        )
    return sure


def promised(people: int, days: int, both: bool, seats: int, standby: int, chance: float, come: float) -> float:
    """The probability of a full fill, over all worlds, answers and comings."""
    counted: dict[int, float] = {}  # by how many yeses there are in all: each such way is as likely as another
    for answers in ways(people, days, both):
        yeses = sum(map(sum, answers))
        counted[yeses] = counted.get(yeses, 0.0) + filled_everywhere(answers, seats, standby, come, both)
    total = 0.0
    for rho, z, weight in worlds():
        p = in_world(chance, rho, z)
        total += weight * sum(part * p**yes * (1 - p) ** (people * days - yes) for yes, part in counted.items())
    return total


def least_standby(seats: int, come: float, goal: float) -> int:
    for extra in range(50):
        crowd = seats + extra
        if sum(comb(crowd, n) * come**n * (1 - come) ** (crowd - n) for n in range(seats, crowd + 1)) >= goal - 1e-12:
            return extra
    raise AssertionError("no standby is enough")


@given(
    people=st.integers(1, 5),
    seats=st.integers(1, 3),
    days=st.integers(1, 2),
    chance=st.floats(0.2, 0.95),
    come=st.floats(0.6, 1.0),
    rested=st.booleans(),
)
@settings(max_examples=6, deadline=None, derandomize=True)
def test_the_task_rate_is_the_one_found_by_trying_every_way(people, seats, days, chance, come, rested) -> None:
    """Two days in a row, which people can both work or (with a week of one shift) only one of."""
    with small_pool(0, people=0, questions=0) as made:
        cap = 2400 if rested else 240
        for _ in range(people):
            pool.ready_agent(AT, made.skills[0], weekly_cap_minutes=cap)
        pool.ready_agent(AT, made.skills[0], floor_minor=9_000)  # asks more than is paid
        Settings.objects.update(acceptance=chance, show_up=come)
        query = {
            "skill": made.skills[0].pk, "channel": "chat", "language": "cmn", "kind": "shared", "day": "2026-03-30",
            "start": "10:00", "hours": 4, "days": days, "seats": seats, "pay": 40,
        }  # fmt: skip
        found = page(accounts.staff("dispatcher"), "/admin/pool/task-rate/", **query)["found"]
        rate, standby = found.rate, least_standby(seats, come, Settings.current().standby_target)
        assert (rate.eligible, rate.qualified) == (people, pytest.approx(people / seats))
        assert rate.willing == pytest.approx(people * chance / seats)
        assert rate.show_up == pytest.approx(come)
        assert {slot.standby for slot in rate.slots} == {standby}
        exact = promised(people, days, rested, seats, standby, chance, come)
        assert rate.probability == pytest.approx(exact, abs=NEAR)
        assert rate.slots[0].probability == pytest.approx(
            promised(people, 1, True, seats, standby, chance, come), abs=NEAR
        )
        assert len(found.names) == people
        assert sum(worked for _name, _seats, worked in found.steps) == pytest.approx(
            rate.promised_fill * seats * days, abs=0.05 * days
        )


def offers_of(made: SmallPool) -> list[tuple[Segment, float, float]]:
    """Every answered offer: segment, age in days, 1 for a yes; the newest last."""
    rows = sorted(
        (one for one in made.asked if one["purpose"] == "offer" and not one["withdrawn"]), key=lambda o: o["at"]
    )
    return [
        (
            Segment(one["skill"], one["channel"], "cmn", one["kind"]),
            (AT - one["at"]).total_seconds() / 86400,
            float(one["answer"] == "yes"),
        )
        for one in rows
    ]


def segment_rate(rows: list[tuple[Segment, float, float]], segment: Segment, half_life: float) -> float:
    """What answers without a model: the segment's rate, drawn to everybody's by twenty answers; older ones count less."""
    weights = [0.5 ** (age / half_life) for _segment, age, _yes in rows]
    overall = sum(w * yes for w, (_s, _age, yes) in zip(weights, rows, strict=True)) / sum(weights)
    own = [(w, yes) for w, (where, _age, yes) in zip(weights, rows, strict=True) if where == segment]
    drawn = sum(w * (yes - overall) for w, yes in own) / (sum(w for w, _yes in own) + 20)
    return overall + drawn


@given(seed=SEEDS)
@FEW
def test_a_guarded_model_answers_with_the_segments_rate_on_every_page(seed: int) -> None:
    """Fewer than fifty answers teach no model: the card says so, the heat map and the task rate use the rate."""
    with small_pool(seed, people=10, questions=70) as made:
        agent = pool.ready_agent(AT, made.skills[0])
        rows = offers_of(made)
        assert len(rows) < 50
        train_acceptance(at=AT)
        person = accounts.staff("dispatcher")
        card = page(person, "/admin/pool/model/")
        assert (card["row"].guarded, card["count"]) == (True, len(rows))
        segment = Segment(made.skills[0].pk, "chat", "cmn", "shared")
        expected = segment_rate(rows, segment, 365.0)
        query = {
            "skill": segment.skill_id, "channel": "chat", "language": "cmn", "kind": "shared", "day": "2026-03-30",
            "start": "10:00", "hours": 4, "days": 1, "seats": 1, "pay": 70,
        }  # fmt: skip
        found = page(person, "/admin/pool/task-rate/", **query)["found"]
        assert found.rate.guarded
        chances = {one.agent_id: one.probability for one, _number in found.names}
        assert chances[agent.pk] == pytest.approx(expected)
        assert found.rate.willing == pytest.approx(expected * found.rate.eligible)
        heat = page(person, "/admin/pool/", measure="willing", day=0, kind="shared")["heat"]["lines"]
        free = page(person, "/admin/pool/", measure="available", day=0, kind="shared")["heat"]["lines"]
        place = next(n for n, line in enumerate(heat) if line.name == Names().name(segment))
        assert heat[place].cells[3].value == pytest.approx(expected * free[place].cells[3].value)


@given(seed=SEEDS)
@FEW
def test_the_models_card_judges_the_newest_fifth_that_it_had_not_seen(seed: int) -> None:
    with small_pool(seed, people=14, questions=240) as made:
        train_acceptance(at=AT)
        card, rows = page(accounts.staff("dispatcher"), "/admin/pool/model/"), offers_of(made)
        ages = sorted(age for _s, age, _yes in rows)
        line = ages[0] + float(np.quantile(ages, 0.2)) - ages[0]
        older = [row for row in rows if row[1] > line * (1 + 1e-7)]
        unseen = [row for row in rows if row[1] <= line * (1 + 1e-7)]
        assert card["count"] == sum(bar.cases for bar in card["bins"]) == len(unseen)
        assert sum(bar.kept * bar.cases for bar in card["bins"]) == pytest.approx(sum(yes for _s, _a, yes in unseen))
        assert card["error"] == pytest.approx(
            sum(bar.cases * abs(bar.promised - bar.kept) for bar in card["bins"]) / len(unseen)
        )
        bases = [  # by the segment's rate of the older four fifths, with the half-life that was chosen
            sum((segment_rate(older, where, days) - yes) ** 2 for where, _age, yes in unseen) / len(unseen)
            for days in (30.0, 90.0, 365.0)
        ]
        assert any(card["base"] == pytest.approx(base, rel=1e-4) for base in bases)
        assert card["gain"] == pytest.approx(1 - card["brier"] / card["base"])
        assert card["waves"] == 0  # nobody was asked together with seven others
        assert AcceptanceModel.objects.get(in_use=True).trained_on == len(rows)


@given(seed=SEEDS, peak=st.integers(1, 4), goal=st.sampled_from([0.5, 0.8, 0.9]))
@FEW
def test_a_season_needs_the_least_people_that_work_its_peak(seed: int, peak: int, goal: float) -> None:
    with small_pool(seed, people=14, questions=160) as made:
        Settings.objects.update(unknown_below=2, show_up=0.9, leaving_share=0.0)
        segment = Segment(made.skills[0].pk, "chat", "cmn", "shared")
        starts = (AT + timedelta(days=30)).date()
        plan = save_season(
            name="May", starts_on=starts, ends_on=starts + timedelta(days=3), target=goal,
            peaks=[Peak(segment, peak)], by=accounts.staff("dispatcher"),
        )  # fmt: skip
        context = page(accounts.staff("dispatcher"), f"/admin/pool/seasons/{plan.ref}/")
        [row] = context["rows"]
        yes, sample = rate_of(made, segment, "drill", 90)
        if sample < 2:
            assert row.unknown
            return
        assert row.outcome["rate"] == pytest.approx(yes / sample)
        if row.hopeless:
            assert yes == 0
            return
        come = in_use().show_up.of(made.skills[0].code)
        needed = row.outcome["needed"]
        assert works(needed, yes, sample, come, peak) >= goal - 0.003
        assert works(needed - 1, yes, sample, come, peak) < goal + 0.003
        assert (context["needed"], context["there"]) == (needed, row.outcome["there"])
        there = [a for a in everybody() if is_ready_in(made, a, segment, starts)]
        assert row.outcome["there"] == min(needed, len(there))
        closed = sum(step["brings"] for step in row.outcome["steps"] if step["in_time"])
        assert closed + context["missing"] == max(0, needed - len(there))
        for step in row.outcome["steps"]:
            assert step["people"] >= step["brings"]


def works(people: int, yes: int, sample: int, come: float, peak: int) -> float:
    """P(at least ``peak`` of them work): over 25 equally likely rates (Jeffreys), and over all worlds."""
    rates = beta.ppf((np.arange(25) + 0.5) / 25, yes + 0.5, sample - yes + 0.5)
    total = 0.0
    for rho, z, weight in worlds():
        active = come * norm.cdf((norm.ppf(rates) + np.sqrt(rho) * z) / np.sqrt(1 - rho))
        least = sum(comb(people, n) * active**n * (1 - active) ** (people - n) for n in range(min(peak, people + 1)))
        total += weight * float((1 - least).mean()) if people >= peak else 0.0
    return total


def is_ready_in(made: SmallPool, agent: Any, segment: Segment, starts: Any) -> bool:
    """Certified beyond the season's end, papers in order, and back from a pause before it begins."""
    if segment not in segments_of(agent) or agent.state != "reserve" or agent.formalities_done_at is None:
        return False
    if not any(one.withdrawn_at is None for one in agent.user.consents.all()):
        return False
    until = next(s for s in agent.skills.all() if s.skill_id == segment.skill_id).certified_until
    return until is not None and until.date() > starts + timedelta(days=3) and (
        agent.paused_until is None or agent.paused_until.date() <= starts
    )  # fmt: skip
