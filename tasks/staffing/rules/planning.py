"""The shifts of several lines of work: at once by least-cost flows, and better by CP-SAT where that takes its time.

``plan_quickly`` solves each line to its own optimum in milliseconds and lets people change over at breaks. What it
costs is an upper bound that can be kept; that nobody serves two lines at the same moment gives the lower one: the
least cover of all lines' seats together. ``plan_exactly`` closes the gap as far as CP-SAT can, and is never worse.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from tasks.staffing.rules.mixing import Crew, mixed
from tasks.staffing.rules.roster import GAP_ENOUGH, Plan, Wanted, build_roster
from tasks.staffing.rules.shifts import HEAD_COSTS_MINUTES, Block, busy, cost_of, least_cover

SECONDS = 8.0
LARGEST = 4_000  # intervals × groups of lines: beyond, a model is built for longer than it is worth
Rows = Sequence[Sequence[int]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Lines:
    """required: seats by line and interval. lengths: of shifts, in minutes, multiples of the interval.

    mixes: whether people may serve two lines a day, changing at a break. seats: most people at once, None: any.
    """

    required: Rows
    interval_minutes: int
    lengths: Sequence[int]
    mixes: bool = True
    seats: int | None = None

    @property
    def steps(self) -> list[int]:
        """The lengths in intervals, ascending."""
        return sorted({length // self.interval_minutes for length in self.lengths})

    @property
    def together(self) -> list[int]:
        """Seats of all lines, per interval."""
        return [sum(column) for column in zip(*self.required, strict=True)]


@dataclass(frozen=True)
class Patience:
    """How long to search a stretch. effort: the solver's own count of its work, about a second each on a quiet machine;
    it ends the search at the same plan wherever it runs. None: only the clock counts."""

    seconds: float = SECONDS
    effort: float | None = None

    def shared(self, by: int) -> "Patience":
        """What each of ``by`` searches gets of it."""
        return Patience(self.seconds / by, None if self.effort is None else self.effort / by)


USUAL = Patience()


@dataclass(frozen=True)
class Draft:
    """Crews, their cost (paid minutes and a price a head), the least any plan can cost, and the most present at once."""

    crews: list[Crew]
    cost: int
    bound: int
    most: int

    @property
    def gap(self) -> float:
        """How far from the optimum at most: 0.01 is one per cent of the cost."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0

    @property
    def is_exact(self) -> bool:
        """Whether the search for a better plan is not worth its time."""
        return self.gap <= GAP_ENOUGH


def plan_quickly(lines: Lines) -> Draft:
    """Every line covered at its own optimum, in milliseconds. A hub's seats may be exceeded: see ``most``."""
    return _joined(lines, [_quick_stretch(_part(lines, span)) for span in _spans(lines)])


def plan_exactly(lines: Lines, *, patience: Patience = USUAL, progress: Progress | None = None) -> Draft:
    """The best plan that CP-SAT finds with that patience for each stretch, or the quick one; it keeps a hub's seats.

    progress: is told how many stretches of how many are done.
    """
    spans, known, found = _spans(lines), {}, []
    for done, span in enumerate(spans):
        part = _part(lines, span)
        key = tuple(map(tuple, part.required))
        if key not in known:
            known[key] = _best(part, patience)
        found.append(known[key])
        if progress:
            progress(done + 1, len(spans))
    return _joined(lines, found)


def _spans(lines: Lines) -> list[tuple[int, int]]:
    return busy(lines.together, interval_minutes=lines.interval_minutes, steps=lines.steps)


def _part(lines: Lines, span: tuple[int, int]) -> Lines:
    rows = [row[slice(*span)] for row in lines.required]
    return Lines(rows, lines.interval_minutes, lines.lengths, lines.mixes, lines.seats)


def _joined(lines: Lines, drafts: Sequence[Draft]) -> Draft:
    """Stretches that don't touch, one after the other."""
    crews = [
        Crew(crew.start + first, crew.end + first, crew.seats, crew.rows)
        for (first, _last), draft in zip(_spans(lines), drafts, strict=True)
        for crew in draft.crews
    ]
    costs, bounds = (sum(getattr(draft, name) for draft in drafts) for name in ("cost", "bound"))
    return Draft(sorted(crews), costs, bounds, max((draft.most for draft in drafts), default=0))


def _quick_stretch(lines: Lines) -> Draft:
    blocks, minutes = _by_line(lines), lines.interval_minutes
    cost = sum(cost_of(row, interval_minutes=minutes) for row in blocks)
    crews = mixed(blocks, interval_minutes=minutes, mix=lines.mixes)
    return Draft(crews, cost, _bound(lines, cost), _most(crews, len(lines.together)))


def _by_line(lines: Lines) -> list[list[Block]]:
    """The least cover of each line; one after the other takes what the hub has to spare, and all of it if it must."""
    spare = None if lines.seats is None else [max(0, lines.seats - need) for need in lines.together]
    found: list[list[Block]] = []
    for row in lines.required:
        blocks: list[Block] = []
        if any(row):
            blocks = _cover(row, lines, spare) or _cover(row, lines, None) or []
        if spare is not None:
            there = _present(blocks, len(row))
            spare = [max(0, left - (have - need)) for left, have, need in zip(spare, there, row, strict=True)]
        found.append(blocks)
    return found


def _cover(row: Sequence[int], lines: Lines, spare: Sequence[int] | None) -> list[Block] | None:
    return least_cover(row, steps=lines.steps, interval_minutes=lines.interval_minutes, spare=spare)


def _bound(lines: Lines, cost: int) -> int:
    """Nobody serves two lines at once, so no plan is cheaper than the cover of all seats together; where nobody changes
    the line, each line's optimum is the whole's."""
    if not lines.mixes or sum(any(row) for row in lines.required) < 2:
        return cost
    return cost_of(_cover(lines.together, lines, None) or [], interval_minutes=lines.interval_minutes)


def _best(lines: Lines, patience: Patience) -> Draft:
    quick = _quick_stretch(lines)
    if _is_crowded(lines, quick):
        return _by_roster(lines, quick, patience)
    if quick.is_exact:
        return quick
    # Nobody serves more than two lines: two by two, each pair is solved to its optimum in a second or two.
    pairs = _pairs(lines)
    crews: list[Crew] = []
    for rows in pairs:
        part = Lines([lines.required[row] for row in rows], lines.interval_minutes, lines.lengths, True, lines.seats)
        found = _by_roster(part, _quick_stretch(part), patience.shared(len(pairs)))
        crews += [Crew(c.start, c.end, c.seats, tuple(rows[row] for row in c.rows)) for c in found.crews]
    best = _draft(lines, crews, quick.bound)
    return best if best.cost < quick.cost and not _is_crowded(lines, best) else quick


def _pairs(lines: Lines) -> list[tuple[int, ...]]:
    """Lines two by two, small ones with small ones: there most hours are paid without being needed."""
    rows = sorted((row for row, need in enumerate(lines.required) if any(need)), key=lambda r: sum(lines.required[r]))
    return [tuple(rows[at : at + 2]) for at in range(0, len(rows), 2)]


def _by_roster(lines: Lines, quick: Draft, patience: Patience) -> Draft:
    """What CP-SAT finds where it is better than the quick plan, or the only one that keeps to a hub's seats."""
    rows = range(len(lines.required))
    pairs = list(combinations(rows, 2)) if lines.mixes else []
    if quick.is_exact and not _is_crowded(lines, quick):
        return quick
    if (len(rows) + len(pairs)) * len(lines.together) > LARGEST:
        return quick
    blocks = [] if _is_crowded(lines, quick) else _by_line(lines)
    wanted = Wanted(
        required=lines.required,
        interval_minutes=lines.interval_minutes,
        lengths=lines.steps,
        pairs=pairs,
        seats=lines.seats,
        known=[(b.start, b.end - b.start, row, b.seats) for row, found in enumerate(blocks) for b in found],
    )
    roster = build_roster(wanted, seconds=patience.seconds, effort=patience.effort)
    if roster is None:
        return quick
    found = _draft(lines, [crew for plan in roster.plans for crew in crews_of(plan)], quick.bound)
    return found if found.cost < quick.cost or _is_crowded(lines, quick) else quick


def _is_crowded(lines: Lines, draft: Draft) -> bool:
    return lines.seats is not None and draft.most > lines.seats


def _draft(lines: Lines, crews: Sequence[Crew], bound: int) -> Draft:
    merged = _merged(crews)
    cost = sum(((crew.end - crew.start) * lines.interval_minutes + HEAD_COSTS_MINUTES) * crew.seats for crew in merged)
    return Draft(merged, cost, bound, _most(merged, len(lines.together)))


def _merged(crews: Sequence[Crew]) -> list[Crew]:
    """Crews of the same hours that serve the same are one."""
    seats: Counter[tuple[int, int, tuple[int, ...]]] = Counter()
    for crew in crews:
        seats[crew.start, crew.end, crew.rows] += crew.seats
    return sorted(Crew(start, end, number, rows) for (start, end, rows), number in seats.items())


def crews_of(plan: Plan) -> list[Crew]:
    """A plan's heads by what each of them serves in turn; as many as can change the line at every break."""
    if len(plan.skills) == 1:
        return [Crew(plan.start, plan.start + plan.length, plan.heads, plan.skills)]
    turns = []
    for number, span in enumerate(sorted({(begin, end) for begin, end, _row, _heads in plan.activities})):
        rows = [row for *part, row, heads in plan.activities if tuple(part) == span for _ in range(heads)]
        turns.append(sorted(rows, reverse=number % 2 == 1))
    served = Counter(zip(*turns, strict=True))
    return [
        Crew(plan.start, plan.start + plan.length, heads, rows if len(set(rows)) > 1 else rows[:1])
        for rows, heads in sorted(served.items())
    ]


def _present(blocks: Sequence[Block] | Sequence[Crew], size: int) -> list[int]:
    change = [0] * (size + 1)
    for block in blocks:
        change[block.start] += block.seats
        change[block.end] -= block.seats
    there, found = 0, []
    for step in change[:size]:
        there += step
        found.append(there)
    return found


def _most(crews: Sequence[Crew], size: int) -> int:
    return max(_present(crews, size), default=0)
