"""One pass of the automaton over a conversation, its matches by what they are for.

Arrays do the sorting: ordinary talk is full of the steps' own words, and looking at each by hand would take most of the
inspector's time. What is left to be looked at one by one are words of wording rules said by the role they are about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tasks.quality.rules.buffer import Buffer
from tasks.quality.rules.compiling import Compiled, Use
from tasks.quality.rules.ruleset import StepRule
from tasks.quality.rules.shapes import Role
from tasks.quality.rules.steps import Found
from tasks.quality.rules.wording import Match, chain_match, stands_alone

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
_MOST_PLACES = 60  # of one step; a longer chat repeats itself
_ROLE_NUMBER = {role: number for number, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Sorted:
    """``places``: per step, where the right role took it early or late enough; ``topics``: per topic, how often named."""

    matches: list[Match]
    places: list[list[Found]]
    applying: frozenset[int]
    topics: Sequence[int]


def sort_matches(compiled: Compiled, buffer: Buffer) -> Sorted:
    """Find every pattern and say what it means for whom."""
    found = compiled.automaton.find_matches_as_indexes(buffer.text, overlapping=True)
    table = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3)
    table = table[_whole(compiled, buffer.text, table)]
    use, number, rows = compiled.meaning(table[:, 0])
    pattern, start, end = table[rows].T if len(table) else np.zeros((3, 0), dtype=np.int64)
    turn = _turns(buffer, start)
    spoken = np.array([_ROLE_NUMBER[t.role] for t in buffer.turns], dtype=np.int64)
    fits = compiled.roles[use, number] == spoken[turn]
    return Sorted(
        matches=_wording(compiled, buffer, use, number, pattern, start, end, fits),
        places=_places(compiled.rules.steps, spoken, (use == Use.STEP) & fits, number, start, end, turn),
        applying=_applying(compiled.rules.steps, number[(use == Use.APPLIES) & fits]),
        topics=[int(n) for n in np.bincount(number[(use == Use.TOPIC) & fits], minlength=len(compiled.rules.topics))],
    )


def _whole(compiled: Compiled, text: str, table: Ints) -> Mask:
    """Without words with Latin letters or digits at their edge that stand inside a longer one."""
    kept = np.ones(len(table), dtype=np.bool_)
    for row in np.flatnonzero(compiled.is_bounded[table[:, 0]]):
        pattern, start, end = table[row]
        left, right = compiled.bounded[pattern]
        inside_left = left and start > 0 and _joins(text[start - 1])
        kept[row] = not (inside_left or (right and end < len(text) and _joins(text[end])))
    return kept


def _joins(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _turns(buffer: Buffer, start: Ints) -> Ints:
    """Which turn each folded place belongs to."""
    written = start if buffer.folded.origin is None else buffer.folded.origin[start]
    turns: Ints = np.searchsorted(np.array(buffer.starts, dtype=np.int64), written, side="right") - 1
    return turns


def _wording(
    compiled: Compiled, buffer: Buffer, use: Ints, number: Ints, pattern: Ints, start: Ints, end: Ints, fits: Mask
) -> list[Match]:
    rows = np.flatnonzero(fits & (use == Use.WORDING))
    met = zip(number[rows].tolist(), pattern[rows].tolist(), start[rows].tolist(), end[rows].tolist(), strict=True)
    kept = [Match(rule, compiled.patterns[word], begin, stop) for rule, word, begin, stop in met]
    rows, text = np.flatnonzero(fits & (use == Use.CHAIN)), buffer.text
    for place, word, begin, stop in zip(
        number[rows].tolist(), pattern[rows].tolist(), start[rows].tolist(), end[rows].tolist(), strict=True
    ):
        rule, links = compiled.chains[place]
        if stands_alone(links, text, begin, stop):
            continue
        whole = chain_match(links, rule, compiled.patterns[word], text, begin)
        kept += [whole] if whole else []
    return kept


def _places(
    steps: Sequence[StepRule], spoken: Ints, mask: Mask, number: Ints, start: Ints, end: Ints, turn: Ints
) -> list[list[Found]]:
    """Turns are counted among the role's own."""
    places: list[list[Found]] = []
    for step, rule in enumerate(steps):
        rows = np.flatnonzero(mask & (number == step))
        if len(rows) and (rule.within_first or rule.within_last):
            own = np.cumsum(spoken == _ROLE_NUMBER[rule.role])
            nth = own[turn[rows]]
            early = nth <= rule.within_first if rule.within_first else nth > 0
            late = own[-1] - nth < rule.within_last if rule.within_last else nth > 0
            rows = rows[early & late]
        rows = rows[np.lexsort((-end[rows], start[rows]))][:_MOST_PLACES]
        places.append([Found(step, s, e) for s, e in zip(start[rows].tolist(), end[rows].tolist(), strict=True)])
    return places


def _applying(steps: Sequence[StepRule], met: Ints) -> frozenset[int]:
    """Steps without a condition, and those whose condition was met."""
    return frozenset({n for n, step in enumerate(steps) if step.applies is None} | {int(n) for n in np.unique(met)})
