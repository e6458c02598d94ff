"""H5: the same shortlist at a hundredth, a tenth and the whole of the pool: ten times the people, less than six the time."""

import statistics
from collections.abc import Iterator

from benchmarks.measure import Headline, Scale, count
from benchmarks.pool import SKILLS, SyntheticPool
from benchmarks.shortlist import took

SHARES = "pool-growing"
USUAL = 100_000
ASKED = 25


def run(scale: Scale) -> Iterator[Headline]:
    whole = scale.agents_or(USUAL)
    before: dict[str, float] = {}
    for size in (whole // 100, whole // 10, whole):
        pool = SyntheticPool.of(size)
        for shape in SKILLS:
            times = [took(pool.demand(shape, day=2 + n % 7, hour=n % 10)) for n in range(ASKED)]
            now = statistics.median(times)
            if shape in before:
                note = f"{1000 * before[shape]:.1f} ms at {size // 10:,} agents, {1000 * now:.1f} ms at {size:,}"
                growth = now / before[shape]
                yield count(f"shortlist-growth-{shape}", growth, target="< 6 x", n=ASKED, unit="x", note=note)
            before[shape] = now
