"""Ratios of two things run in turn. Machines drift within minutes, so a figure is the median of alternating pairs."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

PAIRS = 5

# Where a headline counts what must not happen (overbooked seats), or a size, there is nothing to divide by.
NOTHING: None = None


@dataclass(frozen=True)
class Scale:
    """agents: how many the pool has, if asked for; each headline has its own default, fit for 2 cores."""

    agents: int | None = None

    def agents_or(self, usual: int) -> int:
        return self.agents or usual


@dataclass(frozen=True)
class Headline:
    """One row of the table.

    ratio: median over the pairs, with low and high its range; for a count or a time it is the value itself. target: as
    the design writes it ("≥ 0.7", "0", "< 15 s"). met: whether ratio meets it. ours, theirs: medians in ``unit``.
    n: number of pairs, or of trials.
    """

    name: str
    ratio: float
    low: float
    high: float
    target: str
    met: bool
    ours: float
    theirs: float | None
    n: int
    unit: str = ""
    note: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Pairs:
    """Measurements taken in turn; ``ours[i]`` and ``theirs[i]`` belong together."""

    ours: list[float]
    theirs: list[float]

    @property
    def ratios(self) -> list[float]:
        return [mine / other for mine, other in zip(self.ours, self.theirs, strict=True)]

    def headline(self, name: str, *, target: str, unit: str = "", note: str = "", **more: Any) -> Headline:
        """The median ratio against a target such as "≥ 0.7" or "≤ 1.02"."""
        ratio = statistics.median(self.ratios)
        return Headline(
            name=name,
            ratio=ratio,
            low=min(self.ratios),
            high=max(self.ratios),
            target=target,
            met=meets(ratio, target),
            ours=statistics.median(self.ours),
            theirs=statistics.median(self.theirs),
            n=len(self.ours),
            unit=unit,
            note=note,
            more=more,
        )


def alternate(ours: Callable[[], float], theirs: Callable[[], float], *, pairs: int = PAIRS) -> Pairs:
    """Call both in turn, ``pairs`` times, whoever is first changing each time; each returns its figure."""
    mine: list[float] = []
    other: list[float] = []
    for round_ in range(pairs):
        for call, figures in ((ours, mine), (theirs, other))[:: 1 if round_ % 2 == 0 else -1]:
            figures.append(call())
    return Pairs(mine, other)


def seconds(work: Callable[[], object]) -> Callable[[], float]:
    """Turn some work into a measurement of its duration."""

    def measured() -> float:
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin

    return measured


def count(name: str, value: float, *, target: str, n: int, unit: str = "", note: str = "", **more: Any) -> Headline:
    """A figure that is no ratio: how many seats were oversold, how long a start took."""
    return Headline(name, value, value, value, target, meets(value, target), value, NOTHING, n, unit, note, more)


def several(name: str, values: list[float], *, target: str, unit: str = "", note: str = "", **more: Any) -> Headline:
    """The same thing measured several times: median and range."""
    middle = statistics.median(values)
    return Headline(
        name,
        middle,
        min(values),
        max(values),
        target,
        meets(middle, target),
        middle,
        NOTHING,
        len(values),
        unit,
        note,
        more,
    )


def meets(value: float, target: str) -> bool:
    """Does a value meet "≥ 0.7", "≤ 1.02", "< 15 s" or "0"? Raises ValueError for another form."""
    sign, _, rest = target.partition(" ") if target[:1] in "≥≤<>" else ("=", "", target)
    bound = float(rest.split()[0].replace(",", ""))
    compare: dict[str, bool] = {
        "≥": value >= bound,
        "≤": value <= bound,
        "<": value < bound,
        ">": value > bound,
        "=": abs(value - bound) < 0.005,
    }
    return compare[sign]
