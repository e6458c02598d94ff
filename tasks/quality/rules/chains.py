"""Chains of words: which anchors are worth a look, and the whole chain around one."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.quality.rules.folding import TURN_END, Points
from tasks.quality.rules.ruleset import GAP, GAP_MARK, Chain

Ints = NDArray[np.int64]
SENTENCE_ENDS = frozenset("。.!?;\n" + TURN_END)
_OTHERS = 0xFFFF  # this character and all beyond
_BEFORE, _AFTER = np.arange(-GAP - 1, 0), np.arange(GAP + 1)


class Lookout:
    """A quick look around the anchors: where no word of the link before or after can be near, there is no chain.

    Most anchors stand alone. A word that ends at most GAP before the anchor has its last character among the GAP + 1
    before it; one that starts at most GAP after, its first among the GAP + 1 after it.
    """

    def __init__(self, chains: Sequence[Chain]) -> None:
        lasts = [c.lasts[c.anchor - 1] if c.anchor else None for c in chains]
        firsts = [c.firsts[c.anchor + 1] if c.anchor + 1 < len(c.links) else None for c in chains]
        met = {character for words in (*lasts, *firsts) for character in words or ()}
        wanted = sorted(character for character in met if ord(character) < _OTHERS)
        number = {character: n for n, character in enumerate(wanted, 1)}
        self._number = np.zeros(_OTHERS + 1, dtype=np.uint16)  # of each character that a neighbour begins or ends with
        self._number[[ord(c) for c in wanted]] = list(number.values())
        self._number[_OTHERS] = len(number) + 1
        self._lasts, self._firsts = _table(lasts, number), _table(firsts, number)

    def worth_a_look(self, points: Points, chains: Ints, starts: Ints, ends: Ints) -> Ints:
        """Rows of the anchors (``chains``: of which chain) around which the neighbours' characters are met."""
        rows = np.arange(len(chains))
        for table, offsets, edges in ((self._lasts, _BEFORE, starts), (self._firsts, _AFTER, ends)):
            places = edges[rows, None] + offsets
            numbers = self._number.take(points.take(places, mode="clip"), mode="clip")
            rows = rows[table[chains[rows, None], numbers].any(axis=1)]
        return rows


def _table(sets: Sequence[Mapping[str, object] | None], number: dict[str, int]) -> NDArray[np.bool_]:
    """``table[chain, character's number]``; all true where the chain has no such neighbour, and for the last number,
    which stands for all characters that have none of their own: they are worth a look.
    """
    table = np.zeros((max(1, len(sets)), len(number) + 2), dtype=np.bool_)
    for row, characters in enumerate(sets):
        table[row, slice(None) if characters is None else [number[c] for c in characters if c in number]] = True
    table[:, -1] = True
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
    """Where a word of the link starts that ends at most GAP before ``end`` in the same sentence, and which: the one that
    starts last.
    """
    words, best, stop = chain.lasts[link], (-1, 0, ""), end  # best: where it starts, how early it stands in the link
    for character in reversed(text[max(0, end - GAP - 1) : end]):
        if stop <= best[0]:
            break  # what ends here starts earlier
        for place, word in words.get(character, ()):
            if text.endswith(word, 0, stop):
                best = max(best, (stop - len(word), -place, word))
        if best[0] < 0 and character in SENTENCE_ENDS:
            return None
        stop -= 1
    return None if best[0] < 0 or _is_broken(text, best[0] + len(best[2]), end) else (best[0], best[2])


def _nearest_after(chain: Chain, link: int, text: str, start: int) -> tuple[int, str] | None:
    """Where a word of the link ends that starts at most GAP after ``start`` in the same sentence, and which: the one that
    ends first.
    """
    words, beyond = chain.firsts[link], len(text) + 1
    best = (beyond, 0, "")  # where it ends, how late it stands in the link
    for begin, character in enumerate(text[start : start + GAP + 1], start):
        if begin >= best[0]:
            break  # what begins here ends later
        for place, word in words.get(character, ()):
            if text.startswith(word, begin):
                best = min(best, (begin + len(word), place, word))
        if best[0] == beyond and character in SENTENCE_ENDS:
            return None
    return None if best[0] == beyond or _is_broken(text, start, best[0] - len(best[2])) else (best[0], best[2])


def _is_broken(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends between two words."""
    return not SENTENCE_ENDS.isdisjoint(text[start:end])
