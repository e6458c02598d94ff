"""Texts on a page that are in the wrong language."""

import re
from collections.abc import Iterable
from functools import cache

from talentpool.kernel import translations

PLACE = re.compile(r"%\(\w+\)[sd]|%%")
LATIN = re.compile(r"[A-Za-z]{3,}")
HAN = re.compile(r"[\u4e00-\u9fff]")


def plain(text: str) -> str:
    return " ".join(PLACE.sub(" ", text).split()).strip()


@cache
def english() -> frozenset[str]:
    """Every text of the code that has no place for a value, as it reads untranslated, and that isn't the same word."""
    found = {key[1] for texts in translations.wanted().values() for key in texts}
    same = {str(m.id) for m in translations.merged() if m.id == m.string}
    return frozenset(plain(text) for text in found - same if len(plain(text)) > 2 and not PLACE.search(text))


@cache
def chinese() -> frozenset[str]:
    """Every Chinese text of the catalogues that has no place for a value."""
    texts = (m.string for m in translations.merged() if m.id and isinstance(m.string, str))
    return frozenset(plain(text) for text in texts if HAN.search(text) and not PLACE.search(text))


def wrong(texts: Iterable[str], language: str) -> list[str]:
    """Which of a page's visible texts are untranslated: a known text of the other language, or three foreign words."""
    found = []
    for text in {plain(t) for t in texts}:
        if language == "en":
            bad = text in chinese()
        else:
            sentence = len(LATIN.findall(text)) >= 4 and not HAN.search(text)
            bad = text in english() or sentence
        if bad:
            found.append(text[:90])
    return sorted(found)
