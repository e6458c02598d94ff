"""The step judge: were the required steps taken, and in their order."""

from collections.abc import Sequence
from typing import NamedTuple

from tasks.quality.rules.buffer import Buffer
from tasks.quality.rules.ruleset import StepRule
from tasks.quality.rules.shapes import StepResult, StepState


class Found(NamedTuple):
    """A step's synonym in the folded text."""

    step: int
    start: int
    end: int


def judge_steps(
    *, rules: Sequence[StepRule], buffer: Buffer, places: Sequence[Sequence[Found]], applying: frozenset[int]
) -> tuple[StepResult, ...]:
    """One result per step, in the rules' order.

    places: per step, where it was taken, in reading order. ``applying``: numbers of the steps whose condition was met
    (or that have none). A step counts as done when it lies on the longest chain of steps taken in order; one found
    elsewhere only is out of order.
    """
    due = [own if n in applying else [] for n, own in enumerate(places)]
    chain = _longest_chain(due)
    return tuple(_result(rule, buffer, chain[n], due[n], applies=n in applying) for n, rule in enumerate(rules))


def _result(
    rule: StepRule, buffer: Buffer, chosen: Found | None, places: Sequence[Found], *, applies: bool
) -> StepResult:
    if not applies:
        return StepResult(rule.code, rule.group, StepState.NOT_APPLICABLE, None)
    if chosen is not None:
        return StepResult(rule.code, rule.group, StepState.DONE, buffer.place(chosen.start, chosen.end))
    if places:
        return StepResult(rule.code, rule.group, StepState.OUT_OF_ORDER, buffer.place(places[0].start, places[0].end))
    return StepResult(rule.code, rule.group, StepState.MISSING, None)


def _longest_chain(places: Sequence[Sequence[Found]]) -> list[Found | None]:
    """One place per step, each after the one before it, for as many steps as possible; the earliest such
    chain.
    """
    ends: list[list[Found | None]] = [[]]  # ends[k]: the chain of k steps that ends first
    for step, options in enumerate(places):
        for length in range(len(ends) - 1, -1, -1):
            chain = ends[length]
            last = max((f.start for f in chain if f), default=-1)
            following = next((f for f in options if f.start >= last), None)
            if following is None:
                continue
            longer = [*chain, *[None] * (step - len(chain)), following]
            if length + 1 == len(ends):
                ends.append(longer)
            elif following.start < _last_start(ends[length + 1]):
                ends[length + 1] = longer
    best = ends[-1]
    return [*best, *[None] * (len(places) - len(best))]


def _last_start(chain: Sequence[Found | None]) -> int:
    return max(f.start for f in chain if f)
