"""Changing a rule set's data piece by piece; each function gives a new whole, ``ruleset`` checks it afterwards."""

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Part = Literal["wording", "steps", "topics"]
PARTS: tuple[Part, ...] = ("wording", "steps", "topics")
Rules = Mapping[str, Any]


def empty_rules(name: Mapping[str, str]) -> dict[str, Any]:
    """A rule set without rules, with the usual weights and deductions."""
    return {
        "format": 1,
        "name": dict(name),
        "negations": [],
        "negation_exceptions": [],
        "quotation_cues": [],
        "wording": [],
        "topics": [],
        "steps": [],
        "timings": [],
        "scoring": {
            "deductions": {"red_line": "1", "prohibited": "0.5", "high_risk": "0.2", "sensitive": "0.05"},
            "wording_weight": 3,
            "out_of_order": "0.5",
            "groups": {"service": 40, "sales": 40, "other": 20},
        },
    }


def free_code(rules: Rules, part: Part, name: str) -> str:
    """A code for something new, from its English name, that nothing else in this part has."""
    base = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:50] or part.rstrip("s")
    base = base if base[0].isalpha() else f"{part[0]}_{base}"
    taken = {one["code"] for one in rules.get(part, [])}
    numbers = (base if n == 1 else f"{base}_{n}" for n in range(1, len(taken) + 2))
    return next(code for code in numbers if code not in taken)


def one_of(rules: Rules, part: Part, code: str) -> dict[str, Any] | None:
    """The rule, step or topic with this code."""
    return next((copy.deepcopy(one) for one in rules.get(part, []) if one["code"] == code), None)


def with_one(rules: Rules, part: Part, one: Mapping[str, Any]) -> dict[str, Any]:
    """The rules with ``one`` in place of the same code, or added at the end."""
    changed = copy.deepcopy(dict(rules))
    rows = changed.setdefault(part, [])
    places = [n for n, row in enumerate(rows) if row["code"] == one["code"]]
    if places:
        rows[places[0]] = dict(one)
    else:
        rows.append(dict(one))
    return changed


def without(rules: Rules, part: Part, code: str) -> dict[str, Any]:
    """The rules less the one with this code."""
    changed = copy.deepcopy(dict(rules))
    changed[part] = [row for row in changed.get(part, []) if row["code"] != code]
    return changed


def moved(rules: Rules, part: Part, code: str, by: int) -> dict[str, Any]:
    """The rules with one of them ``by`` places further down (up: negative); at the ends it stays."""
    changed = copy.deepcopy(dict(rules))
    rows = changed.get(part, [])
    place = next((n for n, row in enumerate(rows) if row["code"] == code), None)
    if place is not None:
        rows.insert(max(0, min(len(rows) - 1, place + by)), rows.pop(place))
    return changed


def with_frame(rules: Rules, **parts: Any) -> dict[str, Any]:
    """The rules with another name, scoring, timings, negations or quotation cues."""
    return {**copy.deepcopy(dict(rules)), **copy.deepcopy(parts)}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions: ``part`` and ``code``, how, and the words that came and went."""

    part: str
    code: str
    name: Mapping[str, str]
    how: Literal["added", "removed", "changed"]
    new_words: tuple[str, ...] = ()
    gone_words: tuple[str, ...] = ()


def differences(before: Rules, after: Rules) -> list[Difference]:
    """Everything that differs, in the order of the newer version; the frame (scoring, times, cues) as one entry."""
    found: list[Difference] = []
    for part in PARTS:
        found += _part_differences(part, before.get(part, []), after.get(part, []))
    frame = ("name", "negations", "negation_exceptions", "quotation_cues", "timings", "scoring")
    changed = [key for key in frame if before.get(key) != after.get(key)]
    return found + [Difference("frame", key, {}, "changed") for key in changed]


def _part_differences(
    part: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[Difference]:
    old, new = {o["code"]: o for o in before}, {n["code"]: n for n in after}
    rows = []
    for code, one in new.items():
        if code not in old:
            rows.append(Difference(part, code, one["name"], "added", tuple(one["words"])))
        elif old[code] != one:
            had, has = set(old[code]["words"]), set(one["words"])
            came = tuple(w for w in one["words"] if w not in had)
            went = tuple(w for w in old[code]["words"] if w not in has)
            rows.append(Difference(part, code, one["name"], "changed", came, went))
    gone = [Difference(part, c, o["name"], "removed", (), tuple(o["words"])) for c, o in old.items() if c not in new]
    kept = [c for c in old if c in new]
    if kept != [c for c in new if c in old]:
        rows.append(Difference(part, "order", {}, "changed"))
    return rows + gone
