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


def build_shifts(
    required: Sequence[int],
    *,
    interval_minutes: int,
    lengths: Sequence[int],
    seconds: float = 2.0,
) -> list[Block]:
    """Shifts that cover ``required`` (seats per interval) with the fewest paid minutes and heads.

    lengths: allowed shift lengths in minutes, multiples of the interval. Equal blocks are solved once; the time
    limit holds for each, and the best cover found by then is taken. Shifts of one start and length are one block.
    """
    gap = max(1, GAP_MINUTES // interval_minutes)
    steps = sorted({length // interval_minutes for length in lengths})
    known: dict[tuple[int, ...], list[Block]] = {}
    found: list[Block] = []
    for first, last in _busy(required, gap=gap, room=steps[0]):
        need = tuple(required[first:last])
        if need not in known:
            known[need] = _cover(need, steps=steps, interval_minutes=interval_minutes, seconds=seconds)
        found += [Block(block.start + first, block.end + first, block.seats) for block in known[need]]
    return sorted(found)


def _busy(required: Sequence[int], *, gap: int, room: int) -> list[tuple[int, int]]:
    """Stretches with work, split where nothing is needed for ``gap`` intervals, each at least ``room`` long."""
    spans: list[tuple[int, int]] = []
    for index in (i for i, need in enumerate(required) if need):
        if spans and index - spans[-1][1] < gap:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    size = len(required)
    return [(max(0, min(first, size - room)), min(size, max(last, first + room))) for first, last in spans]


def _cover(need: Sequence[int], *, steps: Sequence[int], interval_minutes: int, seconds: float) -> list[Block]:
    from ortools.sat.python import cp_model

    size, most = len(need), max(need)
    spans = [(start, start + step) for step in steps for start in range(size - step + 1)] or [(0, size)]
    model = cp_model.CpModel()
    heads = [model.new_int_var(0, most, "") for _ in spans]
    present: list[list[int]] = [[] for _ in need]
    for number, (start, end) in enumerate(spans):
        for interval in range(start, end):
            present[interval].append(number)
    for interval, wanted in enumerate(need):
        if wanted:
            model.add(cp_model.LinearExpr.sum([heads[number] for number in present[interval]]) >= wanted)
    costs = [(end - start) * interval_minutes + HEAD_COSTS_MINUTES for start, end in spans]
    model.minimize(cp_model.LinearExpr.weighted_sum(heads, costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.relative_gap_limit = 0.003  # three paid minutes in a thousand are not worth the wait
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return [Block(0, size, most)]
    chosen = [(span, int(solver.value(number))) for span, number in zip(spans, heads, strict=True)]
    return [Block(start, end, seats) for (start, end), seats in chosen if seats]


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
