"""All words that were met in some conversations, by what they are for.

Arrays do the sorting: ordinary talk is full of the steps' own words, and looking at each by hand would take most of the
inspector's time. What is left to be looked at one by one are words of wording rules said by the role they are about.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.quality.rules.buffer import Buffer
from tasks.quality.rules.chains import whole_chain
from tasks.quality.rules.compiling import Compiled, Use
from tasks.quality.rules.folding import Points
from tasks.quality.rules.shapes import Role
from tasks.quality.rules.steps import Taken, sort_taken
from tasks.quality.rules.wording import Match

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
_AT_ONCE = 4_000  # characters the automaton walks over before what it found is put into arrays
_LATIN = np.zeros(128, dtype=np.bool_)
_LATIN[[n for n in range(128) if chr(n).isalnum()]] = True


class Met(NamedTuple):
    """Words that were met, as columns: what each is for (``use``, its ``number``), which pattern, where, in whose turn."""

    use: Ints
    number: Ints
    pattern: Ints
    start: Ints
    turn: Ints

    def only(self, rows: Ints) -> "Met":
        return Met(*[column.take(rows) for column in self])


@dataclass(frozen=True, slots=True)
class Sorted:
    """``matches``: by conversation; ``applies[talk, step]``: the step is due there; ``topics``: which each is about,
    -1 for none.
    """

    matches: dict[int, list[Match]]
    taken: Taken
    applies: list[list[bool]]
    topics: list[int]


def sort_matches(compiled: Compiled, buffer: Buffer) -> Sorted:
    """Find every pattern and say what it means for whom."""
    met = _heard(compiled, buffer)
    kinds = [met.only(np.flatnonzero(met.use == use)) for use in Use]
    return Sorted(
        matches=_wording(compiled, buffer, kinds[Use.WORDING], kinds[Use.CHAIN]),
        taken=_taken(compiled, buffer, kinds[Use.STEP]),
        applies=_applies(compiled, buffer, kinds[Use.APPLIES]),
        topics=_topics(compiled, buffer, kinds[Use.TOPIC]),
    )


def _heard(compiled: Compiled, buffer: Buffer) -> Met:
    """Whole words, said by the roles they count from."""
    pattern, start = compiled.finder.find(buffer.folded.points, _cuts(buffer))
    turn = buffer.turn_of_place.take(start)
    rows, said = compiled.heard(pattern, buffer.spoken.take(turn))
    pattern, start, turn = pattern.take(rows), start.take(rows), turn.take(rows)
    whole = _whole(compiled, buffer.folded.points, pattern, start)
    if whole is not None:
        pattern, start, turn, said = pattern[whole], start[whole], turn[whole], said[whole]
    use, number, rows_of = compiled.meaning(said)
    if rows_of is None:
        return Met(use, number, pattern, start, turn)
    return Met(use, number, pattern.take(rows_of), start.take(rows_of), turn.take(rows_of))


def _cuts(buffer: Buffer) -> list[int]:
    """Where conversations begin, about every few thousand characters."""
    cuts, last = [], 0
    for begin in buffer.begins[buffer.first[1:-1]].tolist():
        if begin - last >= _AT_ONCE:
            cuts.append(begin)
            last = begin
    return cuts


def _whole(compiled: Compiled, points: Points, pattern: Ints, start: Ints) -> Mask | None:
    """Without words with Latin letters or digits at their edge that stand inside a longer one; None: all stay."""
    rows = np.flatnonzero(compiled.is_edged[pattern])
    if not len(rows):
        return None
    begin, end = start[rows], start[rows] + compiled.lengths[pattern[rows]]
    edges = compiled.edges[pattern[rows]]
    joined_left = edges[:, 0] & (begin > 0) & _is_latin(points, begin - 1)
    joined_right = edges[:, 1] & (end < len(points)) & _is_latin(points, end)
    kept = np.ones(len(pattern), dtype=np.bool_)
    kept[rows] = ~(joined_left | joined_right)
    return kept


def _is_latin(points: Points, at: Ints) -> Mask:
    return _LATIN[np.minimum(points.take(at, mode="clip"), 127)]


def _wording(compiled: Compiled, buffer: Buffer, words: Met, anchors: Met) -> dict[int, list[Match]]:
    found: dict[int, list[Match]] = {}
    talk_of = buffer.talk_of_turn
    for _use, rule, pattern, start, turn in zip(*(column.tolist() for column in words), strict=True):
        word = compiled.patterns[pattern]
        found.setdefault(int(talk_of[turn]), []).append(Match(rule, word, start, start + len(word), turn))
    ends = anchors.start + compiled.lengths[anchors.pattern]
    worth = compiled.lookout.worth_a_look(buffer.folded.points, anchors.number, anchors.start, ends)
    # In the order in which they end, the longer first: of two chains over the same stretch the first is kept.
    worth = worth[np.lexsort((anchors.number[worth], anchors.start[worth], ends[worth]))]
    for _use, number, pattern, start, turn in zip(*(column.tolist() for column in anchors.only(worth)), strict=True):
        rule, chain = compiled.chains[number]
        whole = whole_chain(chain, compiled.patterns[pattern], buffer.text, start)
        if whole is not None:
            found.setdefault(int(talk_of[turn]), []).append(Match(rule, *whole, turn))
    return found


def _taken(compiled: Compiled, buffer: Buffer, met: Met) -> Taken:
    """Where steps were taken early or late enough. Turns are counted among the role's own."""
    limits, talks, turn = compiled.limits, buffer.talk_of_turn, met.turn
    own = np.cumsum(buffer.spoken == np.arange(len(Role))[:, None], axis=1, dtype=np.int64)
    before = np.concatenate((np.zeros((len(Role), 1), dtype=np.int64), own), axis=1)[:, buffer.first]
    role, talk = limits.role[met.number], talks[turn]
    early = own[role, turn] - before[role, talk] <= limits.within_first[met.number]
    late = before[role, talk + 1] - own[role, turn] < limits.within_last[met.number]
    rows = np.flatnonzero(early & late)
    lengths = compiled.lengths[met.pattern[rows]]
    return sort_taken(
        talk[rows], met.number[rows], met.start[rows], lengths, shape=(len(buffer.talks), len(limits.role))
    )


def _applies(compiled: Compiled, buffer: Buffer, met: Met) -> list[list[bool]]:
    """Steps without a condition, and those whose condition was met."""
    always = [step.applies is None for step in compiled.rules.steps]
    table = np.tile(np.array(always, dtype=np.bool_), (len(buffer.talks), 1))
    table[buffer.talk_of_turn[met.turn], met.number] = True
    rows: list[list[bool]] = table.tolist()
    return rows


def _topics(compiled: Compiled, buffer: Buffer, met: Met) -> list[int]:
    """The topic each customer named most; of equals the one that stands first in the rule set."""
    many, talks = len(compiled.rules.topics), len(buffer.talks)
    if not many:
        return [-1] * talks
    named = np.bincount(buffer.talk_of_turn[met.turn] * many + met.number, minlength=talks * many).reshape(talks, many)
    best: list[int] = np.where(named.any(axis=1), named.argmax(axis=1), -1).tolist()
    return best
