"""Pairs of neighbouring characters, each as one number: what conversations are found by, Chinese ones too.

Two characters are the usual Chinese word, and too short for indexes of three. A text that holds all pairs of the words
looked for nearly always holds the words themselves; the page checks that before it shows them.
"""

from collections.abc import Iterable

import numpy as np

from tasks.quality.rules.folding import fold

MOST_CHARACTERS = 200_000  # of one conversation; what comes later in it is not found
LEAST, MOST_ASKED = 2, 60


def grams_of(texts: Iterable[str]) -> list[int]:
    """Every pair within a line of the folded texts, each once, as a signed 32-bit number."""
    joined = fold("\n".join(texts)).text[:MOST_CHARACTERS]
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if len(points) < 2:
        return []
    left, right = points[:-1], points[1:]
    blank = (left <= 32) | (right <= 32)
    mixed = (left[~blank] * np.uint32(65_599)) ^ right[~blank]
    return [int(n) for n in np.unique(mixed.view(np.int32))]


def asked_words(query: str) -> list[str]:
    """The words of a search as they are compared: folded, each at least two characters long."""
    words = [fold(word).text.strip() for word in query.split()[:8]]
    return [word[:MOST_ASKED] for word in words if len(word) >= LEAST]


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether a folded text holds all the words."""
    return all(word in text for word in words)
