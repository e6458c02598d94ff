"""The fewest heads that cover every interval: set covering with circular shifts, solved to the optimum.

Source: Dantzig, A Comment on Edie's "Traffic Delays at Toll Booths", Operations Research 2(3), 1954.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from talentpool.kernel.questions import Answer, Question, Unanswerable, expect_keys, whole

HEADS_AT_MOST = 1_000_000
INTERVALS_AT_MOST = 2_000
SHIFTS_AT_MOST = 5_000
SECONDS_AT_MOST = 60.0
Span = tuple[int, int]


def intervals_of(span: Span, *, intervals: int) -> list[int]:
    """The intervals a shift is present in; an end that does not lie after the start wraps within the day."""
    start, end = span
    length = end - start if end > start else end - start + intervals
    return [(start + step) % intervals for step in range(length)]


def least_cover(
    *,
    required: Sequence[int],
    shifts: Mapping[str, Span],
    max_per_interval: int | None = None,
    seconds: float = SECONDS_AT_MOST,
) -> dict[str, int] | None:
    """Heads per shift, least in sum, so that every interval has what it requires; None if that can't be.

    max_per_interval bounds the heads present. Raises Unanswerable ``not_proved`` when time runs out first.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    most = max(required, default=0)
    heads = {name: model.new_int_var(0, most, "") for name in shifts}
    present = _present(heads, shifts, len(required))
    bound = most * len(shifts) if max_per_interval is None else max_per_interval
    for need, there in zip(required, present, strict=True):
        if need > (bound if there else 0):
            return None
        model.add_linear_constraint(cp_model.LinearExpr.sum(there), need, bound)
    model.minimize(sum(heads.values()))
    solver = cp_model.CpSolver()
    # One worker and a fixed seed: the same question gets the same answer, on any machine.
    solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise Unanswerable("not_proved", "The optimum could not be proved in time.")
    return {name: int(solver.value(number)) for name, number in heads.items()}


def _present(heads: Mapping[str, Any], shifts: Mapping[str, Span], intervals: int) -> list[list[Any]]:
    """For every interval, the variables of the shifts that are there."""
    present: list[list[Any]] = [[] for _ in range(intervals)]
    for name, span in shifts.items():
        for interval in intervals_of(span, intervals=intervals):
            present[interval].append(heads[name])
    return present


def answer(question: Question) -> Answer:
    """One question of cover and its answer: ``manage.py calculate cover``. Raises Unanswerable."""
    expect_keys(question, needed=("required", "shifts"), allowed=("max_per_interval",))
    required = _required(question["required"])
    shifts = _shifts(question["shifts"], len(required))
    most = question.get("max_per_interval")
    bound = None if most is None else whole(most, "max_per_interval", least=0, most=HEADS_AT_MOST)
    counts = least_cover(required=required, shifts=shifts, max_per_interval=bound)
    if counts is None:
        return {"counts": {}, "heads": None, "status": "infeasible"}
    return {"counts": counts, "heads": sum(counts.values()), "status": "optimal"}


def _required(given: object) -> list[int]:
    if not isinstance(given, list):
        raise Unanswerable("not_a_list", "required must be a list of whole numbers, one per interval.")
    if not given:
        raise Unanswerable("empty", "required has no interval.")
    if len(given) > INTERVALS_AT_MOST:
        raise Unanswerable("too_large", f"required has more than {INTERVALS_AT_MOST:,} intervals.")
    return [whole(need, "Each value of required", least=0, most=HEADS_AT_MOST) for need in given]


def _shifts(given: object, intervals: int) -> dict[str, Span]:
    if not isinstance(given, dict):
        raise Unanswerable("not_an_object", "shifts must be an object of name to [start, end].")
    if len(given) > SHIFTS_AT_MOST:
        raise Unanswerable("too_large", f"There are more than {SHIFTS_AT_MOST:,} shifts.")
    return {name: _span(name, pair, intervals) for name, pair in given.items()}


def _span(name: str, pair: object, intervals: int) -> Span:
    if not isinstance(pair, list) or len(pair) != 2:
        raise Unanswerable("not_a_pair", f"The shift {name!r} must be [start, end].")
    start = whole(pair[0], f"The start of {name!r}", least=0, most=intervals - 1)
    end = whole(pair[1], f"The end of {name!r}", least=0, most=intervals)
    return start, end
