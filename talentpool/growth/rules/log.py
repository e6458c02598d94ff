"""Pure decisions about growth: the chain of the log, capabilities from evidence, what a level still needs."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

GENESIS = "0" * 64


def entry_hash(
    *, previous: str, kind: str, occurred_at: datetime, payload: Mapping[str, Any], source: str, corrects: str
) -> str:
    """SHA-256 over the previous hash and everything an entry says, in one canonical form (JSON, sorted keys)."""
    said = [previous, kind, occurred_at.isoformat(timespec="microseconds"), payload, source, corrects]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Evidence:
    """One proof of a capability: ``score`` 0 to 1, ``days`` ago (>= 0)."""

    score: float
    days: float


def capability_score(
    evidence: Iterable[Evidence], *, half_life_days: float, prior: float, prior_weight: float
) -> tuple[float, int]:
    """(score 0 to 1, number of proofs): the mean of the proofs weighed by 0.5^(days / half-life), drawn to ``prior``.

    ``prior`` counts as ``prior_weight`` fresh proofs, so that one bad conversation does not name a weakness.
    """
    shift, total, count = 0.0, prior_weight, 0
    for proof in evidence:
        weight = 0.5 ** (max(proof.days, 0.0) / half_life_days)
        shift += weight * (proof.score - prior)
        total += weight
        count += 1
    return (prior + shift / total if total else prior), count


def weakest(scores: Mapping[str, tuple[float, int]], *, least_evidence: int) -> str | None:
    """The capability with the lowest score among those with enough proofs; None when none has enough."""
    known = [(score, name) for name, (score, count) in scores.items() if count >= least_evidence]
    return min(known)[1] if known else None


@dataclass(frozen=True)
class Need:
    """One thing a level asks for: ``have`` of ``need``."""

    name: str
    have: float
    need: float

    @property
    def met(self) -> bool:
        return self.have >= self.need


def next_level(levels: Sequence[Mapping[str, Any]], current: int) -> Mapping[str, Any] | None:
    """The rulebook's entry of the level above ``current``, or None at the top."""
    above = [level for level in levels if level["level"] > current]
    return min(above, key=lambda level: level["level"]) if above else None


def needs(level: Mapping[str, Any], counted: Mapping[str, float]) -> list[Need]:
    """What ``level`` asks for against what was counted in the period; unknown counts are 0."""
    return [Need(name, float(counted.get(name, 0)), float(value)) for name, value in level.get("needs", {}).items()]
