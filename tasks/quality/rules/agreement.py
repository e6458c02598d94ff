"""Do people who judge the same thing say the same? Krippendorff's alpha, for names and for steps of a scale."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

Labels = Mapping[str, Mapping[str, str]]
Difference = Callable[[str, str], Fraction]


def nominal_alpha(labels: Labels) -> Fraction | None:
    """Krippendorff's alpha, exact: 1 full agreement, 0 what chance gives, below 0 worse than chance.

    labels: item to rater to label; items with fewer than two labels tell nothing and drop out. None where
    nothing can be compared, or all that is compared carries one label: without variation alpha is not defined.
    Source: Krippendorff, Content Analysis, 4th ed., ch. 12 (coincidence matrix, nominal difference).
    """
    weights = _coincidence(labels)
    return _alpha(weights, lambda one, other: Fraction(one != other)) if weights else None


def ordinal_alpha(labels: Labels, *, order: Sequence[str]) -> Fraction | None:
    """Alpha for labels that stand in an order, so that "yes" against "partly" is less apart than against "no".

    order: the labels from one end to the other; others drop out. Source: as above, ordinal difference:
    (the labels between the two, both ends counted half) squared.
    """
    known = {i: {r: x for r, x in given.items() if x in order} for i, given in labels.items()}
    weights = _coincidence(known)
    if not weights:
        return None
    totals = _totals(weights)

    def apart(one: str, other: str) -> Fraction:
        low, high = sorted((order.index(one), order.index(other)))
        between = sum((totals.get(order[n], Fraction(0)) for n in range(low, high + 1)), Fraction(0))
        return (between - (totals.get(order[low], Fraction(0)) + totals.get(order[high], Fraction(0))) / 2) ** 2

    return _alpha(weights, apart)


def rater_alpha(labels: Labels, rater: str, *, order: Sequence[str]) -> Fraction | None:
    """How far one rater agrees with the others: alpha over the pairs she is part of."""
    pairs = {
        f"{item}:{other}": {"she": given[rater], "other": label}
        for item, given in labels.items()
        if rater in given
        for other, label in given.items()
        if other != rater
    }
    return ordinal_alpha(pairs, order=order)


def _coincidence(labels: Labels) -> dict[tuple[str, str], Fraction]:
    weights: dict[tuple[str, str], Fraction] = {}
    for raters in labels.values():
        counts = Counter(raters.values())
        units = sum(counts.values())
        if units < 2:
            continue
        for one, n in counts.items():
            for other, m in counts.items():
                pairs = n * (m - 1) if one == other else n * m
                weights[one, other] = weights.get((one, other), Fraction(0)) + Fraction(pairs, units - 1)
    return weights


def _totals(coincidence: Mapping[tuple[str, str], Fraction]) -> dict[str, Fraction]:
    totals: dict[str, Fraction] = {}
    for (label, _), weight in coincidence.items():
        totals[label] = totals.get(label, Fraction(0)) + weight
    return totals


def _alpha(coincidence: Mapping[tuple[str, str], Fraction], apart: Difference) -> Fraction | None:
    totals = _totals(coincidence)
    whole = sum(totals.values(), Fraction(0))
    observed = sum((w * apart(a, b) for (a, b), w in coincidence.items()), Fraction(0))
    expected = sum((totals[a] * totals[b] * apart(a, b) for a in totals for b in totals), Fraction(0))
    return None if expected == 0 else 1 - (whole - 1) * observed / expected
