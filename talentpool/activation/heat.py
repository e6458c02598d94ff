"""The pool as a picture: segment by hour of one weekday, how many are free and how many of them would come."""

import numpy as np

from talentpool.activation.acceptance import in_use, segment_number
from talentpool.activation.rules.acceptance import Asked
from talentpool.activation.segments import Segment

USUAL_LEAD_HOURS = 48.0
USUAL_IDLE_DAYS = 14.0


def willing_by_hour(free: dict[Segment, list[int]]) -> dict[Segment, list[float]]:
    """Expected willing people: the free, times the probability of a yes at that hour, asked two days ahead at her floor."""
    segments = list(free)
    rows = len(segments) * 24
    if not rows:
        return {}
    numbers = [segment_number(*segment) for segment in segments]
    asked = Asked(
        agent=np.full(rows, -1),
        segment=np.repeat(np.array(numbers, dtype=np.int64), 24),
        lead_hours=np.full(rows, USUAL_LEAD_HOURS),
        hour=np.tile(np.arange(24.0), len(segments)),
        pay_ratio=np.ones(rows),
        idle_days=np.full(rows, USUAL_IDLE_DAYS),
        age_days=np.zeros(rows),
    )
    chances = in_use().model.predict(asked).reshape(-1, 24)
    return {
        s: [n * float(p) for n, p in zip(free[s], row, strict=True)] for s, row in zip(segments, chances, strict=True)
    }
