"""The scorecard of a person who inspects blind: five standards, in the same three groups as the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tasks.quality.rules.shapes import Group


@dataclass(frozen=True, slots=True)
class CardItem:
    """One question: it counts in one of the three groups and speaks for one of the five standards."""

    code: str
    group: Group
    standard: str


STANDARDS = ("environment", "process", "knowledge", "behaviour", "values")
SCORECARD = (
    CardItem("place_fit", Group.OTHER, "environment"),
    CardItem("greets", Group.SERVICE, "process"),
    CardItem("finds_need", Group.SALES, "process"),
    CardItem("follows_rules", Group.OTHER, "process"),
    CardItem("solves", Group.SERVICE, "knowledge"),
    CardItem("explains_right", Group.SERVICE, "knowledge"),
    CardItem("offers_right", Group.SALES, "knowledge"),
    CardItem("understands", Group.SERVICE, "behaviour"),
    CardItem("tone", Group.SERVICE, "behaviour"),
    CardItem("answers_in_time", Group.OTHER, "behaviour"),
    CardItem("honest", Group.OTHER, "values"),
    CardItem("protects", Group.OTHER, "values"),
)
_WORTH = {"yes": Fraction(1), "partly": Fraction(1, 2), "no": Fraction(0)}
_WEIGHTS = {Group.SERVICE: 40, Group.SALES: 40, Group.OTHER: 20}


def card_score(marks: Mapping[str, str]) -> Fraction | None:
    """0 to 100 by the same 40/40/20 as the rules; "na" drops out, a group without marks drops out; None: nothing left."""
    groups: dict[Group, list[Fraction]] = {}
    for item in SCORECARD:
        if marks.get(item.code) in _WORTH:
            groups.setdefault(item.group, []).append(_WORTH[marks[item.code]])
    weight = sum(_WEIGHTS[g] for g in groups)
    if not weight:
        return None
    return sum((sum(v, Fraction(0)) / len(v) * _WEIGHTS[g] for g, v in groups.items()), Fraction(0)) / weight * 100


def verdict(total: float | None) -> str:
    """A score as one of four names, so that agreement between people and rules can be measured."""
    if total is None:
        return "none"
    return "good" if total >= 85 else "fair" if total >= 70 else "weak" if total > 0 else "failed"


def standards_of(marks: Mapping[str, str]) -> dict[str, Fraction]:
    """Standard to its mean, 0 to 1; what was not marked drops out."""
    found: dict[str, list[Fraction]] = {}
    for item in SCORECARD:
        if marks.get(item.code) in _WORTH:
            found.setdefault(item.standard, []).append(_WORTH[marks[item.code]])
    return {name: sum(values, Fraction(0)) / len(values) for name, values in found.items()}
