"""What a draft would change: both versions on the same conversations, and a sample of the draft's hits for people."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tasks.quality.rules.compiling import Compiled
from tasks.quality.rules.inspecting import inspect_all
from tasks.quality.rules.shapes import ALERTING, Finding, Hit, InspectionError, Turn

SAMPLE_PER_RULE = 8
MOST_CHANGED = 50


@dataclass
class TryOutTally:
    """Counts as conversations pass by; ``outcome()`` is plain JSON. ``before`` may be None: nothing is in force yet."""

    draft: Compiled
    before: Compiled | None
    seen: int = 0
    unreadable: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    broken_after: Counter[str] = field(default_factory=Counter)
    broken_before: Counter[str] = field(default_factory=Counter)
    alarming: list[int] = field(default_factory=lambda: [0, 0])
    scores: list[tuple[float, float]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    sample: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=dict)

    def take(self, talks: Sequence[tuple[str, Sequence[Turn]]]) -> None:
        """Judge some conversations by both versions: each with its name, its ref."""
        turns = [said for _, said in talks]
        drafted = inspect_all(compiled=self.draft, talks=turns)
        in_force = inspect_all(compiled=self.before, talks=turns) if self.before else [None] * len(turns)
        for (name, _), new, old in zip(talks, drafted, in_force, strict=True):
            self.seen += 1
            if isinstance(new, InspectionError) or isinstance(old, InspectionError):
                self.unreadable += 1
                continue
            self._count(new, old)
            self._compare(name, new, old)
            for hit in new.hits:
                self._draw(name, hit)

    def _count(self, new: Finding, old: Finding | None) -> None:
        self.hits.update(h.rule for h in new.hits)
        self.broken_after.update({h.rule for h in new.hits})
        self.alarming[1] += any(h.severity in ALERTING for h in new.hits)
        if old is not None:
            self.broken_before.update({h.rule for h in old.hits})
            self.alarming[0] += any(h.severity in ALERTING for h in old.hits)

    def _compare(self, name: str, new: Finding, old: Finding | None) -> None:
        if old is None:
            return
        was, will = old.score.total, new.score.total
        if was is not None and will is not None:
            self.scores.append((float(was), float(will)))
        had, has = {h.rule for h in old.hits}, {h.rule for h in new.hits}
        by = abs(float(will) - float(was)) if was is not None and will is not None else 0.0
        if had == has and by < 0.005:
            return
        row = {"conversation": name, "before": _points(was), "after": _points(will), "by": round(by, 2)}
        self.changed.append({**row, "came": sorted(has - had), "went": sorted(had - has)})

    def _draw(self, name: str, hit: Hit) -> None:
        """Keep the hits whose fixed lots are lowest, rule by rule: random, and the same in the next try-out."""
        lot = hashlib.sha256(f"{name}:{hit.rule}:{hit.place.turn}:{hit.place.start}".encode()).hexdigest()
        drawn = self.sample.setdefault(hit.rule, [])
        if len(drawn) == SAMPLE_PER_RULE and drawn[-1][0] <= lot:
            return
        place = {"turn": hit.place.turn, "start": hit.place.start, "end": hit.place.end}
        drawn.append((lot, {"conversation": name, "rule": hit.rule, "word": hit.word, **place}))
        drawn.sort(key=lambda pair: pair[0])
        del drawn[SAMPLE_PER_RULE:]

    def outcome(self) -> dict[str, Any]:
        """Everything the page shows, as plain JSON."""
        codes = sorted({*self.broken_before, *self.broken_after})
        changed = sorted(self.changed, key=lambda row: (-row["by"], row["conversation"]))
        return {
            "conversations": self.seen,
            "unreadable": self.unreadable,
            "rules": [
                {"code": c, "before": self.broken_before[c], "after": self.broken_after[c], "hits": self.hits[c]}
                for c in codes
            ],
            "alarming": self.alarming,
            "mean": [_mean([s[n] for s in self.scores]) for n in (0, 1)],
            "changed_count": len(changed),
            "changed": changed[:MOST_CHANGED],
            "sample": [row for code in sorted(self.sample) for _lot, row in self.sample[code]],
        }


def _points(total: Any) -> float | None:
    return None if total is None else round(float(total), 1)


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 2) if values else None
