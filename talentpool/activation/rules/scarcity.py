"""When a shortlist had better start from the people who are free than from the best."""

from __future__ import annotations

OTHERWISE = 0.3  # of the free, the share that no other rule keeps out: measured on a synthetic pool


def is_scarce(*, people: float, free: float, wanted: int) -> bool:
    """Whether fewer rows are read from the free than in order.

    people: of the skill. free: the share of them that is free, 0 to 1. wanted: how long the list is at most.
    In order: until ``wanted`` are found, or all. From the free: all of them, however many are wanted. One of the free
    is dearer to read, but often only those of the kind that suits are read: it evens out.
    """
    in_order = min(people, wanted / (OTHERWISE * free)) if free > 0 else people
    return free * people < in_order
