"""H4: the first 5,000 of a pool for three shapes of demand, against hand-written SQL and against normalised joins.

All three give the same people in the same order; that is asserted before anything is timed. By hand: what a careful
person would write over the same matching index and its indexes for this one question. Joins: the same over the tables
agents keep.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import connection

from benchmarks.measure import Headline, Scale, alternate, seconds, several
from benchmarks.pool import NOW, SKILLS, SyntheticPool
from talentpool.activation.demand import Demand
from talentpool.activation.rules.calendar import week_mask, whole_hours
from talentpool.activation.shortlist import matches

SHARES = "pool"
USUAL = 100_000
FIRST = 5000
ASKED = 40  # questions of each shape, all different days and hours
PAIRS = 7
BY_HAND = (Path(__file__).parent / "shortlist_by_hand.sql").read_text()
JOINS = (Path(__file__).parent / "shortlist_joins.sql").read_text()


def run(scale: Scale) -> Iterator[Headline]:
    pool = SyntheticPool.of(scale.agents_or(USUAL))
    for shape in SKILLS:
        demand = pool.demand(shape)
        assert ours(demand) == by_hand(demand) == joins(demand), f"{shape}: three ways, three answers"
        times = [took(pool.demand(shape, day=2 + n % 7, hour=n % 10)) for n in range(ASKED)]
        p95 = statistics.quantiles(times, n=20)[-1] * 1000
        middle = 1000 * statistics.median(times)
        note = f"{len(ours(demand)):,} of {pool.size:,}; p95 of {ASKED} questions, median {middle:.0f} ms"
        yield several(f"shortlist-{shape}", [p95], target="< 100 ms", unit="ms", note=note)
        mine, hand, slow = (seconds(lambda way=way, demand=demand: way(demand)) for way in (ours, by_hand, joins))
        yield alternate(mine, hand, pairs=PAIRS).headline(f"shortlist-{shape}-hand", target="≤ 1.2", unit="s")
        yield alternate(mine, slow).headline(f"shortlist-{shape}-joins", target="≤ 0.1", unit="s")


def took(demand: Demand) -> float:
    begin = time.perf_counter()
    ours(demand)
    return time.perf_counter() - begin


def ours(demand: Demand) -> list[int]:
    return [match.agent_id for match in matches(demand, at=NOW, limit=FIRST, seed=1)]


def by_hand(demand: Demand) -> list[int]:
    return [row[1] for row in _asked(BY_HAND, demand)]


def joins(demand: Demand) -> list[int]:
    return [row[1] for row in _asked(JOINS, demand)]


def _asked(statement: str, demand: Demand) -> list[tuple[int, ...]]:
    slot, zone = demand.slots[0], ZoneInfo("Asia/Shanghai")
    local = slot.starts_at.astimezone(zone)
    midnight = local.replace(hour=0, minute=0)
    monday = midnight - timedelta(days=local.weekday())
    mask = week_mask(slot.starts_at, slot.ends_at, zone)
    given = {
        "skill": demand.skill_id, "since": slot.starts_at, "until": slot.ends_at, "pay": slot.pay_minor, "now": NOW,
        "kit_since": NOW - timedelta(days=90), "mask": mask, "hours": whole_hours(mask), "limit": FIRST,
        "day": midnight, "day_end": midnight + timedelta(days=1), "week": monday, "week_end": monday + timedelta(days=7),
        "minutes": slot.minutes, "weekday": local.weekday(), "from": local.hour * 60,
        "to": local.hour * 60 + slot.minutes,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()
