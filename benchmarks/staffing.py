"""H9: the least agents of 10,000 intervals: differences from exact arithmetic, and pyworkforce's time ÷ ours.

Intervals of half an hour, loads log-uniform between half an erlang and 5,000, handling times of one to ten minutes,
90 % within 10 s: everything from a small shop's line to a national hotline. pyworkforce answers the same question
with the same definition, one interval at a time.
"""

import time
from collections.abc import Callable, Iterator
from fractions import Fraction

import mpmath
import numpy as np
import numpy.typing as npt
from pyworkforce.queuing import ErlangC

from benchmarks.measure import Headline, Scale, alternate, count
from tasks.staffing.rules.curves import least_agents_patient
from tasks.staffing.rules.goals import Goal

NEEDS_DATABASE = False
INTERVALS = 10_000
EVERY = 8
INTERVAL_S = 1800
LEVEL, TARGET_S = Fraction(9, 10), Fraction(10)
BITS = 256
Floats = npt.NDArray[np.float64]


def run(scale: Scale) -> Iterator[Headline]:
    """Two rows: how many intervals differ from exact arithmetic, and how many times as fast we are."""
    calls, aht_s = _intervals(scale.agents_or(INTERVALS))
    found = _ours(calls, aht_s)
    yield count("staffing-exact", _differences(calls, aht_s, found), target="0", n=len(calls), unit="intervals")
    # They take so long that every eighth interval must do; both sides are counted in intervals a second.
    few, few_s = calls[::EVERY], aht_s[::EVERY]
    rate = alternate(lambda: _per_second(_ours, calls, aht_s), lambda: _per_second(_theirs, few, few_s))
    alike = int(np.sum(_theirs(few, few_s) == found[::EVERY]))
    note = f"pyworkforce, on every {EVERY}th interval, gives the same number in {alike:,} of {len(few):,}"
    yield rate.headline("staffing", target="≥ 300", unit="intervals/s", note=note)


def _intervals(number: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(1999)
    aht_s = np.round(rng.uniform(60, 600, number), 1)
    erlangs = np.exp(rng.uniform(np.log(0.5), np.log(5000), number))
    return np.maximum(0.01, np.round(erlangs * INTERVAL_S / aht_s, 2)), aht_s


def _ours(calls: Floats, aht_s: Floats) -> npt.NDArray[np.int64]:
    goal = Goal(service_level=LEVEL, target_s=TARGET_S)
    return least_agents_patient(calls=calls, aht_s=aht_s, interval_s=INTERVAL_S, goal=goal)


def _theirs(calls: Floats, aht_s: Floats) -> npt.NDArray[np.int64]:
    answers = [
        ErlangC(
            transactions=float(volume), aht=float(handling), asa=float(TARGET_S), interval=INTERVAL_S
        ).required_positions(service_level=float(LEVEL))["raw_positions"]
        for volume, handling in zip(calls, aht_s, strict=True)
    ]
    return np.array(answers, dtype=np.int64)


def _per_second(answer: Callable[[Floats, Floats], object], calls: Floats, aht_s: Floats) -> float:
    begin = time.perf_counter()
    answer(calls, aht_s)
    return len(calls) / (time.perf_counter() - begin)


def _differences(calls: Floats, aht_s: Floats, found: npt.NDArray[np.int64]) -> int:
    """Intervals whose number does not meet the target in exact arithmetic, or where one fewer would."""
    rows = zip(calls.tolist(), aht_s.tolist(), found.tolist(), strict=True)
    return sum(
        not _is_least(Fraction(str(volume)), Fraction(str(handling)), agents) for volume, handling, agents in rows
    )


def _is_least(calls: Fraction, aht_s: Fraction, agents: int) -> bool:
    """By the integers: 1 ÷ Erlang B in fixed point with 256 binary places, then 40 decimal digits."""
    erlangs = calls * aht_s / INTERVAL_S
    inverse = before = one = 1 << BITS
    for servers in range(1, agents + 1):
        inverse, before = one + inverse * servers * erlangs.denominator // erlangs.numerator, inverse
    few = agents - 1 > erlangs and _meets(agents - 1, before, erlangs, aht_s)
    return agents > erlangs and _meets(agents, inverse, erlangs, aht_s) and not few


def _meets(agents: int, inverse: int, erlangs: Fraction, aht_s: Fraction) -> bool:
    with mpmath.workdps(40):
        load = mpmath.mpf(erlangs.numerator) / erlangs.denominator
        slack = agents - load
        waits = agents / (slack * mpmath.ldexp(mpmath.mpf(inverse), -BITS) + load)
        horizon = TARGET_S / aht_s
        late = waits * mpmath.exp(-slack * horizon.numerator / horizon.denominator)
        return bool(1 - late >= mpmath.mpf(LEVEL.numerator) / LEVEL.denominator)
