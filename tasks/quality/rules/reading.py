"""Reading foreign data field by field, so that an error names its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tasks.quality.rules.shapes import RuleSetInvalid

_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_MOST_WORDS = 50_000
_LONGEST_WORD = 100
_LONGEST_CHAIN = 1_000


@dataclass(frozen=True, slots=True)
class Reader:
    """One JSON object and its path in the whole."""

    values: dict[str, Any]
    path: str

    @classmethod
    def of(cls, value: object, *, path: str) -> "Reader":
        """A reader of an object. Raises RuleSetInvalid where it is something else."""
        if not isinstance(value, dict):
            raise RuleSetInvalid("An object is expected here.", where=path)
        return cls(value, path)

    def has(self, key: str) -> bool:
        """Whether the key is there and not null."""
        return self.values.get(key) is not None

    def object(self, key: str) -> "Reader":
        """An inner object."""
        return Reader.of(self.values.get(key), path=self._at(key))

    def objects(self, key: str) -> list["Reader"]:
        """A list of inner objects; absent is empty."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise RuleSetInvalid("A list is expected here.", where=self._at(key))
        return [Reader.of(v, path=f"{self._at(key)}[{n}]") for n, v in enumerate(value)]

    def code(self, key: str) -> str:
        """A short name of lower-case letters, digits and underscores."""
        value = self.values.get(key)
        if not isinstance(value, str) or not _CODE.fullmatch(value):
            raise RuleSetInvalid("A code of a-z, 0-9 and _ is expected here.", where=self._at(key))
        return value

    def one_of(self, key: str, allowed: Sequence[str], *, default: str | None = None) -> str:
        """One of a few words."""
        value = self.values.get(key, default)
        if value not in allowed:
            raise RuleSetInvalid(f"One of {', '.join(allowed)} is expected here.", where=self._at(key))
        return str(value)

    def whole(self, key: str, *, least: int, most: int, default: int | None = None) -> int:
        """A whole number between two bounds."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise RuleSetInvalid(f"A whole number from {least} to {most} is expected here.", where=self._at(key))
        return value

    def share(self, key: str) -> Fraction:
        """An exact share from 0 to 1, written as a string such as "0.5" or a whole number."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise RuleSetInvalid('A share such as "0.5" is expected here.', where=self._at(key))
        try:
            share = Fraction(value)
        except (ValueError, ZeroDivisionError):
            share = Fraction(-1)
        if not 0 <= share <= 1 or share.denominator > 10_000:
            raise RuleSetInvalid("A share from 0 to 1 is expected here.", where=self._at(key))
        return share

    def localized(self, key: str, *, optional: bool = False) -> dict[str, str]:
        """A text in English and Chinese."""
        value = self.values.get(key)
        if value is None and optional:
            return {}
        if not isinstance(value, dict) or not all(isinstance(value.get(k), str) for k in ("en", "zh-hans")):
            raise RuleSetInvalid("A text in en and zh-hans is expected here.", where=self._at(key))
        return {k: v for k, v in value.items() if isinstance(v, str)}

    def words(self, key: str, *, optional: bool = False) -> list[str]:
        """A list of words, none of them empty or over 100 characters."""
        value = self.values.get(key)
        if value is None and optional:
            return []
        if not isinstance(value, list) or not (value or optional) or len(value) > _MOST_WORDS:
            raise RuleSetInvalid(f"A list of 1 to {_MOST_WORDS} words is expected here.", where=self._at(key))
        for n, word in enumerate(value):
            if not isinstance(word, str) or not word.strip() or len(word) > _longest(word):
                raise RuleSetInvalid(
                    f"A word of 1 to {_LONGEST_WORD} characters is expected here.",
                    where=f"{self._at(key)}[{n}]",
                )
        return value

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def _longest(word: str) -> int:
    """An entry with a gap names many alternatives; a plain word is short."""
    return _LONGEST_CHAIN if "…" in word else _LONGEST_WORD


@lru_cache(maxsize=20_000)
def by_edge(words: tuple[str, ...], edge: int) -> dict[str, list[tuple[int, str]]]:
    """Words by their first (``edge`` 0) or last (-1) character, each with its place; shared by all rule sets that hold
    the same words, as versions of one do.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for place, word in enumerate(words):
        found.setdefault(word[edge], []).append((place, word))
    return found
