"""One automaton over many folded words, run over text that is already an array of numbers."""

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation
from numpy.typing import NDArray

from tasks.quality.rules.shapes import RuleSetInvalid

Ints = NDArray[np.int64]
_LAST_NARROW = 0xFFFF
_OTHER, _FIRST_STAND_IN, _LAST_STAND_IN = 0xD800, 0xD801, 0xDFFF


class Automaton:
    """Finds every place of every word, overlapping ones too.

    The library walks bytes. Two bytes a character are fewer than the three that UTF-8 takes for a Chinese one, and a
    place in bytes is a place in characters. Characters beyond the first 65,536 are written as halves of surrogate
    pairs, which no folded text holds: one for each that a word has, one for all others.
    """

    def __init__(self, words: Sequence[str]) -> None:
        """Raises RuleSetInvalid where the words hold more than 2,047 different such characters."""
        rare = sorted({ord(c) for word in words for c in word if ord(c) > _LAST_NARROW})
        if len(rare) > _LAST_STAND_IN - _FIRST_STAND_IN + 1:
            raise RuleSetInvalid("Too many different characters beyond U+FFFF.", where="wording")
        self._rare = np.array(rare, dtype=np.uint32)
        written = [self._narrow(np.array([ord(c) for c in word], dtype=np.uint32)) for word in words]
        self._library = BytesAhoCorasick([bytes(w) for w in written], implementation=Implementation.ContiguousNFA)

    def find(self, points: NDArray[np.uint32], cuts: Sequence[int] = ()) -> tuple[Ints, Ints]:
        """(number of the word, where it starts) for each place, in the order in which they end.

        ``cuts``: places that no word reaches over. The library is run from one to the next, as what it finds in a long
        text outgrows a processor's nearer memory.
        """
        text = self._narrow(points)
        bounds = [0, *cuts, len(points)]
        parts = [self._found(text, left, right) for left, right in pairwise(bounds)]
        if len(parts) == 1:
            return parts[0]
        return np.concatenate([words for words, _ in parts]), np.concatenate([starts for _, starts in parts])

    def _found(self, text: memoryview, left: int, right: int) -> tuple[Ints, Ints]:
        found = self._library.find_matches_as_indexes(text[2 * left : 2 * right], overlapping=True)
        table = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found))
        words, starts = table[0::3], table[1::3]
        askew = starts & 1  # begins with the second half of a character
        if askew.any():
            straight = np.flatnonzero(askew == 0)
            words, starts = words[straight], starts[straight]
        return words, (starts >> 1) + left

    def _narrow(self, points: NDArray[np.uint32]) -> memoryview:
        if len(points) and points.max() > _LAST_NARROW:
            points = points.copy()
            wide = np.flatnonzero(points > _LAST_NARROW)
            points[wide] = self._stand_ins(points[wide])
        return memoryview(points.astype(">u2").tobytes())

    def _stand_ins(self, points: NDArray[np.uint32]) -> NDArray[np.uint32]:
        at = np.searchsorted(self._rare, points)
        known = np.append(self._rare, np.uint32(0))[at] == points
        return np.where(known, _FIRST_STAND_IN + at, _OTHER).astype(np.uint32)
