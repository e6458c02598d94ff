"""A rule set made ready to match: one automaton over every word and every step's synonym, and tables to sort hits by."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tasks.quality.rules.buffer import ROLE_NUMBER
from tasks.quality.rules.chains import Lookout
from tasks.quality.rules.matching import Automaton
from tasks.quality.rules.ruleset import Chain, RuleSet, StepRule, read_rule_set
from tasks.quality.rules.scoring import Scorer
from tasks.quality.rules.shapes import Role

Ints = NDArray[np.int64]
Owners = dict[str, list[tuple["Use", int]]]
Roles = dict["Use", list[int]]
_NO_LIMIT = 1 << 40


class Use(IntEnum):
    """What a pattern of the automaton is for."""

    WORDING = 0
    STEP = 1
    APPLIES = 2
    TOPIC = 3
    CHAIN = 4


@dataclass(frozen=True, slots=True)
class StepLimits:
    """Per step, as arrays: whose turns are counted, how early and how late among them it must be taken."""

    role: Ints
    within_first: Ints
    within_last: Ints


@dataclass(frozen=True, slots=True)
class Compiled:
    """``patterns[n]`` is the automaton's n-th word; ``lengths`` of them, ``heard``: one bit for each role that it counts
    from, ``edges``: whether it begins and ends with a Latin letter or digit, and so stands for a whole word only.

    ``chains``: each with the number of its wording rule; the automaton finds their anchors.
    """

    rules: RuleSet
    digest: str
    automaton: Automaton
    patterns: tuple[str, ...]
    lengths: Ints
    heard: NDArray[np.uint8]
    edges: NDArray[np.bool_]
    is_edged: NDArray[np.bool_]
    chains: tuple[tuple[int, Chain], ...]
    lookout: Lookout
    limits: StepLimits
    scorer: Scorer
    _first: Ints
    _uses: Ints

    def meaning(self, patterns: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """For patterns that were met, one line for each use of each: use, number, the role whose words count (as the
        place in ``Role``), row of ``patterns``.
        """
        begin = self._first[patterns]
        many = self._first[patterns + 1] - begin
        rows = np.repeat(np.arange(len(patterns)), many)
        lines = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many - begin, many)
        use, number, role = (column.take(lines) for column in self._uses)
        return use, number, role, rows


def compile_rule_set(data: object) -> Compiled:
    """Read, check and compile a rule set's data.

    ``digest`` is the SHA-256 of the data with sorted keys: two sets with one digest judge alike.
    Raises RuleSetInvalid.
    """
    rules = read_rule_set(data)
    chains = tuple((number, chain) for number, rule in enumerate(rules.wording) for chain in rule.chains)
    owners = _owners(rules, chains)
    patterns, roles = tuple(owners), _roles(rules, chains)
    edges = np.array([(_is_latin(p[0]), _is_latin(p[-1])) for p in patterns], dtype=np.bool_).reshape(-1, 2)
    return Compiled(
        rules=rules,
        digest=digest_of(data),
        automaton=Automaton(patterns),
        patterns=patterns,
        lengths=np.array([len(p) for p in patterns], dtype=np.int64),
        heard=_heard(owners, roles),
        edges=edges,
        is_edged=edges.any(axis=1),
        chains=chains,
        lookout=Lookout([chain for _, chain in chains]),
        limits=_limits(rules.steps),
        scorer=Scorer(rules),
        _first=np.cumsum([0, *(len(o) for o in owners.values())], dtype=np.int64),
        _uses=_columns([(use, number, roles[use][number]) for o in owners.values() for use, number in o]),
    )


def _columns(rows: Sequence[tuple[int, int, int]]) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy()


def _heard(owners: Owners, roles: Roles) -> NDArray[np.uint8]:
    """Per pattern a bit for each role it counts from, in any of its uses."""
    bits = [sum({1 << roles[use][number] for use, number in uses}) for uses in owners.values()]
    return np.array(bits, dtype=np.uint8)


def _limits(steps: Sequence[StepRule]) -> StepLimits:
    return StepLimits(
        role=np.array([ROLE_NUMBER[s.role] for s in steps], dtype=np.int64),
        within_first=np.array([s.within_first or _NO_LIMIT for s in steps], dtype=np.int64),
        within_last=np.array([s.within_last or _NO_LIMIT for s in steps], dtype=np.int64),
    )


def _roles(rules: RuleSet, chains: Sequence[tuple[int, Chain]]) -> Roles:
    """Whose words count: by use and number, the place in ``Role``; -1 where there is nothing."""
    spoken: dict[Use, list[Role | None]] = {
        Use.WORDING: [r.role for r in rules.wording],
        Use.STEP: [s.role for s in rules.steps],
        Use.APPLIES: [s.applies.role if s.applies else None for s in rules.steps],
        Use.TOPIC: [Role.CUSTOMER for _ in rules.topics],
        Use.CHAIN: [rules.wording[number].role for number, _ in chains],
    }
    return {use: [-1 if role is None else ROLE_NUMBER[role] for role in roles] for use, roles in spoken.items()}


def _owners(rules: RuleSet, chains: Sequence[tuple[int, Chain]]) -> Owners:
    """Every pattern of the automaton with what it is for."""
    owners: Owners = {}
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
