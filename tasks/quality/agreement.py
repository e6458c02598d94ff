"""How far raters agree beyond chance: Krippendorff's alpha for labels without order.

Source: Krippendorff, Content Analysis, 3rd ed., ch. 11 (coincidence matrix, missing values allowed).
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from fractions import Fraction

from talentpool.kernel.questions import Answer, Question, Unanswerable, exact, expect_keys


def alpha(units: Iterable[Iterable[Hashable]]) -> Fraction:
    """1 is full agreement, 0 is chance; exact. units: the labels each item received, absent ones left out.

    Items with fewer than two labels say nothing and are skipped. Raises Unanswerable ``nothing_to_compare``
    when none is left, and ``no_variation`` when every label is the same: chance agreement is then certain
    and alpha has no value.
    """
    pairable = [counts for counts in map(Counter, units) if counts.total() > 1]
    totals: Counter[Hashable] = sum(pairable, Counter())
    number = totals.total()
    if not pairable:
        raise Unanswerable("nothing_to_compare", "No item has labels from two raters.")
    if len(totals) == 1:
        raise Unanswerable("no_variation", "Every label is the same: agreement beyond chance has no value.")
    observed = sum((Fraction(_unequal(counts), counts.total() - 1) for counts in pairable), Fraction(0))
    return 1 - observed * (number - 1) / _unequal(totals)


def _unequal(counts: Counter[Hashable]) -> int:
    """Ordered pairs of labels that differ."""
    return counts.total() ** 2 - sum(count * count for count in counts.values())


def answer(question: Question) -> Answer:
    """One question of agreement and its answer: ``manage.py calculate agreement``. Raises Unanswerable."""
    expect_keys(question, needed=("labels",))
    labels = _object(question["labels"], "labels")
    return {"alpha": float(alpha([_labels(_object(raters, item)) for item, raters in labels.items()]))}


def _labels(raters: dict[str, object]) -> list[Hashable]:
    """The labels given; null means the rater gave none."""
    return [_label(value) for value in raters.values() if value is not None]


def _label(value: object) -> Hashable:
    if isinstance(value, str):
        return value
    return exact(value, "A label that is not text")


def _object(given: object, name: str) -> dict[str, object]:
    if not isinstance(given, dict):
        raise Unanswerable("not_an_object", f"{name} must be an object.")
    return given
