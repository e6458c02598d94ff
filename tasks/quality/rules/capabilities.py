"""What one conversation says about the five capabilities, each 0 to 1; silent about those it didn't touch."""

from collections.abc import Sequence
from fractions import Fraction

from tasks.quality.rules.ruleset import RuleSet
from tasks.quality.rules.shapes import Hit, Role, StepResult, StepState


def capability_evidence(*, rules: RuleSet, steps: Sequence[StepResult], hits: Sequence[Hit]) -> dict[str, Fraction]:
    """Capability to its share: the weighted mean of its steps, less the deductions of its broken wording rules."""
    worth = {
        StepState.DONE: Fraction(1),
        StepState.OUT_OF_ORDER: rules.scoring.out_of_order,
        StepState.MISSING: Fraction(0),
    }
    step_rules = {s.code: s for s in rules.steps}
    gained: dict[str, list[tuple[Fraction, int]]] = {}
    for step in steps:
        if step.state in worth and step.step in step_rules:
            rule = step_rules[step.step]
            gained.setdefault(rule.capability, []).append((worth[step.state], rule.weight))
    lost = _lost(rules, hits)
    return {
        name: max(Fraction(0), _mean(gained.get(name, [])) - lost.get(name, Fraction(0)))
        for name in sorted({*gained, *lost})
    }


def _lost(rules: RuleSet, hits: Sequence[Hit]) -> dict[str, Fraction]:
    capability = {r.code: r.capability for r in rules.wording if r.role is Role.AGENT}
    lost: dict[str, Fraction] = {}
    for code, severity in {h.rule: h.severity for h in hits}.items():
        if code in capability:
            name = capability[code]
            lost[name] = lost.get(name, Fraction(0)) + rules.scoring.deductions[severity]
    return lost


def _mean(values: Sequence[tuple[Fraction, int]]) -> Fraction:
    weight = sum(w for _, w in values)
    return sum((v * w for v, w in values), Fraction(0)) / weight if weight else Fraction(1)
