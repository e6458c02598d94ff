"""What "good enough" means for a queue, and the least number of agents that is.

Every goal is monotone in the number of agents, so the least number is found by doubling and halving. A
measure within ``NEAR`` of its target is decided again in 60 digits: the answer is exact, not nearly so.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from talentpool.kernel.questions import Unanswerable
from tasks.staffing.rules import precise
from tasks.staffing.rules.queues import Service, Stream, impatient, patient, without_waiting

NEAR = 1e-9
AGENTS_AT_MOST = 1_000_000
MODELS = ("erlang_b", "erlang_c", "erlang_a")


@dataclass(frozen=True)
class Goal:
    """Any of the bounds may be absent; all that are given must hold.

    service_level: answered within target_s ÷ offered, at least (Erlang B: not lost ÷ offered).
    asa_s: mean wait in seconds, at most. max_occupancy: at most.
    """

    service_level: Fraction | None = None
    target_s: Fraction | None = None
    asa_s: Fraction | None = None
    max_occupancy: Fraction | None = None


def served(*, model: str, agents: int, stream: Stream, target_s: Fraction | None) -> Service:
    """What callers meet under the model. Raises Overloaded for Erlang C."""
    if model == "erlang_b":
        return without_waiting(agents=agents, stream=stream)
    if model == "erlang_c":
        return patient(agents=agents, stream=stream, target_s=target_s)
    return impatient(agents=agents, stream=stream, target_s=target_s)


def meets(*, model: str, agents: int, stream: Stream, goal: Goal) -> bool:
    """Whether n agents meet every bound of the goal, decided exactly."""
    if model == "erlang_c" and agents <= stream.erlangs:
        return False
    service = served(model=model, agents=agents, stream=stream, target_s=goal.target_s)
    checks = (
        (goal.service_level, service.service_level, 1, _level),
        (goal.asa_s, service.asa_s, -1, _wait),
        (goal.max_occupancy, service.occupancy, -1, _occupancy),
    )
    return all(
        _holds(value or 0.0, target, sign, partial(measure, model, agents, stream, goal))
        for target, value, sign, measure in checks
        if target is not None
    )


def least_agents(*, model: str, stream: Stream, goal: Goal) -> int:
    """The smallest n that meets the goal, so that n - 1 does not. Raises Unanswerable ``unreachable``."""
    # No more calls can be served than the agents have time for: a lower bound that saves most of the search.
    start = math.ceil((goal.service_level or 0) * stream.erlangs) or 1
    if model == "erlang_c":
        start = int(stream.erlangs) + 1
    return least(lambda n: meets(model=model, agents=n, stream=stream, goal=goal), start=start)


def least(enough: Callable[[int], bool], *, start: int) -> int:
    """The smallest n >= start for which a monotone test holds, by doubling steps and halving."""
    low, high, step = start - 1, start, 1
    while not enough(high):
        if high >= AGENTS_AT_MOST:
            raise Unanswerable("unreachable", f"Not even {AGENTS_AT_MOST:,} agents meet this target.")
        low, high, step = high, min(high + step, AGENTS_AT_MOST), step * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _holds(value: float, target: Fraction, sign: int, measure: Callable[[], Decimal]) -> bool:
    distance = (value - float(target)) * sign
    if abs(distance) > NEAR * max(1.0, float(target)):
        return distance > 0
    exact = precise.precisely(lambda: (measure() - precise.decimal(target)) * sign)
    return exact >= -precise.TIE


def _level(model: str, agents: int, stream: Stream, goal: Goal) -> Decimal:
    if model == "erlang_b":
        return 1 - precise.blocking(agents, precise.decimal(stream.erlangs))
    measure = precise.patient_level if model == "erlang_c" else precise.impatient_level
    return measure(agents, stream, goal.target_s or Fraction(0))


def _wait(model: str, agents: int, stream: Stream, goal: Goal) -> Decimal:
    if model == "erlang_b":
        return Decimal(0)
    measure = precise.patient_wait if model == "erlang_c" else precise.impatient_wait
    return measure(agents, stream)


def _occupancy(model: str, agents: int, stream: Stream, goal: Goal) -> Decimal:
    if model == "erlang_b":
        erlangs = precise.decimal(stream.erlangs)
        return erlangs * (1 - precise.blocking(agents, erlangs)) / agents
    if model == "erlang_c":
        return precise.decimal(stream.erlangs / agents)
    return precise.impatient_occupancy(agents, stream)
