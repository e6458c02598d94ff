"""A rule set made ready to match: where each of its words is looked for, and tables that say what a place is for."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tasks.quality.rules.buffer import ROLE_NUMBER
from tasks.quality.rules.chains import Lookout
from tasks.quality.rules.matching import Finder
from tasks.quality.rules.ruleset import Chain, RuleSet, StepRule, read_rule_set
from tasks.quality.rules.scoring import Scorer
from tasks.quality.rules.shapes import Role

Ints = NDArray[np.int64]
Owners = dict[str, list[tuple["Use", int]]]
Roles = dict["Use", list[int]]
_NO_LIMIT = 1 << 40


class Use(IntEnum):
    """What a pattern is for."""

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
    """``patterns[n]`` is the n-th word; ``lengths`` of them, ``edges``: whether it begins and ends with a Latin letter or
    digit, and so stands for a whole word only.

    ``chains``: each with the number of its wording rule; their anchors are looked for.
    """

    rules: RuleSet
    digest: str
    finder: Finder
    patterns: tuple[str, ...]
    lengths: Ints
    edges: NDArray[np.bool_]
    is_edged: NDArray[np.bool_]
    chains: tuple[tuple[int, Chain], ...]
    lookout: Lookout
    limits: StepLimits
    scorer: Scorer
    _first: Ints
    _many: Ints
    _uses: Ints

    def heard(self, patterns: Ints, spoken: NDArray[np.int8]) -> tuple[Ints, Ints]:
        """Which of the patterns that were met, each said by a role, mean anything at all: (rows, their places in the
        table of uses).
        """
        said = patterns * len(Role) + spoken
        rows = np.flatnonzero(self._many.take(said))
        return rows, said.take(rows)

    def meaning(self, said: Ints) -> tuple[Ints, Ints, Ints | None]:
        """For each place in the table of uses a line for each use: use, number, row of ``said`` (None: one line each)."""
        many, lines, rows = self._many.take(said), self._first.take(said), None
        if len(many) and many.max() > 1:
            ends = np.cumsum(many)
            rows = np.repeat(np.arange(len(said)), many)
            lines = np.repeat(lines - ends + many, many) + np.arange(ends[-1])
        use, number = self._uses.take(lines, axis=1)
        return use, number, rows


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
    lines, many = _by_role(owners, roles)
    return Compiled(
        rules=rules,
        digest=digest_of(data),
        finder=Finder(patterns, often=[any(use is not Use.WORDING for use, _ in o) for o in owners.values()]),
        patterns=patterns,
        lengths=np.array([len(p) for p in patterns], dtype=np.int64),
        edges=edges,
        is_edged=edges[:, 0] | edges[:, 1],
        chains=chains,
        lookout=Lookout([chain for _, chain in chains]),
        limits=_limits(rules.steps),
        scorer=Scorer(rules),
        _first=np.cumsum(many) - many,
        _many=many,
        _uses=lines,
    )


def _by_role(owners: Owners, roles: Roles) -> tuple[Ints, Ints]:
    """(use and number in each line, how many lines there are for each pattern and role)."""
    lines, many = [], []
    for uses in owners.values():
        for role in range(len(Role)):
            heard = [(int(use), number) for use, number in uses if roles[use][number] == role]
            lines += heard
            many.append(len(heard))
    return np.array(lines, dtype=np.int64).reshape(-1, 2).T.copy(), np.array(many, dtype=np.int64)


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
    """Every pattern with what it is for."""
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
