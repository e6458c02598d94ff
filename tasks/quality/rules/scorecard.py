"""The scorecard of a person who inspects blind: eight questions in the same three groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tasks.quality.rules.shapes import Group


@dataclass(frozen=True, slots=True)
class CardItem:
    """One question. Its words are in ``scorecard_texts``, in the reader's language."""

    code: str
    group: Group


SCORECARD = (
    CardItem("greets", Group.SERVICE),
    CardItem("understands", Group.SERVICE),
    CardItem("solves", Group.SERVICE),
    CardItem("tone", Group.SERVICE),
    CardItem("finds_need", Group.SALES),
    CardItem("offers_right", Group.SALES),
    CardItem("follows_rules", Group.OTHER),
    CardItem("answers_in_time", Group.OTHER),
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
