"""Do two people who judge the same thing say the same? Krippendorff's alpha for names without order."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction


def nominal_alpha(labels: Mapping[str, Mapping[str, str]]) -> Fraction | None:
    """Krippendorff's alpha, exact: 1 full agreement, 0 what chance gives, below 0 worse than chance.

    labels: item to rater to label; items with fewer than two labels tell nothing and drop out. None where
    nothing can be compared, or all that is compared carries one label: without variation alpha is not defined.
    Source: Krippendorff, Content Analysis, 4th ed., ch. 12 (coincidence matrix, nominal difference).
    """
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
    return _alpha(weights) if weights else None


def _alpha(coincidence: Mapping[tuple[str, str], Fraction]) -> Fraction | None:
    totals: dict[str, Fraction] = {}
    for (label, _), weight in coincidence.items():
        totals[label] = totals.get(label, Fraction(0)) + weight
    whole = sum(totals.values(), Fraction(0))
    observed = sum((w for (a, b), w in coincidence.items() if a != b), Fraction(0))
    expected = (whole * whole - sum((t * t for t in totals.values()), Fraction(0))) / (whole - 1)
    return None if expected == 0 else 1 - observed / expected
