"""Conversations and scores as pages show them: texts cut where hits begin and end, items with their names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talentpool.kernel.fields import LocalizedText
from tasks.quality.findings import DISMISSED, score_of, step_rules, wording_rules
from tasks.quality.models import Inspection, RuleSet
from tasks.quality.states import Group, Severity

TONE = {"red_line": "person", "prohibited": "person", "high_risk": "waiting", "sensitive": "info"}
MEASURES: dict[str, Any] = {
    "first_answer": gettext_lazy("First answer"),
    "longest_silence": gettext_lazy("Longest silence"),
    "total": gettext_lazy("Whole conversation"),
    "wording": gettext_lazy("Wording"),
}
STEP_TONE = {"done": "ready", "out_of_order": "waiting", "missing": "person", "not_applicable": "plain"}
STEP_WORDS = {
    "done": gettext_lazy("done"),
    "out_of_order": gettext_lazy("out of order"),
    "missing": gettext_lazy("missing"),
    "not_applicable": gettext_lazy("does not apply"),
}

MASKS = {
    "email": gettext_lazy("e-mail"),
    "identity": gettext_lazy("identity number"),
    "card": gettext_lazy("bank card"),
    "order": gettext_lazy("order number"),
    "phone": gettext_lazy("phone"),
    "address": gettext_lazy("address"),
}
_MASK = re.compile(r"\[(" + "|".join(MASKS) + r")\]")


@dataclass(frozen=True)
class Piece:
    """A stretch of a turn, with the hit it belongs to, if any."""

    text: str
    hit: dict[str, Any] | None


@dataclass(frozen=True)
class Line:
    """One turn on a page."""

    number: int
    role: str
    at: datetime | None
    pieces: list[Piece]


def hits_of(inspection: Inspection) -> list[dict[str, Any]]:
    """The hits with what a reader needs: name, severity in words, tone, text, place in the list."""
    rules = wording_rules(inspection.rule_set)
    turns = inspection.conversation.turns
    return [
        {
            **hit,
            "place": place,
            "name": LocalizedText(rules[hit["rule"]].name) if hit["rule"] in rules else hit["rule"],
            "advice": LocalizedText(rules[hit["rule"]].advice) if hit["rule"] in rules else "",
            "severity_name": Severity(hit["severity"]).label,
            "tone": "plain" if hit["state"] == DISMISSED else TONE[hit["severity"]],
            "text": turns[hit["turn"]]["text"][hit["start"] : hit["end"]],
        }
        for place, hit in enumerate(inspection.hits)
    ]


def lines_of(inspection: Inspection, hits: Sequence[dict[str, Any]] = ()) -> list[Line]:
    """The turns, cut at the hits; without hits a plain reading, as blind reviewers get it."""
    by_turn: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for hit in hits:
        by_turn[hit["turn"]].append(hit)
    return [
        Line(
            number=number + 1,
            role=turn["role"],
            at=datetime.fromisoformat(turn["at"]) if turn.get("at") else None,
            pieces=_pieces(turn["text"], by_turn.get(number, [])),
        )
        for number, turn in enumerate(inspection.conversation.turns)
    ]


def _pieces(text: str, hits: Iterable[dict[str, Any]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for hit in sorted(hits, key=lambda h: (h["start"], -h["end"])):
        if hit["start"] < at:
            continue  # a lighter hit inside one already marked
        pieces += [Piece(text[at : hit["start"]], None), Piece(text[hit["start"] : hit["end"]], hit)]
        at = hit["end"]
    return [Piece(_masks_in_words(p.text), p.hit) for p in [*pieces, Piece(text[at:], None)] if p.text]


def _masks_in_words(text: str) -> str:
    """``[phone]`` as the reader's language says it."""
    return _MASK.sub(lambda m: f"[{MASKS[m[1]]}]", text)


def steps_of(inspection: Inspection) -> list[dict[str, Any]]:
    """The required steps with names and how they went."""
    rules = step_rules(inspection.rule_set)
    return [
        {
            "name": LocalizedText(rules[s["step"]].name) if s["step"] in rules else s["step"],
            "tone": STEP_TONE[s["state"]],
            "words": STEP_WORDS[s["state"]],
            "turn": s["turn"] + 1 if "turn" in s else None,
        }
        for s in inspection.steps
    ]


def groups_of(inspection: Inspection) -> list[dict[str, Any]]:
    """How the score came about: each group with its weight, its points and its items."""
    exact = score_of(inspection)
    names = step_rules(inspection.rule_set)
    rows = []
    for group, (value, share) in exact.groups.items():
        items = [
            {"name": _item_name(i.code, names), "points": round(float(i.value) * 100), "weight": i.weight}
            for i in exact.items
            if i.group is group
        ]
        rows.append(
            {
                "name": Group(group.value).label,
                "points": round(float(value) * 100, 1),
                "weight": round(float(share) * 100, 1),
                "gives": round(float(value * share) * 100, 1),
                "items": items,
            }
        )
    return rows


def _item_name(code: str, steps: dict[str, Any]) -> Any:
    if code in steps:
        return LocalizedText(steps[code].name)
    return MEASURES.get(code, code)


def cause_names(rule_sets: Iterable[RuleSet]) -> dict[str, Any]:
    """Rule code to its name, over several rule sets."""
    return {code: LocalizedText(rule.name) for one in rule_sets for code, rule in wording_rules(one).items()}


def per_day(rows: Iterable[tuple[datetime, float | None]], *, until: datetime, days: int) -> list[dict[str, Any]]:
    """Count and mean score of each of the last days, the present one last."""
    zone = ZoneInfo(settings.TIME_ZONE)
    last: date = until.astimezone(zone).date()
    found: dict[date, list[float]] = defaultdict(list)
    counts: Counter[date] = Counter()
    for at, score in rows:
        day = at.astimezone(zone).date()
        counts[day] += 1
        if score is not None:
            found[day].append(score)
    every = [last - timedelta(days=n) for n in reversed(range(days))]
    return [
        {
            "day": day,
            "label": _("%(month)d/%(day)d") % {"month": day.month, "day": day.day},
            "count": counts[day],
            "mean": sum(found[day]) / len(found[day]) if found[day] else None,
        }
        for day in every
    ]


def broken_rules(inspections: Iterable[Inspection], *, most: int = 10) -> list[tuple[Any, int]]:
    """The rules broken most: in how many conversations, by name."""
    counts: Counter[str] = Counter()
    sets: dict[int, RuleSet] = {}
    for inspection in inspections:
        sets[inspection.rule_set_id] = inspection.rule_set
        counts.update({h["rule"] for h in inspection.hits if h["state"] != DISMISSED})
    names = cause_names(sets.values())
    return [(names.get(code, code), n) for code, n in counts.most_common(most)]
