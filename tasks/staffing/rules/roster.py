"""Shifts for several skills at once: the least paid time that covers every skill in every interval, by CP-SAT.

A shift lasts 2 to 8 hours and is made of activities of at most three hours, with a break between two. A head belongs
to one skill, or to a pair of skills her channels allow: then an activity may change the skill at a break, and over the
crew both are worked. Chat and calls are never the same activity. Breaks are part of shrinkage and not covered twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tasks.staffing.rules.shifts import HEAD_COSTS_MINUTES, stretches

SECONDS = 8.0
GAP_ENOUGH = 0.003
LARGE = 10_000


@dataclass(frozen=True)
class Plan:
    """``heads`` people from ``start`` for ``length`` intervals. activities: (start, end, skill, heads), half-open."""

    start: int
    length: int
    skills: tuple[int, ...]
    heads: int
    activities: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class Roster:
    """Shifts, their paid intervals, and how far from the optimum they can be at most: 0.01 is one per cent."""

    plans: list[Plan]
    paid: int
    gap: float
    is_optimal: bool
    seconds: float


@dataclass(frozen=True)
class Wanted:
    """required: skill × interval. pairs: skills one head may work in one day. seats: of a hub, at any one time.

    starts_every: a shift begins on every so many intervals. lengths: in intervals. known: a roster to begin with and to
    do better than, as (start, length, skill, heads).
    """

    required: Sequence[Sequence[int]]
    interval_minutes: int
    lengths: Sequence[int]
    pairs: Sequence[tuple[int, int]] = ()
    seats: int | None = None
    starts_every: int = 1
    known: Sequence[tuple[int, int, int, int]] = ()


@dataclass
class _Choice:
    """Variables of one span and group of skills: heads, and for each activity heads by skill."""

    start: int
    length: int
    skills: tuple[int, ...]
    heads: Any
    parts: list[tuple[int, int, dict[int, Any]]]


def build_roster(wanted: Wanted, *, seconds: float = SECONDS, effort: float | None = None) -> Roster | None:
    """The best roster found in ``seconds``; None where the hub has too few seats, or no shift fits.

    effort: the solver's own count of its work, about a second each; it stops there on any machine, however busy.
    Raises ValueError for rows of different length.
    """
    from ortools.sat.python import cp_model

    size = {len(row) for row in wanted.required}
    if len(size) != 1:
        raise ValueError("every skill needs the same intervals")
    model = cp_model.CpModel()
    choices = _choices(model, wanted, size.pop())
    _cover(model, wanted, choices)
    costs = [choice.length * wanted.interval_minutes + HEAD_COSTS_MINUTES for choice in choices]
    model.minimize(cp_model.LinearExpr.weighted_sum([choice.heads for choice in choices], costs))
    _begin_with(model, wanted, choices)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
    solver.parameters.max_time_in_seconds = seconds
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    solver.parameters.relative_gap_limit = GAP_ENOUGH
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    plans = [_plan(solver, choice) for choice in choices if solver.value(choice.heads)]
    best, bound = solver.objective_value, solver.best_objective_bound
    gap = (best - bound) / best if best else 0.0
    paid = sum(plan.heads * plan.length for plan in plans)
    return Roster(sorted(plans, key=lambda p: (p.start, p.length)), paid, gap, gap <= GAP_ENOUGH, solver.wall_time)


def _begin_with(model: Any, wanted: Wanted, choices: Sequence[_Choice]) -> None:
    """What is known as the first solution: nothing found later can be worse."""
    if not wanted.known:
        return
    heads: dict[tuple[int, int, tuple[int, ...]], int] = {
        (start, length, (skill,)): number for start, length, skill, number in wanted.known
    }
    for choice in choices:
        model.add_hint(choice.heads, heads.get((choice.start, choice.length, choice.skills), 0))
        for _begin, _end, split in choice.parts if len(choice.skills) > 1 else ():
            for number in split.values():
                model.add_hint(number, 0)


def _choices(model: Any, wanted: Wanted, size: int) -> list[_Choice]:
    most = sum(max(row, default=0) for row in wanted.required)
    groups: list[tuple[int, ...]] = [(skill,) for skill, row in enumerate(wanted.required) if any(row)]
    groups += [pair for pair in wanted.pairs if any(wanted.required[pair[0]]) and any(wanted.required[pair[1]])]
    found = []
    for length in wanted.lengths:
        pieces = _pieces(length * wanted.interval_minutes, wanted.interval_minutes)
        for start in range(0, size - length + 1, wanted.starts_every):
            for group in groups:
                if any(any(wanted.required[skill][start : start + length]) for skill in group):
                    found.append(_choice(model, start, length, group, pieces, most))
    return found


def _pieces(minutes: int, step: int) -> list[tuple[int, int]]:
    """A shift's activities in intervals; a break belongs to the activity before it."""
    works = [part for part in stretches(minutes) if part.work]
    starts = [0, *(round(part.start / step) for part in works[1:])]
    return list(zip(starts, [*starts[1:], minutes // step], strict=True))


def _choice(
    model: Any, start: int, length: int, group: tuple[int, ...], pieces: list[tuple[int, int]], most: int
) -> _Choice:
    heads = model.new_int_var(0, most, "")
    if len(group) == 1:
        return _Choice(start, length, group, heads, [(start, start + length, {group[0]: heads})])
    parts: list[tuple[int, int, dict[int, Any]]] = []
    for begin, end in pieces:
        split = {skill: model.new_int_var(0, most, "") for skill in group}
        model.add(sum(split.values()) == heads)
        parts.append((start + begin, start + end, split))
    return _Choice(start, length, group, heads, parts)


def _cover(model: Any, wanted: Wanted, choices: Sequence[_Choice]) -> None:
    """Every skill has its heads in every interval, and no more are present than the hub has seats."""
    from ortools.sat.python import cp_model

    size = len(wanted.required[0])
    there: list[list[list[Any]]] = [[[] for _ in range(size)] for _ in wanted.required]
    heads: list[list[Any]] = [[] for _ in range(size)]
    for choice in choices:
        _be_there(choice, there, heads)
    needs = [(there[s][i], need) for s, row in enumerate(wanted.required) for i, need in enumerate(row) if need]
    for present, need in needs:
        model.add(cp_model.LinearExpr.sum(present) >= need)
    for present in heads if wanted.seats is not None else ():
        model.add(cp_model.LinearExpr.sum(present) <= wanted.seats)


def _be_there(choice: _Choice, there: list[list[list[Any]]], heads: list[list[Any]]) -> None:
    for interval in range(choice.start, choice.start + choice.length):
        heads[interval].append(choice.heads)
    for begin, end, split in choice.parts:
        for skill, number in split.items():
            for interval in range(begin, end):
                there[skill][interval].append(number)


def _plan(solver: Any, choice: _Choice) -> Plan:
    value = solver.value
    activities = tuple(
        (begin, end, skill, int(value(number)))
        for begin, end, split in choice.parts
        for skill, number in split.items()
        if value(number)
    )
    return Plan(choice.start, choice.length, choice.skills, int(value(choice.heads)), activities)
