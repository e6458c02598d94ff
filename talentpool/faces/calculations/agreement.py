"""``calculate agreement``: Krippendorff's alpha for labels without order."""

from talentpool.kernel.questions import Answer, Question, Unanswerable, exact, expect_keys
from tasks.quality.rules.agreement import nominal_alpha


def answer(question: Question) -> Answer:
    """One question of agreement and its answer; null is a rater who gave no label. Raises Unanswerable."""
    expect_keys(question, needed=("labels",))
    items = _object(question["labels"], "labels")
    alpha = nominal_alpha({item: _labels(_object(raters, item)) for item, raters in items.items()})
    if alpha is None:
        raise Unanswerable("nothing_to_compare", "No item has labels from two raters, or all labels are the same.")
    return {"alpha": float(alpha)}


def _labels(raters: dict[str, object]) -> dict[str, str]:
    return {rater: _label(value) for rater, value in raters.items() if value is not None}


def _label(value: object) -> str:
    """A label as text; the number 1 and the text "1" stay two labels, the numbers 1 and 1.0 are one."""
    return f"text {value}" if isinstance(value, str) else f"number {exact(value, 'A label that is not text')}"


def _object(given: object, name: str) -> dict[str, object]:
    if not isinstance(given, dict):
        raise Unanswerable("not_an_object", f"{name} must be an object.")
    return given
