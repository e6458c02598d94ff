"""What the pages of rule sets show: the parts by severity, what a draft changes, how a try-out went."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from talentpool.kernel.fields import LocalizedText
from tasks.quality.display import MEASURES, TONE
from tasks.quality.models import Conversation, HitVerdict, RuleSet, TryOut
from tasks.quality.rules import editing
from tasks.quality.rules.precision import Share, weighed, wilson
from tasks.quality.states import Group, Severity


def parts_of(rule_set: RuleSet) -> dict[str, Any]:
    """The rules as the page lists them: wording by severity, the customer's signals apart, steps, topics, times."""
    by_severity: dict[str, list[dict[str, Any]]] = defaultdict(list)
    signals: list[dict[str, Any]] = []
    for rule in rule_set.rules["wording"]:
        (signals if rule.get("role") == "customer" else by_severity[rule["severity"]]).append(_wording_row(rule))
    scoring = rule_set.rules["scoring"]
    return {
        "severities": [{"name": Severity(s).label, "tone": TONE[s], "rows": by_severity[s]} for s in Severity.values],
        "signals": signals,
        "steps": [_named(s) for s in rule_set.rules["steps"]],
        "topics": [_named(t) for t in rule_set.rules.get("topics", [])],
        "times": [(MEASURES[t["measure"]], t["limit_s"]) for t in rule_set.rules["timings"]],
        "weights": [(g.label, scoring["groups"][g.value]) for g in Group],
        "words_count": sum(len(r["words"]) for r in rule_set.rules["wording"]),
    }


def _named(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, "name": LocalizedText(one["name"]), "first": "、".join(one["words"][:5])}


def _wording_row(rule: Mapping[str, Any]) -> dict[str, Any]:
    aware = {
        "allow": _("allowed phrases"),
        "needs": _("needs context"),
        "unless": _("harmless context"),
        "promise": _("promise"),
    }
    marks = [words for key, words in aware.items() if rule.get(key)]
    if rule.get("negation") == "drop":
        marks.append(_("“not” excepted"))
    return {
        **_named(rule),
        "tone": TONE[rule["severity"]],
        "severity_name": Severity(rule["severity"]).label,
        "marks": marks,
    }


def changes_of(rule_set: RuleSet, before: RuleSet | None) -> list[dict[str, Any]]:
    """What this version changes against the one before it."""
    if before is None:
        return []
    words = {"added": _("new"), "removed": _("gone"), "changed": _("changed")}
    frame = {
        "name": _("Name"),
        "negations": _("Words for “not”"),
        "negation_exceptions": _("Exceptions of “not”"),
        "quotation_cues": _("Words that introduce a quotation"),
        "timings": _("Times"),
        "scoring": _("Weights and deductions"),
        "order": _("Order"),
    }
    return [
        {**asdict(d), "name": LocalizedText(d.name) if d.name else frame.get(d.code, d.code), "how_words": words[d.how]}
        for d in editing.differences(before.rules, rule_set.rules)
    ]


def outcome_of(run: TryOut) -> dict[str, Any]:
    """A finished try-out: rules with their precision so far, what changes, and the hits to look at."""
    names = _names([run.rules, run.against.rules if run.against else {}])
    refs = {row["conversation"] for row in run.outcome["sample"]}
    verdicts = _verdicts(refs)
    sample = [
        {**row, "place": n, "name": names.get(row["rule"], row["rule"])} for n, row in enumerate(run.outcome["sample"])
    ]
    looked: dict[str, list[bool]] = defaultdict(list)
    for row in sample:
        said = verdicts.get((row["conversation"], row["rule"], row["turn"], row["start"]), [])
        row["said"] = None if not said else sum(said) * 2 > len(said)
        if said:
            looked[row["rule"]].append(bool(row["said"]))
    rules = [_rule_row(row, looked, names) for row in run.outcome["rules"]]
    whole = weighed([(r["hits"], r["precision"]) for r in rules])
    todo = [row for row in sample if row["said"] is None]
    return {
        "rules": sorted(rules, key=lambda r: (-abs(r["after"] - r["before"]), -r["after"], r["code"])),
        "changed": [_changed_row(row, names) for row in run.outcome["changed"]],
        "precision": whole,
        "looked_at": len(sample) - len(todo),
        "sample_size": len(sample),
        "next_hits": [_with_words(row) for row in todo[:5]],
    }


def _rule_row(row: Mapping[str, Any], looked: Mapping[str, list[bool]], names: Mapping[str, Any]) -> dict[str, Any]:
    said = looked.get(row["code"], [])
    precision: Share = wilson(sum(said), len(said))
    return {
        **row,
        "name": names.get(row["code"], row["code"]),
        "by": row["after"] - row["before"],
        "precision": precision,
    }


def _changed_row(row: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    said = {key: [names.get(code, code) for code in row[key]] for key in ("came", "went")}
    return {**row, **said}


def _names(rules: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {r["code"]: LocalizedText(r["name"]) for one in rules for r in one.get("wording", [])}


def _verdicts(refs: set[str]) -> dict[tuple[str, str, int, int], list[bool]]:
    rows = HitVerdict.objects.filter(conversation__ref__in=refs, drawn=True)
    found: dict[tuple[str, str, int, int], list[bool]] = defaultdict(list)
    for ref, rule, turn, start, right in rows.values_list("conversation__ref", "rule", "turn", "start", "is_right"):
        found[str(ref), rule, turn, start].append(right)
    return found


def _with_words(row: dict[str, Any]) -> dict[str, Any]:
    """A sampled hit with the words around it, as far as a page has room."""
    turns = Conversation.objects.only("turns").get(ref=row["conversation"]).turns
    text = turns[row["turn"]]["text"]
    start, end = row["start"], row["end"]
    asked = next((t["text"] for t in reversed(turns[: row["turn"]]) if t["role"] != turns[row["turn"]]["role"]), "")
    return {
        **row, "asked": asked[-80:], "before": text[max(0, start - 60) : start], "hit": text[start:end],
        "after": text[end : end + 60],
    }  # fmt: skip
