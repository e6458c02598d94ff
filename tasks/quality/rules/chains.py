"""Chains of words: which anchors are worth a look, and the whole chain around one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.quality.rules.folding import TURN_END
from tasks.quality.rules.ruleset import GAP, GAP_MARK, Chain

Ints = NDArray[np.int64]
SENTENCE_ENDS = frozenset("。.!?;\n" + TURN_END)
_BEFORE, _AFTER = np.arange(-GAP - 1, 0), np.arange(GAP + 1)


class Lookout:
    """A quick look around the anchors: where no word of the link before or after can be near, there is no chain.

    Most anchors stand alone. A word that ends at most GAP before the anchor has its last character among the GAP + 1
    before it; one that starts at most GAP after, its first among the GAP + 1 after it.
    """

    def __init__(self, chains: Sequence[Chain]) -> None:
        lasts = [c.lasts[c.anchor - 1] if c.anchor else None for c in chains]
        firsts = [c.firsts[c.anchor + 1] if c.anchor + 1 < len(c.links) else None for c in chains]
        wanted = sorted(frozenset().union(*(s for s in (*lasts, *firsts) if s)))
        number = {character: n for n, character in enumerate(wanted, 1)}
        self._number = np.zeros(0x110000, dtype=np.uint16)  # of each character that a neighbour begins or ends with
        self._number[[ord(c) for c in wanted]] = list(number.values())
        self._lasts, self._firsts = _table(lasts, number), _table(firsts, number)

    def worth_a_look(self, points: NDArray[np.uint32], chains: Ints, starts: Ints, ends: Ints) -> Ints:
        """Rows of the anchors (``chains``: of which chain) around which the neighbours' characters are met."""
        rows = np.arange(len(chains))
        for table, offsets, edges in ((self._lasts, _BEFORE, starts), (self._firsts, _AFTER, ends)):
            places = edges[rows, None] + offsets
            numbers = self._number.take(points.take(places, mode="clip"))
            rows = rows[table[chains[rows, None], numbers].any(axis=1)]
        return rows


def _table(sets: Sequence[frozenset[str] | None], number: dict[str, int]) -> NDArray[np.bool_]:
    """``table[chain, character's number]``; all true where the chain has no such neighbour."""
    table = np.zeros((max(1, len(sets)), len(number) + 1), dtype=np.bool_)
    for row, characters in enumerate(sets):
        table[row, slice(None) if characters is None else [number[c] for c in characters]] = True
    return table


def whole_chain(chain: Chain, word: str, text: str, start: int) -> tuple[str, int, int] | None:
    """(its words, start, end) of the chain around its anchor ``word``, the rarest link, which stands at ``start``.

    Each link near its neighbour; None where one is missing.
    """
    said, begin = [word], start
    for place in range(chain.anchor - 1, -1, -1):
        before = _nearest_before(chain, place, text, begin)
        if before is None:
            return None
        begin, found = before
        said.insert(0, found)
    end = start + len(word)
    for place in range(chain.anchor + 1, len(chain.links)):
        after = _nearest_after(chain, place, text, end)
        if after is None:
            return None
        end, found = after
        said.append(found)
    return GAP_MARK.join(said), begin, end


def _nearest_before(chain: Chain, link: int, text: str, end: int) -> tuple[int, str] | None:
    """Where a word of the link starts that ends at most GAP before ``end`` in the same sentence, and which."""
    best: tuple[int, str] | None = None
    for word in chain.links[link]:
        place = text.rfind(word, max(0, end - GAP - len(word)), end)
        if place >= 0 and (best is None or place > best[0]):
            best = place, word
    return best if best and not SENTENCE_ENDS.intersection(text[best[0] + len(best[1]) : end]) else None


def _nearest_after(chain: Chain, link: int, text: str, start: int) -> tuple[int, str] | None:
    """Where a word of the link ends that starts at most GAP after ``start`` in the same sentence, and which."""
    best: tuple[int, str] | None = None
    for word in chain.links[link]:
        place = text.find(word, start, start + GAP + len(word))
        if place >= 0 and (best is None or place + len(word) < best[0]):
            best = place + len(word), word
    return best if best and not SENTENCE_ENDS.intersection(text[start : best[0] - len(best[1])]) else None
