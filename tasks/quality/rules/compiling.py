"""A rule set made ready to match: one automaton over every word and every step's synonym."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from tasks.quality.rules.ruleset import Chain, RuleSet, read_rule_set
from tasks.quality.rules.shapes import Role


class Use(IntEnum):
    """What a pattern of the automaton is for."""

    WORDING = 0
    STEP = 1
    APPLIES = 2
    TOPIC = 3
    CHAIN = 4


@dataclass(frozen=True, slots=True)
class Compiled:
    """``owners[n]`` says which rules the n-th pattern belongs to: (use, number of the rule, step, topic or chain).

    ``chains``: each with the number of its wording rule; the automaton finds their anchors.
    """

    rules: RuleSet
    digest: str
    automaton: AhoCorasick
    patterns: tuple[str, ...]
    owners: tuple[tuple[tuple[Use, int], ...], ...]
    bounded: tuple[tuple[bool, bool], ...]
    chains: tuple[tuple[int, Chain], ...]
    is_bounded: NDArray[np.bool_]
    roles: NDArray[np.int64]
    _first: NDArray[np.int64]
    _pairs: NDArray[np.int64]

    def meaning(self, patterns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """For patterns that were met: (use, number, row of ``patterns``), one line for each use of each."""
        many = self._first[patterns + 1] - self._first[patterns]
        rows = np.repeat(np.arange(len(patterns)), many)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
        pairs = self._pairs[self._first[patterns[rows]] + within]
        return pairs[:, 0], pairs[:, 1], rows


def compile_rule_set(data: object) -> Compiled:
    """Read, check and compile a rule set's data.

    ``digest`` is the SHA-256 of the data with sorted keys: two sets with one digest judge alike.
    Raises RuleSetInvalid.
    """
    rules = read_rule_set(data)
    chains = tuple((number, chain) for number, rule in enumerate(rules.wording) for chain in rule.chains)
    owners = _owners(rules, chains)
    patterns = tuple(owners)
    return Compiled(
        rules=rules,
        digest=digest_of(data),
        automaton=AhoCorasick(list(patterns), store_patterns=False),
        patterns=patterns,
        owners=tuple(tuple(o) for o in owners.values()),
        bounded=(bounded := tuple((_is_latin(p[0]), _is_latin(p[-1])) for p in patterns)),
        chains=chains,
        is_bounded=np.array([left or right for left, right in bounded], dtype=np.bool_),
        roles=_roles(rules, chains),
        _first=np.cumsum([0, *(len(o) for o in owners.values())], dtype=np.int64),
        _pairs=np.array([pair for o in owners.values() for pair in o], dtype=np.int64).reshape(-1, 2),
    )


def _roles(rules: RuleSet, chains: Sequence[tuple[int, Chain]]) -> NDArray[np.int64]:
    """Whose words count: ``roles[use, number]`` as the place in ``Role``; -1 where there is nothing."""
    spoken: dict[Use, list[Role | None]] = {
        Use.WORDING: [r.role for r in rules.wording],
        Use.STEP: [s.role for s in rules.steps],
        Use.APPLIES: [s.applies.role if s.applies else None for s in rules.steps],
        Use.TOPIC: [Role.CUSTOMER for _ in rules.topics],
        Use.CHAIN: [rules.wording[number].role for number, _ in chains],
    }
    table = np.full((len(Use), max(1, *map(len, spoken.values()))), -1, dtype=np.int64)
    for use, roles in spoken.items():
        table[use, : len(roles)] = [-1 if role is None else tuple(Role).index(role) for role in roles]
    return table


def _owners(rules: RuleSet, chains: Sequence[tuple[int, Chain]]) -> dict[str, list[tuple[Use, int]]]:
    """Every pattern of the automaton with what it is for."""
    owners: dict[str, list[tuple[Use, int]]] = {}
    for use, lists in (
        (Use.WORDING, [r.words for r in rules.wording]),
        (Use.STEP, [s.words for s in rules.steps]),
        (Use.APPLIES, [s.applies.words if s.applies else () for s in rules.steps]),
        (Use.TOPIC, [t.words for t in rules.topics]),
        (Use.CHAIN, [chain.links[chain.anchor] for _, chain in chains]),
    ):
        for number, words in enumerate(lists):
            for word in words:
                owners.setdefault(word, []).append((use, number))
    return owners


def digest_of(data: object) -> str:
    """The fingerprint of a rule set's data."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
