"""From seats per interval to shifts of 2 to 8 hours, and from a shift to activities with breaks between.

The fewest paid minutes that cover every interval, with a price per head so that few long shifts beat many short
ones. Breaks are part of shrinkage, so they are not covered a second time here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

GRID_MINUTES = 15
WORK_AT_MOST = 180
BREAK_MINUTES = 15
HEAD_COSTS_MINUTES = 45  # coming for one more shift costs a person about this much
GAP_MINUTES = 240  # an idle stretch this long separates two blocks that are solved apart


@dataclass(frozen=True, order=True)
class Block:
    """``seats`` people from interval ``start`` to interval ``end`` (half-open)."""

    start: int
    end: int
    seats: int


@dataclass(frozen=True)
class Stretch:
    """Minutes from a shift's start, half-open; work or a break."""

    start: int
    end: int
    work: bool


def build_shifts(required: Sequence[int], *, interval_minutes: int, lengths: Sequence[int]) -> list[Block]:
    """Shifts that cover ``required`` (seats per interval) at the least cost, proven; see ``least_cover``.

    lengths: allowed shift lengths in minutes, multiples of the interval. Equal stretches are solved once. Shifts of one
    start and length are one block.
    """
    steps = sorted({length // interval_minutes for length in lengths})
    known: dict[tuple[int, ...], list[Block]] = {}
    found: list[Block] = []
    for first, last in busy(required, interval_minutes=interval_minutes, steps=steps):
        need = tuple(required[first:last])
        if need not in known:
            known[need] = least_cover(need, steps=steps, interval_minutes=interval_minutes) or []
        found += [Block(block.start + first, block.end + first, block.seats) for block in known[need]]
    return sorted(found)


def cost_of(blocks: Sequence[Block], *, interval_minutes: int) -> int:
    """Paid minutes, and the price of a head for each."""
    return sum(((b.end - b.start) * interval_minutes + HEAD_COSTS_MINUTES) * b.seats for b in blocks)


def busy(required: Sequence[int], *, interval_minutes: int, steps: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches with work, split where nobody is needed for four hours, each as long as the shortest shift that covers it.

    steps: shift lengths in intervals, the shortest first. A shift no longer than its stretch fits inside as well.
    """
    gap = max(1, GAP_MINUTES // interval_minutes)
    spans: list[tuple[int, int]] = []
    for index in (i for i, need in enumerate(required) if need):
        if spans and index - spans[-1][1] < gap:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return [_widened(span, steps=steps, size=len(required)) for span in spans]


def _widened(span: tuple[int, int], *, steps: Sequence[int], size: int) -> tuple[int, int]:
    first, last = span
    room = min(size, next((step for step in steps if step >= last - first), last - first))
    start = max(0, min(first, size - room))
    return start, max(last, start + room)


def least_cover(
    need: Sequence[int], *, steps: Sequence[int], interval_minutes: int, spare: Sequence[int] | None = None
) -> list[Block] | None:
    """The cheapest shifts of these lengths (in intervals) that cover ``need``; None where ``spare`` leaves no room.

    spare: how many more than needed may be present, per interval. A shift covers intervals without a hole, so each
    interval's constraint minus the one before is a flow between two moments: shifts run forwards, idle people back.
    The least-cost flow is whole-numbered and the optimum. Source: Ahuja, Magnanti and Orlin, Network Flows, 1993,
    section 9.6.
    """
    import numpy as np
    from ortools.graph.python import min_cost_flow

    size, most = len(need), max(need)
    spans = [(start, start + step) for step in steps for start in range(size - step + 1)] or [(0, size)]
    moments = np.arange(size + 1, dtype=np.int32)
    idle = np.asarray(spare, dtype=np.int64) if spare is not None else np.full(size, most * len(spans), dtype=np.int64)
    begins, ends = np.array(spans, dtype=np.int32).T
    prices = (ends - begins).astype(np.int64) * interval_minutes + HEAD_COSTS_MINUTES
    flow = min_cost_flow.SimpleMinCostFlow()
    shifts = flow.add_arcs_with_capacity_and_unit_cost(begins, ends, np.full(len(spans), most, np.int64), prices)
    flow.add_arcs_with_capacity_and_unit_cost(moments[1:], moments[:-1], idle, np.zeros(size, np.int64))
    flow.set_nodes_supplies(moments, np.diff(np.array([0, *need, 0], dtype=np.int64)))
    if flow.solve() != flow.OPTIMAL:
        return None
    return [Block(*span, int(seats)) for span, seats in zip(spans, flow.flows(shifts), strict=True) if seats]


def stretches(minutes: int) -> list[Stretch]:
    """A shift of ``minutes`` as work of at most three hours on the quarter-hour grid, with breaks between."""
    pieces = 1
    while -(-(minutes - (pieces - 1) * BREAK_MINUTES) // pieces) > WORK_AT_MOST:
        pieces += 1
    quarters, extra = divmod((minutes - (pieces - 1) * BREAK_MINUTES) // GRID_MINUTES, pieces)
    found: list[Stretch] = []
    at = 0
    for piece in range(pieces):
        length = (quarters + (piece < extra)) * GRID_MINUTES
        found.append(Stretch(at, at + length, work=True))
        at += length
        if piece < pieces - 1:
            found.append(Stretch(at, at + BREAK_MINUTES, work=False))
            at += BREAK_MINUTES
    return found
