"""Speed for a planner: the curve and the quote of a week of quarter-hours on five skills, with a large pool.

``planning-curve``: volumes laid on the week and seats computed by both models, five skills. ``planning-quote``: both
coverages and the promised fill of one skill's week of shifts from a pool of 100,000 agents; ``planning-shifts``: the
week's shifts of one skill by CP-SAT. Curve and quote shall each refresh within a second.
"""

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np

from benchmarks.measure import Headline, Scale, seconds, several
from benchmarks.pool import NOW, SyntheticPool
from talentpool.activation.demand import Demand, Slot
from talentpool.activation.task_rate import rate_demand
from tasks.staffing.rules.demand import Contacts, Terms, lay, needs
from tasks.staffing.rules.shifts import Block, build_shifts

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
    """Three rows; the quote needs a pool in the database."""
    histories = [_history(skill) for skill in range(SKILLS)]
    curves = [seconds(lambda: [_curve(history) for history in histories])() for _ in range(ROUNDS)]
    note = f"{SKILLS} skills × {DAYS * QUARTERS} quarter-hours, both models, exact"
    yield several("planning-curve", curves, target="< 1 s", unit="s", note=note)
    required = _curve(histories[0])
    blocks = build_shifts(required, interval_minutes=15, lengths=LENGTHS)
    built = [seconds(lambda: build_shifts(required, interval_minutes=15, lengths=LENGTHS))() for _ in range(3)]
    yield several("planning-shifts", built, target="< 10 s", unit="s", note="one skill's week, gap at most 0.3 %")
    pool = SyntheticPool.of(scale.agents_or(AGENTS))
    demand = _demand(pool, blocks)
    quotes = [seconds(lambda: rate_demand(demand, at=NOW))() for _ in range(ROUNDS)]
    note = f"{len(demand.slots)} shifts, {sum(slot.seats for slot in demand.slots)} seats, {pool.size:,} agents"
    yield several("planning-quote", quotes, target="< 1 s", unit="s", note=note)


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


def _demand(pool: SyntheticPool, blocks: list[Block]) -> Demand:
    midnight = datetime(2026, 3, 9, tzinfo=ZONE).astimezone(UTC)
    step = timedelta(minutes=15)
    slots = tuple(Slot(midnight + step * b.start, midnight + step * b.end, b.seats, 4000) for b in blocks)
    return Demand(pool.skills["usual"].pk, "call", "cmn", slots, pool.client.pk)
