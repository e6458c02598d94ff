"""Words that ordinary talk is full of, found by arithmetic over the whole text at once.

An automaton hands over each place as a Python object. That is nothing where forbidden words are looked for, and most of
the time where greetings, topics and anchors of chains are: in service talk one begins at every eighth character. Here a
number made of up to three neighbouring characters says which words may begin there; whether they do is told by comparing
four characters at a time. The cost is that of a few passes over arrays, however many places there are.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Characters = NDArray[np.uint16]
_FACTOR = np.uint16(0x9E37)  # odd, its bits well mixed: neighbouring characters fall on different numbers
_AT_ONCE = 4  # characters compared in one step
_MOST_MIXED = 3
_BEGINNINGS = range(1, _MOST_MIXED + 1)  # that many characters make the number by which a word is looked for


def may_be_everyday(word: str) -> bool:
    """Whether ``Everyday`` can look for it: no character is beyond the first 65,536."""
    return max(word) <= "\uffff" and min(word) > "\0"


class Everyday:
    """Finds every place of some words, each as ``may_be_everyday`` says, overlapping ones too."""

    def __init__(self, words: Sequence[str]) -> None:
        self._beyond = np.zeros(max(map(len, words), default=0) + _AT_ONCE, dtype="<u2")
        parted = [
            (begin, [n for n, w in enumerate(words) if min(len(w), _MOST_MIXED) == begin]) for begin in _BEGINNINGS
        ]
        self._sieves = [_Sieve([words[n] for n in some], some, begin) for begin, some in parted if some]

    def find(self, text: Characters) -> tuple[Ints, Ints]:
        """(number of the word, where it starts) for each place, in no particular order. ``text``: without zeros."""
        padded = np.concatenate((text, self._beyond))
        found = [part for sieve in self._sieves for part in sieve.find(padded, len(text))]
        return _joined([words for words, _ in found]), _joined([starts for _, starts in found])


class _Sieve:
    """Words that begin with ``begin`` characters or more. ``names[n]``: by which number the n-th is known outside."""

    def __init__(self, words: Sequence[str], names: Sequence[int], begin: int) -> None:
        self._begin = begin
        parts = -(-max(map(len, words)) // _AT_ONCE)
        written = np.zeros((len(words), parts * _AT_ONCE), dtype="<u2")
        for row, word in enumerate(words):
            written[row, : len(word)] = [ord(c) for c in word]
        numbers = _numbers([written[:, n] for n in range(begin)])
        by_number = np.argsort(numbers, kind="stable")
        written = written[by_number]
        self._names = np.array(names, dtype=np.int64)[by_number]
        self._wanted = np.ascontiguousarray(written.view("<u8").T)
        self._asked = np.ascontiguousarray(np.where(written > 0, np.uint16(0xFFFF), np.uint16(0)).view("<u8").T)
        self._lengths = np.array([len(word) for word in words], dtype=np.int64)[by_number]
        counted = np.bincount(numbers, minlength=1 << 16)
        self._many = counted.astype(np.uint16)
        self._first = np.cumsum(counted) - counted

    def find(self, padded: Characters, length: int) -> list[tuple[Ints, Ints]]:
        """(words, starts) in the first ``length`` characters, in portions."""
        numbers = _numbers([padded[n : length + n] for n in range(self._begin)])
        many = self._many.take(numbers, mode="clip")
        starts = np.flatnonzero(many != 0)
        numbers, many = numbers.take(starts), many.take(starts)
        rows = self._first.take(numbers, mode="clip")
        ends = np.cumsum(many, dtype=np.int64)
        if len(ends) and ends[-1] > len(ends):  # somewhere several words may begin
            rows = np.repeat(rows - ends + many, many) + np.arange(ends[-1])
            starts = np.repeat(starts, many)
        return self._compared(padded, rows, starts)

    def _compared(self, padded: Characters, rows: Ints, starts: Ints) -> list[tuple[Ints, Ints]]:
        """Of words that may begin somewhere those that do: four characters in a step."""
        # From each place on four characters as one number: a view in which neighbours overlap, nothing is copied.
        fours = np.ndarray((len(padded) - _AT_ONCE + 1,), dtype="<u8", buffer=padded, strides=(2,))
        found: list[tuple[Ints, Ints]] = []
        for part, (wanted, asked) in enumerate(zip(self._wanted, self._asked, strict=True)):
            read = fours[starts + part * _AT_ONCE] if part else fours[starts]
            fits = np.flatnonzero(read & asked.take(rows) == wanted.take(rows))
            rows, starts = rows.take(fits), starts.take(fits)
            if part + 1 == len(self._wanted):
                found.append((self._names.take(rows), starts))
                break
            over = self._lengths.take(rows) > (part + 1) * _AT_ONCE
            ended, going = np.flatnonzero(~over), np.flatnonzero(over)
            found.append((self._names.take(rows.take(ended)), starts.take(ended)))
            rows, starts = rows.take(going), starts.take(going)
        return found


def _numbers(characters: Sequence[Characters]) -> Characters:
    """A number of 16 bits for each row of neighbouring characters; different rows may share one."""
    mixed = characters[0]
    for following in characters[1:]:
        mixed = mixed * _FACTOR + following
    return mixed


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
