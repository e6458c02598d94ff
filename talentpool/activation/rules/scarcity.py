"""When a shortlist had better start from the people who are free than from the best."""

from __future__ import annotations

# Measured on a synthetic pool. OTHERWISE: of the free, the share that no other rule keeps out. DEARER: the cost of a row
# read from the free, of one in order 1: it is looked up by itself, and passes the rule that keeps most out.
OTHERWISE, DEARER = 0.3, 2.5


def is_scarce(*, people: float, free: float, wanted: int) -> bool:
    """Whether fewer rows are read from the free than in order.

    people: of the skill. free: the share of them that is free, 0 to 1. wanted: how long the list is at most.
    In order: until ``wanted`` are found, or all. From the free: all of them, however many are wanted.
    """
    in_order = min(people, wanted / (OTHERWISE * free)) if free > 0 else people
    return DEARER * free * people < in_order
