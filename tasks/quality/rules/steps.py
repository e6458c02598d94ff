"""The step judge: were the required steps taken, and in their order."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.quality.rules.buffer import Buffer
from tasks.quality.rules.ruleset import StepRule
from tasks.quality.rules.shapes import Place, StepResult, StepState

Ints = NDArray[np.int64]
_MOST_PLACES = 60  # of one step; a longer chat repeats itself
_START_AT, _LONGEST = 12, (1 << 12) - 1
_CELL_AT = 40  # places are below 2**28
_Chain = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """Where steps were taken, in reading order, the longer of two that start together first.

    ``keys``: conversation and step, then the start, then how much shorter than the longest word, packed into one number
    each; ``bounds[talk * steps + step]``: which keys are that step's, up to the next bound.
    """

    keys: list[int]
    bounds: list[int]
    steps: int

    def span(self, talk: int, step: int) -> tuple[int, int]:
        """The keys of a step in a conversation, the first ones."""
        cell = talk * self.steps + step
        return self.bounds[cell], min(self.bounds[cell + 1], self.bounds[cell] + _MOST_PLACES)

    def not_before(self, talk: int, step: int, start: int, low: int, high: int) -> int:
        """The first of the keys ``low`` to ``high`` of a step that starts at ``start`` or later."""
        return bisect_left(self.keys, (talk * self.steps + step) << _CELL_AT | start << _START_AT, low, high)

    def start(self, key: int) -> int:
        """Where the step's word begins in the folded text."""
        return (self.keys[key] & ((1 << _CELL_AT) - 1)) >> _START_AT

    def end(self, key: int) -> int:
        return self.start(key) + _LONGEST - (self.keys[key] & _LONGEST)


def sort_taken(talk: Ints, step: Ints, start: Ints, length: Ints, *, shape: tuple[int, int]) -> Taken:
    """Words of steps as they were met. ``shape``: how many conversations and steps there are."""
    shorter = _LONGEST - np.minimum(length, _LONGEST)
    keys = np.sort((talk * shape[1] + step) << _CELL_AT | start << _START_AT | shorter)
    bounds = np.searchsorted(keys, np.arange(shape[0] * shape[1] + 1) << _CELL_AT)
    return Taken(keys.tolist(), bounds.tolist(), shape[1])


def judge_steps(
    *, rules: Sequence[StepRule], buffer: Buffer, taken: Taken, talk: int, applies: Sequence[bool]
) -> tuple[StepResult, ...]:
    """One result per step of a conversation, in the rules' order.

    ``applies``: whose condition was met. A step counts as done when it lies on the longest chain of steps taken in
    order; one found elsewhere only is out of order.
    """
    spans = [taken.span(talk, n) if due else (0, 0) for n, due in enumerate(applies)]
    chain = dict(_longest_chain(taken, talk, spans))
    results = []
    for n, (rule, due, (low, high)) in enumerate(zip(rules, applies, spans, strict=True)):
        if n in chain:
            state, place = StepState.DONE, _place(buffer, taken, chain[n])
        elif low < high:
            state, place = StepState.OUT_OF_ORDER, _place(buffer, taken, low)
        else:
            state, place = StepState.MISSING if due else StepState.NOT_APPLICABLE, None
        results.append(StepResult(rule.code, rule.group, state, place))
    return tuple(results)


def _place(buffer: Buffer, taken: Taken, key: int) -> Place:
    start = taken.start(key)
    return buffer.place(int(buffer.turn_of_place[start]), start, taken.end(key))


def _longest_chain(taken: Taken, talk: int, spans: Sequence[tuple[int, int]]) -> _Chain:
    """(step, key) for as many steps as possible, each not before the one before it; the earliest such chain."""
    ends: list[tuple[int, _Chain]] = [(0, ())]  # ends[k]: where the chain of k steps that ends first ends, and its keys
    for step, (low, high) in enumerate(spans):
        if low == high:
            continue
        for length in range(len(ends) - 1, -1, -1):
            last, chain = ends[length]
            key = taken.not_before(talk, step, last, low, high)
            if key == high:
                continue
            longer = (taken.start(key), (*chain, (step, key)))
            if length + 1 == len(ends):
                ends.append(longer)
            elif longer[0] < ends[length + 1][0]:
                ends[length + 1] = longer
    return ends[-1][1]
