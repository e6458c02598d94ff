"""A year of readiness, simulated: what drills and freshness actions do for the rates' intervals, and what they cost.

Pure: numbers in, numbers out. The product's own rules decide (sample sizes, Wilson intervals, freshness, which action is
proposed); people are simulated. Assumed of people: habits differ widely (``EAGER``); a skill that nobody kept fresh
halves the chance to be activated; somewhat more than half take up what is proposed; three in a hundred leave a month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from talentpool.activation.rules.freshness import WORTH
from talentpool.activation.rules.inputs import Floats
from talentpool.activation.rules.keeping import propose
from talentpool.activation.rules.sampling import sample_size, usual_precision
from talentpool.activation.rules.wilson import wilson

WEEKS = 52
SIZES = (250, 380, 700, 1500, 4000, 12000)
HALF_LIFE_DAYS = 60.0
WINDOW_DAYS = 90  # answers older than that no longer count
BELOW = 0.30
EAGER = 1.25
LEAVE = 0.03 * 7 / 30.4
TAKE_UP = {"practice": 0.6, "refresher": 0.55, "drill": 0.5, "ping": 0.0}
COST_MINOR = {"call": 50, "practice": 300, "refresher": 1500, "drill": 50, "ping": 5}  # the settings' defaults
REST_DAYS = 28  # between two proposals to one person
NEVER = -10_000.0


@dataclass
class Segment:
    """One segment week by week: width (half the interval; nan: unknown), rate, truth (share that can be activated)."""

    size: int
    target: float
    width: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    truth: list[float] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)
    cost_minor: list[int] = field(default_factory=list)

    @property
    def kept(self) -> float:
        """Share of weeks from the fifth on in which the interval was no wider than its target."""
        later = np.array(self.width[4:])
        return float(np.mean(later <= self.target)) if len(later) else 0.0


@dataclass
class _People:
    """The reserve of one segment as columns. Days count from the start of the year."""

    eager: Floats
    proven: Floats
    worth: Floats
    called: Floats
    reached: Floats
    proposed: Floats

    @classmethod
    def of(cls, size: int, rng: np.random.Generator) -> _People:
        nobody = np.full(size, NEVER)
        proven = -rng.exponential(60, size)
        return cls(
            rng.normal(-0.4, EAGER, size), proven, np.full(size, WORTH["work"]), nobody, nobody * 0, nobody.copy()
        )

    def freshness(self, day: float) -> Floats:
        return np.asarray(self.worth * 0.5 ** ((day - self.proven) / HALF_LIFE_DAYS))

    def chance(self, day: float) -> Floats:
        """Of being activated within a day: her habit, halved where her skill is stale."""
        fresh = np.minimum(1.0, self.freshness(day) / BELOW)
        return np.asarray((0.5 + 0.5 * fresh) / (1 + np.exp(-self.eager)))

    def prove(self, who: np.ndarray, kind: str, day: float) -> None:
        """A proof counts where it makes the skill fresher than it was."""
        better = who & (WORTH[kind] > self.freshness(day))
        self.worth[better], self.proven[better] = WORTH[kind], day


def simulate(
    *, drills: bool, actions: bool, seed: int = 1, weeks: int = WEEKS, sizes: Sequence[int] = SIZES
) -> list[Segment]:
    """A year of every segment under one policy; the same seed gives the same people."""
    return [_segment(size, np.random.default_rng([seed, size]), drills, actions, weeks) for size in sizes]


def _segment(size: int, rng: np.random.Generator, drills: bool, actions: bool, weeks: int) -> Segment:
    found = Segment(size, usual_precision(size))
    people = _People.of(size, rng)
    for week in range(weeks):
        day = 7.0 * week
        _live(people, rng, day)
        cost = _keep_fresh(people, rng, day) if actions else 0
        calls = _drill(people, rng, day, found.target) if drills else 0
        _measure(found, people, day)
        found.calls.append(calls)
        found.cost_minor.append(cost + calls * COST_MINOR["call"])
    return found


def _live(people: _People, rng: np.random.Generator, day: float) -> None:
    """A week: some work (the eager more), a few leave and others come, certified a short time ago."""
    size = len(people.eager)
    people.prove(rng.random(size) < 0.08 / (1 + np.exp(-people.eager)), "work", day)
    gone = np.flatnonzero(rng.random(size) < LEAVE)
    people.eager[gone] = rng.normal(-0.4, EAGER, len(gone))
    people.worth[gone], people.proven[gone] = WORTH["exam"], day
    people.called[gone], people.proposed[gone] = NEVER, NEVER


def _keep_fresh(people: _People, rng: np.random.Generator, day: float) -> int:
    """Propose to whoever fell below the line what the product would; returns what it cost."""
    fresh = people.freshness(day)
    due = np.flatnonzero((fresh < BELOW) & (people.proposed <= day - REST_DAYS))
    cost = 0
    for who in due.tolist():
        chosen = propose(freshness=float(fresh[who]), below=BELOW, silent=False)
        if chosen is None:
            continue
        people.proposed[who] = day
        done = rng.random() < TAKE_UP[chosen.action]
        cost += COST_MINOR["ping"] + (COST_MINOR[chosen.action] if done else 0)
        if done:
            mask = np.zeros(len(fresh), dtype=bool)
            mask[who] = True
            people.prove(mask, "exam" if chosen.action == "refresher" else "practice", day)
    return cost


def _drill(people: _People, rng: np.random.Generator, day: float, target: float) -> int:
    """Call a sample where the interval is too wide, or will be within a week; returns how many were called."""
    if max(_width(people, day), _width(people, day + 7)) <= target:
        return 0
    size = len(people.eager)
    awake = np.flatnonzero(people.called <= day - 15)  # at most two drills in 30 days
    wanted = max(sample_size(precision=target, population=size), _wilson_size(target))
    chosen = rng.choice(awake, size=min(wanted, len(awake)), replace=False)
    reached = rng.random(len(chosen)) < people.chance(day)[chosen]
    people.called[chosen], people.reached[chosen] = day, reached
    tested = np.zeros(size, dtype=bool)
    tested[chosen[reached]] = True
    people.prove(tested, "practice", day)
    return len(chosen)


def _wilson_size(target: float) -> int:
    """People to call so that Wilson's interval is no wider than the target whatever the rate."""
    size = 1
    while (measured := wilson(yes=size // 2, sample=size)) is not None and measured.half_width > target:
        size += 1
    return size


def _width(people: _People, day: float) -> float:
    counted = people.called > day - WINDOW_DAYS
    measured = wilson(yes=int(people.reached[counted].sum()), sample=int(counted.sum()))
    return measured.half_width if measured else float("inf")


def _measure(found: Segment, people: _People, day: float) -> None:
    counted = people.called > day - WINDOW_DAYS
    measured = wilson(yes=int(people.reached[counted].sum()), sample=int(counted.sum()))
    truth = float(people.chance(day).mean())
    found.truth.append(truth)
    found.width.append(measured.half_width if measured else float("nan"))
    found.rate.append(measured.value if measured else float("nan"))
    found.inside.append(measured is not None and measured.low <= truth <= measured.high)
