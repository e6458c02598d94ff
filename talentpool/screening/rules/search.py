"""What a search finds: an application as words, a question as words. Chinese by characters and pairs of them.

Names are encrypted, so the words are only ever kept as keyed fingerprints; that is why a word is found by its
beginning and a Chinese name by its pairs of characters, and nothing in between.
"""

import re
from collections.abc import Iterable

SHORTEST, LONGEST = 2, 12
MOST_WORDS = 120
_CHINESE = "\u3400-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{_CHINESE}]+|[^\W{_CHINESE}_]+")
_NUMBER = re.compile(r"\+?\d[\d\s-]{5,}\d")


def kept(texts: Iterable[str]) -> set[str]:
    """The words under which texts are found: beginnings of words, characters and their pairs."""
    found: set[str] = set()
    for text in texts:
        for run in _RUNS.findall(text.lower()):
            found |= _pairs(run) | set(run) if _is_chinese(run) else _beginnings(run)
            if len(found) > MOST_WORDS:
                return set(sorted(found)[:MOST_WORDS])
    return found


def phone_words(phone: str) -> set[str]:
    """A number is found whole, without its country, and by its last four places."""
    digits = re.sub(r"\D", "", phone)
    return {f"#{digits}", f"#{digits[-11:]}", f"#{digits[-4:]}"} if len(digits) >= 7 else set()


def asked(question: str) -> set[str]:
    """The words a question asks for, all of which must be there; a number is looked up as a number."""
    found = {"#" + re.sub(r"\D", "", number) for number in _NUMBER.findall(question)}
    for run in _RUNS.findall(_NUMBER.sub(" ", question.lower())):
        if _is_chinese(run):
            found |= _pairs(run) if len(run) > 1 else {run}
        elif run.isdigit() and len(run) == 4:
            found.add("#" + run)
        elif len(run) >= SHORTEST:
            found.add(run[:LONGEST])
    return found


def _is_chinese(run: str) -> bool:
    return re.match(f"[{_CHINESE}]", run) is not None


def _pairs(run: str) -> set[str]:
    return {run[at : at + 2] for at in range(len(run) - 1)}


def _beginnings(run: str) -> set[str]:
    return {run[:length] for length in range(SHORTEST, min(len(run), LONGEST) + 1)}
