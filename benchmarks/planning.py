"""Speed for a planner: the curve and the quote of a week of quarter-hours on five skills, with a large pool.

``planning-curve``: volumes laid on the week and seats computed by both models, five skills. ``planning-shifts``: the
week's shifts of all five with their proven bound. ``planning-quote``: what a page waits for, once the curve is there:
those shifts, and the promise of a first answer for each skill from a pool of 100,000. ``planning-promise``: the whole
promise of one skill's week, which follows by a job. Curve and quote shall each refresh within a second.
"""

import gc
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np

from benchmarks.measure import Headline, Scale, seconds, several
from benchmarks.pool import NOW, SyntheticPool
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.task_rate import TaskRate, rate_demand
from tasks.orders.actions.quoting import rate_quickly
from tasks.staffing.rules.demand import Contacts, Terms, lay, needs
from tasks.staffing.rules.planning import Lines, plan_quickly
from tasks.staffing.rules.shifts import build_shifts

AGENTS = 100_000
SKILLS, DAYS, QUARTERS = 5, 7, 96
ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 9)
ROUNDS = 5
LENGTHS = (120, 180, 240, 300, 360, 480)
TERMS = Terms(
    channel="call",
    model="erlang_a",
    interval_minutes=15,
    service_level=Fraction(8, 10),
    target_s=Fraction(20),
    patience_s=120.0,
    shrinkage=Fraction(15, 100),
    max_occupancy=Fraction(9, 10),
)


def run(scale: Scale) -> Iterator[Headline]:
    """Four rows; the last two need a pool in the database."""
    histories = [_history(skill) for skill in range(SKILLS)]
    curves = [seconds(lambda: [_curve(history) for history in histories])() for _ in range(ROUNDS)]
    note = f"{SKILLS} skills × {DAYS * QUARTERS} quarter-hours, both models, exact"
    yield several("planning-curve", curves, target="< 1 s", unit="s", note=note)
    weeks = [_curve(history) for history in histories]
    plan = plan_quickly(Lines(weeks, 15, LENGTHS))
    built = [seconds(lambda: plan_quickly(Lines(weeks, 15, LENGTHS)))() for _ in range(ROUNDS)]
    note = f"{len(plan.crews)} shifts, at most {plan.gap:.1%} above the least"
    yield several("planning-shifts", built, target="< 1 s", unit="s", note=note)
    pool = SyntheticPool.of(scale.agents_or(AGENTS))
    demands = [_demand(pool, week) for week in weeks]
    _quote(pool, weeks[0])
    gc.collect()
    gc.freeze()  # as the product's web processes after their start
    quotes = [seconds(lambda: [_quote(pool, week) for week in weeks])() for _ in range(ROUNDS)]
    shifts, seats = sum(len(d.slots) for d in demands), sum(slot.seats for d in demands for slot in d.slots)
    note = f"{SKILLS} skills, {shifts} shifts, {seats} seats, {pool.size:,} agents"
    yield several("planning-quote", quotes, target="< 1 s", unit="s", note=note)
    promises = [seconds(lambda: rate_demand(demands[0], at=NOW))() for _ in range(3)]
    note = f"the whole promise, which follows in a job; one skill, {len(demands[0].slots)} shifts"
    yield several("planning-promise", promises, target="< 60 s", unit="s", note=note)


def _quote(pool: SyntheticPool, week: list[int]) -> TaskRate:
    return rate_quickly(demand=_demand(pool, week), at=NOW)


def _history(skill: int) -> list[Contacts]:
    """Four weeks of quarter-hours, with a hump in the day and noise."""
    rng = np.random.default_rng(skill)
    midnight = datetime(2026, 2, 9, tzinfo=ZONE).astimezone(UTC)
    found = []
    for quarter in range(4 * DAYS * QUARTERS):
        hump = max(0.0, math.sin(math.pi * (quarter % QUARTERS - 28) / 60)) if 28 <= quarter % QUARTERS < 88 else 0.0
        offered = float(rng.poisson(hump * (8 + 4 * skill)))
        found.append(Contacts(midnight + timedelta(minutes=15 * quarter), offered, 180.0 + 15 * skill))
    return found


def _curve(history: list[Contacts]) -> list[int]:
    contacts = lay(history, first=MONDAY, last=MONDAY + timedelta(days=DAYS - 1), zone=ZONE)
    return [need.seats for need in needs(contacts, TERMS, zone=ZONE)]


def _demand(pool: SyntheticPool, week: list[int]) -> Demand:
    blocks = build_shifts(week, interval_minutes=15, lengths=LENGTHS)
    midnight = datetime(2026, 3, 9, tzinfo=ZONE).astimezone(UTC)
    step = timedelta(minutes=15)
    slots = tuple(Slot(midnight + step * b.start, midnight + step * b.end, b.seats, 4000) for b in blocks)
    return Demand(pool.skills["usual"].pk, "call", "cmn", slots, pool.client.pk)
