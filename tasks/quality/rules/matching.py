"""One automaton over many folded words, run over text that is already an array of numbers."""

from collections.abc import Sequence
from itertools import chain

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
        self._library = BytesAhoCorasick(written, implementation=Implementation.ContiguousNFA)

    def find(self, points: NDArray[np.uint32]) -> tuple[Ints, Ints]:
        """(number of the word, where it starts) for each place, in the order in which they end."""
        found = self._library.find_matches_as_indexes(self._narrow(points), overlapping=True)
        table = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found))
        words, starts = table[0::3], table[1::3]
        askew = starts & 1  # begins with the second half of a character
        if askew.any():
            straight = np.flatnonzero(askew == 0)
            words, starts = words[straight], starts[straight]
        return words, starts >> 1

    def _narrow(self, points: NDArray[np.uint32]) -> bytes:
        if len(points) and points.max() > _LAST_NARROW:
            points = points.copy()
            wide = np.flatnonzero(points > _LAST_NARROW)
            points[wide] = self._stand_ins(points[wide])
        return points.astype(">u2").tobytes()

    def _stand_ins(self, points: NDArray[np.uint32]) -> NDArray[np.uint32]:
        at = np.searchsorted(self._rare, points)
        known = np.append(self._rare, np.uint32(0))[at] == points
        return np.where(known, _FIRST_STAND_IN + at, _OTHER).astype(np.uint32)
