"""How probable it is that somebody comes who said yes: her own record, drawn to her skill's, drawn to everybody's.

A beta-binomial model fitted by moments: the more alike people are, the stronger each is drawn to the others.
Source: Casella, An introduction to empirical Bayes data analysis, The American Statistician 39 (1985).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from talentpool.activation.rules.inputs import Floats

USUAL_STRENGTH = 12.0  # shifts that the group's rate weighs where too few people are known to tell
STRENGTHS = (4.0, 200.0)
FEWEST_PEOPLE = 30


def drawn(
    worked: Floats | Sequence[float] | float,
    agreed: Floats | Sequence[float] | float,
    *,
    to: Floats | float,
    strength: float,
) -> Floats:
    """(worked + strength x to) / (agreed + strength): 0 to 1; with nothing agreed it is ``to``."""
    return np.asarray(
        (np.asarray(worked, float) + strength * np.asarray(to, float)) / (np.asarray(agreed, float) + strength)
    )


def strength_of(worked: Floats, agreed: Floats) -> float:
    """How many shifts the group's rate weighs against a person's own record.

    worked, agreed: per person, whole numbers with agreed >= 1. What people differ beyond chance gives the strength:
    strength = mean x (1 - mean) / variance - 1.
    """
    several = agreed >= 2
    if several.sum() < FEWEST_PEOPLE:
        return USUAL_STRENGTH
    come, count = worked[several], agreed[several]
    mean = float(come.sum() / count.sum())
    chance = mean * (1 - mean)
    if chance == 0:
        return STRENGTHS[1]
    # E sum (worked - agreed x mean)^2 = chance x sum agreed + variance x sum agreed (agreed - 1)
    spread = float(((come - count * mean) ** 2).sum() - chance * count.sum())
    variance = spread / float((count * (count - 1)).sum())
    if variance <= chance / (STRENGTHS[1] + 1):
        return STRENGTHS[1]
    return float(np.clip(chance / variance - 1, *STRENGTHS))
