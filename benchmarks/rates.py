"""H12: both rates of every segment as the pages read them, against a plain GROUP BY over the ledger; equal results.

Beside it what stands on the same roll-ups: the picture of the week, the task rate of a thousand seats, the training of
the acceptance model with its memory.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from benchmarks.measure import Headline, Scale, alternate, count, seconds, several
from benchmarks.memory import peak_megabytes
from benchmarks.pool import NOW, SyntheticPool
from talentpool.activation.actions import refresh_rates, refresh_strengths, train_acceptance
from talentpool.activation.heat import willing_by_hour
from talentpool.activation.models import SegmentRate
from talentpool.activation.rates import readings
from talentpool.activation.strengths import free_by_hour
from talentpool.activation.task_rate import rate_demand

SHARES = "pool"
USUAL = 100_000
EACH = 10  # approaches per agent
PLAIN = (Path(__file__).parent / "rates_plain.sql").read_text()
TIMES = 7


def run(scale: Scale) -> Iterator[Headline]:
    pool = SyntheticPool.of(scale.agents_or(USUAL))
    pool.approaches(pool.size * EACH)
    note = f"{pool.size:,} agents, {pool.size * EACH:,} approaches"
    refresh = _took(lambda: (refresh_strengths(at=NOW), refresh_rates(at=NOW)))
    assert plain() == stored(), "the stored rates are not those of a plain recount"
    read = seconds(lambda: readings(at=NOW))
    yield alternate(read, seconds(plain)).headline("rates", target="≤ 0.01", unit="s", note=note)
    yield several("rates-read", [read() for _ in range(TIMES)], target="< 1 s", unit="s", note="trends included")
    yield count("rates-refresh", refresh, target="< 300 s", n=1, unit="s", note="every half hour and on demand")
    heat = seconds(lambda: willing_by_hour(free_by_hour(day=2, at=NOW)))
    yield several(
        "heat", [heat() * 1000 for _ in range(TIMES)], target="< 500 ms", unit="ms", note="all segments, one day"
    )
    yield from _training(note)
    for slots in (1, 10):
        demand = pool.demand("broad", seats=1000 // slots, slots=slots)
        rate = seconds(lambda demand=demand: rate_demand(demand, at=NOW))
        said = f"1,000 seats on {slots} shifts"
        yield several(f"task-rate-{slots}", [rate() for _ in range(5)], target="< 2 s", unit="s", note=said)


def _training(note: str) -> Iterator[Headline]:
    trained: list[int] = []
    begin = time.perf_counter()
    megabytes = peak_megabytes(lambda: trained.append(train_acceptance(at=NOW).trained_on))
    took = time.perf_counter() - begin
    yield count("training", took, target="< 600 s", n=1, unit="s", note=note)
    yield count("training-memory", megabytes, target="< 2048 MB", n=1, unit="MB", note="the process at its peak")


def _took(work: object) -> float:
    return seconds(work)()  # type: ignore[arg-type]


def plain() -> set[tuple[object, ...]]:
    """Every rate by GROUP BY over the whole ledger."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, {"at": NOW})
        return {tuple(row) for row in cursor.fetchall()}


def stored() -> set[tuple[object, ...]]:
    columns = ("skill_id", "channel", "language_id", "kind", "purpose", "days", "horizon_hours", "asked", "reached")
    return set(SegmentRate.objects.values_list(*columns))
