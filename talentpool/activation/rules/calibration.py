"""Are the probabilities true? Reliability by bins, Brier score, expected calibration error, and the guard.

Source: Brier, Monthly Weather Review 78 (1950); Niculescu-Mizil and Caruana, Predicting good probabilities
(2005).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from talentpool.activation.rules.inputs import Floats

BINS = 10
WORST_ERROR = 0.05  # expected calibration error beyond which nobody should size a wave with it
FEWEST = 200  # unseen answers below which the error is mostly chance and is not judged


@dataclass(frozen=True)
class Bin:
    """Answers whose predicted probability was alike: how many, what was predicted, what happened."""

    count: int
    predicted: float
    happened: float


@dataclass(frozen=True)
class Report:
    """How well answers that were not used for learning were predicted."""

    count: int
    brier: float
    base_brier: float
    error: float
    bins: tuple[Bin, ...]

    @property
    def trustworthy(self) -> bool:
        """Not worse than the segment's rate, and calibrated as far as the sample can tell."""
        judged = self.error <= WORST_ERROR or self.count < FEWEST
        return self.count > 0 and self.brier <= self.base_brier and judged


def brier(predicted: Floats, yes: Floats) -> float:
    """Mean squared difference of probability and answer; 0 is perfect, 0.25 is a coin."""
    return float(np.mean((predicted - yes) ** 2)) if len(yes) else 0.0


def report(predicted: Floats, yes: Floats, *, base: Floats, bins: int = BINS) -> Report:
    """Bins hold equally many answers, so that no bin is empty; the error is weighted by their counts."""
    order = np.argsort(predicted, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    made = tuple(Bin(len(part), float(predicted[part].mean()), float(yes[part].mean())) for part in parts)
    error = sum(each.count * abs(each.predicted - each.happened) for each in made) / max(1, len(yes))
    return Report(len(yes), brier(predicted, yes), brier(base, yes), float(error), made)
