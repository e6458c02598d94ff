"""Where the words of a rule set stand in folded text that is already an array of numbers.

Words that ordinary talk is full of are found by arithmetic (``everyday``), all others by an automaton.
"""

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation
from numpy.typing import NDArray

from tasks.quality.rules.everyday import Everyday, may_be_everyday
from tasks.quality.rules.folding import Points
from tasks.quality.rules.shapes import RuleSetInvalid

Ints = NDArray[np.int64]
_LAST_NARROW = 0xFFFF
_SHARP = 16_000  # words that numbers of 16 bits still tell apart
_OTHER, _FIRST_STAND_IN, _LAST_STAND_IN = 0xD800, 0xD801, 0xDFFF


class Finder:
    """Finds every place of every word, overlapping ones too. ``often[n]``: the n-th word is an everyday one.

    The automaton's library walks bytes. Two bytes a character are fewer than the three that UTF-8 takes for a Chinese
    one, and a place in bytes is a place in characters. Characters beyond the first 65,536 are written as halves of
    surrogate pairs, which no folded text holds: one for each that a word has, one for all others.
    """

    def __init__(self, words: Sequence[str], *, often: Sequence[bool]) -> None:
        """Raises RuleSetInvalid where the words hold more than 2,047 different such characters."""
        rare = sorted({ord(c) for word in words for c in word if ord(c) > _LAST_NARROW})
        if len(rare) > _LAST_STAND_IN - _FIRST_STAND_IN + 1:
            raise RuleSetInvalid("Too many different characters beyond U+FFFF.", where="wording")
        self._rare = np.array(rare, dtype=np.uint32)
        few = len(words) <= _SHARP
        by_number = [may_be_everyday(word) and (few or met) for word, met in zip(words, often, strict=True)]
        self._seldom = np.flatnonzero(~np.array(by_number, dtype=np.bool_))
        self._often = np.flatnonzero(np.array(by_number, dtype=np.bool_))
        self._everyday = Everyday([words[int(n)] for n in self._often])
        written = [self._narrow(np.array([ord(c) for c in words[int(n)]], dtype=np.uint32)) for n in self._seldom]
        self._library = BytesAhoCorasick(
            [w.astype(">u2").tobytes() for w in written], implementation=Implementation.ContiguousNFA
        )

    def find(self, points: Points, cuts: Sequence[int] = ()) -> tuple[Ints, Ints]:
        """(number of the word, where it starts) for each place, in no particular order.

        ``cuts``: places that no word reaches over. The library is run from one to the next, as what it finds in a long
        text outgrows a processor's nearer memory.
        """
        text = self._narrow(points)
        words, starts = self._everyday.find(text)
        words = self._often.take(words)
        if not len(self._seldom):
            return words, starts
        said, bounds = memoryview(self._bytes(text)), [0, *cuts, len(points)]
        parts = [self._found(said, left, right) for left, right in pairwise(bounds)]
        return (
            np.concatenate([words, *(self._seldom.take(words) for words, _ in parts)]),
            np.concatenate([starts, *(starts for _, starts in parts)]),
        )

    def _found(self, text: memoryview, left: int, right: int) -> tuple[Ints, Ints]:
        found = self._library.find_matches_as_indexes(text[2 * left : 2 * right], overlapping=True)
        table = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found))
        words, starts = table[0::3], table[1::3]
        askew = starts & 1  # begins with the second half of a character
        if askew.any():
            straight = np.flatnonzero(askew == 0)
            words, starts = words[straight], starts[straight]
        return words, (starts >> 1) + left

    def _bytes(self, points: Points) -> bytes:
        # The higher half first: few characters begin with the same, so the library seldom starts in vain.
        return self._narrow(points).astype(">u2").tobytes()

    def _narrow(self, points: Points) -> NDArray[np.uint16]:
        if points.dtype == np.uint16:
            return points.view(np.uint16)
        if len(points) and points.max() > _LAST_NARROW:
            points = points.copy()
            wide = np.flatnonzero(points > _LAST_NARROW)
            points[wide] = self._stand_ins(points[wide])
        return points.astype("<u2")

    def _stand_ins(self, points: Points) -> NDArray[np.uint32]:
        at = np.searchsorted(self._rare, points)
        known = np.append(self._rare, np.uint32(0))[at] == points
        return np.where(known, _FIRST_STAND_IN + at, _OTHER).astype(np.uint32)
