"""The inspector's findings as the JSON an inspection keeps, and back; the compiled rule sets."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from tasks.quality.models import Conversation, Inspection, RuleSet
from tasks.quality.rules.capabilities import capability_evidence
from tasks.quality.rules.compiling import Compiled, compile_rule_set
from tasks.quality.rules.ruleset import StepRule, WordingRule
from tasks.quality.rules.shapes import (
    Finding,
    Group,
    Hit,
    Place,
    Role,
    Score,
    Severity,
    StepResult,
    StepState,
    TimingResult,
    Turn,
)

FOUND, CONFIRMED, DISMISSED = "found", "confirmed", "dismissed"


def compiled_rules(rule_set: RuleSet) -> Compiled:
    """The rule set ready to match; a published version never changes, so it is compiled once per worker."""
    return _compiled(rule_set.pk, rule_set.changed_at)


@lru_cache(maxsize=64)
def _compiled(pk: int, changed_at: datetime) -> Compiled:
    del changed_at  # only drafts change; the time makes each of their states a key of its own
    rules = RuleSet.objects.values_list("rules", flat=True).get(pk=pk)
    return _of(json.dumps(rules, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=32)
def _of(rules: str) -> Compiled:
    """Many clients begin with the starter rules: equal rules are compiled once, whoever's they are."""
    return compile_rule_set(json.loads(rules))


def kept(finding: Finding) -> dict[str, Any]:
    """What an inspection keeps of a finding: the fields ``hits``, ``steps``, ``timing``, ``truncated``, ``topic``."""
    return {
        "hits": [{**_flat(h), "state": FOUND} for h in finding.hits],
        "steps": [_flat(s) for s in finding.steps],
        "timing": [asdict(t) for t in finding.timings],
        "truncated": finding.truncated,
        "topic": finding.topic,
    }


def _flat(found: Hit | StepResult) -> dict[str, Any]:
    values = asdict(found)
    place = values.pop("place")
    return {**values, **(place or {})}


def valid_hits(inspection: Inspection) -> list[Hit]:
    """The hits nobody dismissed."""
    return [
        Hit(h["rule"], Severity(h["severity"]), Group(h["group"]), h["word"], Place(h["turn"], h["start"], h["end"]))
        for h in inspection.hits
        if h["state"] != DISMISSED
    ]


def kept_steps(inspection: Inspection) -> list[StepResult]:
    return [
        StepResult(
            s["step"],
            Group(s["group"]),
            StepState(s["state"]),
            Place(s["turn"], s["start"], s["end"]) if "turn" in s else None,
        )
        for s in inspection.steps
    ]


def kept_timings(inspection: Inspection) -> list[TimingResult]:
    return [
        TimingResult(t["measure"], Group(t["group"]), t["seconds"], t["limit"], t["turn"]) for t in inspection.timing
    ]


@dataclass(frozen=True, slots=True)
class Scored:
    """Everything an inspection's score fields hold; points of 100, two decimals; None: did not apply."""

    service: float | None
    sales: float | None
    other: float | None
    score: float | None
    capabilities: dict[str, float]


def scored(inspection: Inspection) -> Scored:
    """The score as it follows from what was found and what people decided about it."""
    compiled = compiled_rules(inspection.rule_set)
    hits, steps = valid_hits(inspection), kept_steps(inspection)
    result = compiled.scorer.score(
        hits=hits,
        steps=steps,
        timings=kept_timings(inspection),
        red_line_confirmed=inspection.red_line_confirmed,
    )
    evidence = capability_evidence(rules=compiled.rules, steps=steps, hits=hits)
    return Scored(
        service=_points(result, Group.SERVICE),
        sales=_points(result, Group.SALES),
        other=_points(result, Group.OTHER),
        score=None if result.total is None else round(float(result.total), 2),
        capabilities={name: round(float(value), 4) for name, value in evidence.items()},
    )


def score_of(inspection: Inspection) -> Score:
    """The exact score with its items, for the page that explains it."""
    return compiled_rules(inspection.rule_set).scorer.score(
        hits=valid_hits(inspection),
        steps=kept_steps(inspection),
        timings=kept_timings(inspection),
        red_line_confirmed=inspection.red_line_confirmed,
    )


def _points(result: Score, group: Group) -> float | None:
    return round(float(result.groups[group][0]) * 100, 2) if group in result.groups else None


def turns_of(conversation: Conversation) -> list[Turn]:
    """The turns of a stored conversation, as the inspector reads them."""
    return [
        Turn(Role(t["role"]), t["text"], datetime.fromisoformat(t["at"]) if t.get("at") else None)
        for t in conversation.turns
    ]


def turns_json(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """Turns as a conversation keeps them."""
    return [
        {"role": str(t.role), "text": t.text, **({"at": t.at.isoformat()} if t.at is not None else {})} for t in turns
    ]


def signals_of(inspection: Inspection) -> list[str]:
    """What the customer let show, by the hits nobody dismissed: complaint, repeat, media, cancellation, danger."""
    rules = wording_rules(inspection.rule_set)
    hit = {h["rule"] for h in inspection.hits if h["state"] != DISMISSED}
    return sorted({rules[code].signal for code in hit if code in rules and rules[code].signal})


def wording_rules(rule_set: RuleSet) -> dict[str, WordingRule]:
    return {r.code: r for r in compiled_rules(rule_set).rules.wording}


def step_rules(rule_set: RuleSet) -> dict[str, StepRule]:
    return {s.code: s for s in compiled_rules(rule_set).rules.steps}
