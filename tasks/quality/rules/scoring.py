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
from math import sqrt

from tasks.quality.rules.ruleset import RuleSet, Scoring
from tasks.quality.rules.shapes import Group, Hit, Item, Score, Severity, StepResult, StepState, TimingResult

_ZERO, _ONE = Fraction(0), Fraction(1)
_ALWAYS = frozenset({Group.SERVICE, Group.OTHER})


def score(
    *,
    rules: RuleSet,
    hits: Sequence[Hit],
    steps: Sequence[StepResult],
    timings: Sequence[TimingResult],
    red_line_confirmed: bool = False,
) -> Score:
    """The score of one conversation from what was found in it. Hits a person dismissed are simply left
    out.
    """
    items = [*_step_items(rules, steps), *_timing_items(rules, timings)]
    items += _wording_items(rules, hits, applying={i.group for i in items})
    values = {g: _mean([i for i in items if i.group is g]) for g in Group}
    present = {g: v for g, v in values.items() if v is not None}
    total_weight = sum(rules.scoring.groups[g] for g in present)
    groups = {g: (v, Fraction(rules.scoring.groups[g], total_weight)) for g, v in present.items()}
    total = sum((v * share for v, share in groups.values()), _ZERO) * 100 if groups else None
    return Score(_ZERO if red_line_confirmed else total, groups, tuple(items), red_line_confirmed)


def _step_items(rules: RuleSet, steps: Sequence[StepResult]) -> list[Item]:
    weights = {s.code: s.weight for s in rules.steps}
    worth = {
        StepState.DONE: _ONE,
        StepState.OUT_OF_ORDER: rules.scoring.out_of_order,
        StepState.MISSING: _ZERO,
    }
    return [Item(s.step, s.group, worth[s.state], weights.get(s.step, 1)) for s in steps if s.state in worth]


def _timing_items(rules: RuleSet, timings: Sequence[TimingResult]) -> list[Item]:
    weights = {t.measure: t.weight for t in rules.timings}
    return [
        Item(
            t.measure,
            t.group,
            _ONE if t.seconds <= t.limit else Fraction(t.limit, t.seconds),
            weights.get(t.measure, 1),
        )
        for t in timings
        if t.seconds is not None
    ]


def _wording_items(rules: RuleSet, hits: Sequence[Hit], *, applying: set[Group]) -> list[Item]:
    of_agent = rules.agents_rules
    judged, own = set(of_agent.values()), [h for h in hits if h.rule in of_agent]
    hit_groups = {h.group for h in own}
    return [
        Item(
            "wording",
            g,
            _wording_value(rules.scoring, [h for h in own if h.group is g]),
            rules.scoring.wording_weight,
        )
        for g in Group
        if g in judged and (g in _ALWAYS or g in applying or g in hit_groups)
    ]


def _wording_value(scoring: Scoring, hits: Sequence[Hit]) -> Fraction:
    broken = {h.rule: h.severity for h in hits}
    return max(_ZERO, _ONE - sum((scoring.deductions[s] for s in broken.values()), _ZERO))


def _mean(items: Sequence[Item]) -> Fraction | None:
    weight = sum(i.weight for i in items)
    return sum((i.value * i.weight for i in items), _ZERO) / weight if weight else None


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
