"""A rule set made ready to match: one automaton over every word and every step's synonym."""

import hashlib
import json
from dataclasses import dataclass
from enum import IntEnum

from ahocorasick_rs import AhoCorasick

from tasks.quality.rules.ruleset import RuleSet, read_rule_set


class Use(IntEnum):
    """What a pattern of the automaton is for."""

    WORDING = 0
    STEP = 1
    APPLIES = 2
    TOPIC = 3


@dataclass(frozen=True, slots=True)
class Compiled:
    """``owners[n]`` says which rules the n-th pattern belongs to: (use, number of the rule)."""

    rules: RuleSet
    digest: str
    automaton: AhoCorasick
    patterns: tuple[str, ...]
    owners: tuple[tuple[tuple[Use, int], ...], ...]
    bounded: tuple[tuple[bool, bool], ...]


def compile_rule_set(data: object) -> Compiled:
    """Read, check and compile a rule set's data.

    ``digest`` is the SHA-256 of the data with sorted keys: two sets with one digest judge alike.
    Raises RuleSetInvalid.
    """
    rules = read_rule_set(data)
    owners: dict[str, list[tuple[Use, int]]] = {}
    for number, wording in enumerate(rules.wording):
        for word in wording.words:
            owners.setdefault(word, []).append((Use.WORDING, number))
    for number, step in enumerate(rules.steps):
        for word in step.words:
            owners.setdefault(word, []).append((Use.STEP, number))
        for word in step.applies.words if step.applies else ():
            owners.setdefault(word, []).append((Use.APPLIES, number))
    for number, topic in enumerate(rules.topics):
        for word in topic.words:
            owners.setdefault(word, []).append((Use.TOPIC, number))
    patterns = tuple(owners)
    return Compiled(
        rules=rules,
        digest=digest_of(data),
        automaton=AhoCorasick(list(patterns), store_patterns=False),
        patterns=patterns,
        owners=tuple(tuple(o) for o in owners.values()),
        bounded=tuple((_is_latin(p[0]), _is_latin(p[-1])) for p in patterns),
    )


def digest_of(data: object) -> str:
    """The fingerprint of a rule set's data."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
