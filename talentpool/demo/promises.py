"""What the demo's past quotes promised: what was to be expected of those who were asked, with no knowledge of the end."""

from collections.abc import Sequence

import numpy as np

from talentpool.activation.rules.fill import count_chances
from talentpool.demo.behaviour import CANCELLED, NOT_WORKED

LOOKED = 0.85  # share of offers that are seen in time
COMES = (1 - CANCELLED) * (1 - NOT_WORKED)


def promise(*, seats: int, chances: Sequence[float]) -> tuple[float, float]:
    """(expected share of seats worked, probability that all are) of a shift without standby.

    chances: of a yes once an offer is seen, of everybody asked.
    """
    taken = count_chances(probabilities=np.array(chances) * LOOKED)
    held = np.minimum(np.arange(len(taken)), seats)
    return float(taken @ held) * COMES / seats, float(taken[seats:].sum()) * COMES**seats
