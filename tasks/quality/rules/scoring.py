"""The score of a conversation: 40 service, 40 sales, 20 other; what doesn't apply drops out.

A group is the weighted mean of its items: its steps (1 done, part of it out of order, 0 missing), its times
(1 within the limit, less in proportion beyond it) and its wording (1 less the deductions of the rules that
were hit, once each; what a customer says costs the agent nothing). Sales drops out where no sales item applies
and nothing was said that a sales rule forbids; the other two then weigh 2/3 and 1/3. A red line confirmed by a
person makes the score 0.
Everything is recomputed from the findings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from math import sqrt
from operator import add
from typing import Any, NamedTuple

from tasks.quality.rules.ruleset import RuleSet
from tasks.quality.rules.shapes import Group, Hit, Item, Score, Severity, StepResult, StepState, TimingResult

_ZERO, _ONE = Fraction(0), Fraction(1)
_ALWAYS = frozenset({Group.SERVICE, Group.OTHER})
_GROUPS = tuple(Group)
_NOTHING = (_ZERO, 0)


class Scorer:
    """Scores by one rule set. What recurs is worked out once: the items of the same steps, of the same broken rules."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._weight_of_step = {s.code: s.weight for s in rules.steps}
        self._weight_of_time = {t.measure: t.weight for t in rules.timings}
        self._worth = {
            StepState.DONE: _ONE, StepState.OUT_OF_ORDER: rules.scoring.out_of_order, StepState.MISSING: _ZERO,
        }  # fmt: skip
        self._judged = frozenset(rules.agents_rules.values())
        self._step_part = lru_cache(maxsize=4_096)(self._of_steps)
        self._time_part = lru_cache(maxsize=4_096)(self._of_times)
        self._wording_part = lru_cache(maxsize=4_096)(self._of_wording)
        self._whole = lru_cache(maxsize=4_096)(self._of_groups)

    def score(
        self,
        *,
        hits: Sequence[Hit],
        steps: Sequence[StepResult],
        timings: Sequence[TimingResult],
        red_line_confirmed: bool = False,
    ) -> Score:
        """The score of one conversation from what was found in it. Hits a person dismissed are simply left out."""
        taken = self._step_part(tuple([(s.step, s.group, s.state) for s in steps]))
        timed = self._time_part(tuple([(t.measure, t.group, _within(t), t.limit) for t in timings]))
        broken = frozenset({(h.rule, h.group, h.severity) for h in hits if h.rule in self._rules.agents_rules})
        wording = self._wording_part(broken, frozenset(taken.sums.keys() | timed.sums.keys()))
        values = tuple([(g, v) for g in _GROUPS if (v := _mean(g, taken, timed, wording)) is not None])
        groups, total = self._whole(values)
        items = taken.items + timed.items + wording.items
        return Score(_ZERO if red_line_confirmed else total, dict(groups), items, red_line_confirmed)

    def _of_steps(self, steps: Sequence[tuple[str, Group, StepState]]) -> "_Part":
        return _part(
            Item(code, group, self._worth[state], self._weight_of_step.get(code, 1))
            for code, group, state in steps
            if state in self._worth
        )

    def _of_times(self, times: Sequence[tuple[str, Group, int | None, int]]) -> "_Part":
        return _part(
            Item(measure, group, Fraction(limit, seconds), self._weight_of_time.get(measure, 1))
            for measure, group, seconds, limit in times
            if seconds is not None
        )

    def _of_wording(self, broken: frozenset[tuple[str, Group, Severity]], applying: frozenset[Group]) -> "_Part":
        hit = {group for _, group, _ in broken}
        return _part(
            Item("wording", g, self._wording_value(broken, g), self._rules.scoring.wording_weight)
            for g in Group
            if g in self._judged and (g in _ALWAYS or g in applying or g in hit)
        )

    def _wording_value(self, broken: Iterable[tuple[str, Group, Severity]], group: Group) -> Fraction:
        severities = [severity for _, of, severity in broken if of is group]
        return max(_ZERO, _ONE - sum((self._rules.scoring.deductions[s] for s in severities), _ZERO))

    def _of_groups(
        self, values: Sequence[tuple[Group, Fraction]]
    ) -> tuple[dict[Group, tuple[Fraction, Fraction]], Any]:
        weights = self._rules.scoring.groups
        whole = sum(weights[g] for g, _ in values)
        groups = {g: (v, Fraction(weights[g], whole)) for g, v in values}
        return groups, sum((v * share for v, share in groups.values()), _ZERO) * 100 if groups else None


class _Part(NamedTuple):
    """Some items with, by group, the sum of their weighted values and of their weights."""

    items: tuple[Item, ...]
    sums: dict[Group, tuple[Fraction, int]]


def _part(items: Iterable[Item]) -> _Part:
    kept, sums = tuple(items), dict[Group, tuple[Fraction, int]]()
    for item in kept:
        value, weight = sums.get(item.group, _NOTHING)
        sums[item.group] = value + item.value * item.weight, weight + item.weight
    return _Part(kept, sums)


def _within(timing: TimingResult) -> int | None:
    """The seconds that cost something: within the limit all are alike."""
    return None if timing.seconds is None else max(timing.seconds, timing.limit)


def _mean(group: Group, *parts: _Part) -> Fraction | None:
    """The weighted mean of a group's items; None where it has none."""
    found = [part.sums[group] for part in parts if group in part.sums]
    if not found:
        return None
    return reduce(add, [value for value, _ in found]) / sum([weight for _, weight in found])


def has_red_line(hits: Iterable[Hit]) -> bool:
    """Whether a person must confirm or dismiss something."""
    return any(h.severity is Severity.RED_LINE for h in hits)


@dataclass(frozen=True, slots=True)
class Spread:
    """Scores of one rule set so far: how many, their mean and standard deviation, in points of 100."""

    count: int
    mean: float
    deviation: float


_LEAST_FOR_STANDARD = 30
_LEAST_DEVIATION = 1.0


def spread(scores: Sequence[float]) -> Spread:
    """Count, mean and population standard deviation."""
    count = len(scores)
    if not count:
        return Spread(0, 0.0, 0.0)
    mean = sum(scores) / count
    return Spread(count, mean, sqrt(sum((s - mean) ** 2 for s in scores) / count))


def spread_of_sums(count: int, total: float, squares: float) -> Spread:
    """The same from how many there were, their sum and the sum of their squares."""
    if not count:
        return Spread(0, 0.0, 0.0)
    mean = total / count
    return Spread(count, mean, sqrt(max(0.0, squares / count - mean * mean)))


def standardised(total: float, *, within: Spread) -> float | None:
    """A score as a T-score within its rule set: 50 is its mean, 10 its standard deviation, kept to 0 to 100.

    None with fewer than 30 scores to compare with: unknown is not average. A deviation under one point
    counts as one, so that a rule set in which everybody is alike doesn't blow up small differences.
    """
    if within.count < _LEAST_FOR_STANDARD:
        return None
    return min(100.0, max(0.0, 50 + 10 * (total - within.mean) / max(within.deviation, _LEAST_DEVIATION)))
