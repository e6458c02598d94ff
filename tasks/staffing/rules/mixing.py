"""Two channels a day: shifts of the same hours on two channels change over at a break, and both stay covered.

Where ``n`` people work one channel and ``n`` another for the same hours, half of the 2n begin on the first and half on
the second, and at each break they change places. At every moment each channel has the same people as before, so the
cover costs nothing. A shift too short for a break has one channel.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.staffing.rules.shifts import Block, stretches


@dataclass(frozen=True, order=True)
class Crew:
    """``seats`` people from interval ``start`` to ``end`` (half-open). rows: their one or two lines of work, in the order
    in which they serve them."""

    start: int
    end: int
    seats: int
    rows: tuple[int, ...]


def mixed(blocks: Sequence[Sequence[Block]], *, interval_minutes: int, mix: bool = True) -> list[Crew]:
    """The blocks of several lines of work (one sequence each) as crews; the largest lines are mixed first."""
    spans: dict[tuple[int, int], dict[int, int]] = {}
    for row, found in enumerate(blocks):
        for block in found:
            seats = spans.setdefault((block.start, block.end), {})
            seats[row] = seats.get(row, 0) + block.seats
    crews: list[Crew] = []
    for (start, end), seats in spans.items():
        changes = mix and sum(part.work for part in stretches((end - start) * interval_minutes)) > 1
        crews += _crews(start, end, seats, changes=changes)
    return sorted(crews)


def _crews(start: int, end: int, seats: dict[int, int], *, changes: bool) -> list[Crew]:
    left, crews = dict(seats), []
    while changes and len(left) > 1:
        first, second = sorted(left, key=lambda row: (-left[row], row))[:2]
        both = left[second]
        crews += [Crew(start, end, both, (first, second)), Crew(start, end, both, (second, first))]
        left[first] -= both
        left = {row: number for row, number in left.items() if number and row != second}
    return crews + [Crew(start, end, number, (row,)) for row, number in left.items()]


def served(crew: Crew, *, interval_minutes: int) -> list[tuple[int, int, int]]:
    """What a crew serves when: (from, to, row) in minutes from its start; the row changes with each stretch of work."""
    works = [part for part in stretches((crew.end - crew.start) * interval_minutes) if part.work]
    return [(part.start, part.end, crew.rows[number % len(crew.rows)]) for number, part in enumerate(works)]
