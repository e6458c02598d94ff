"""The same queues in 60-digit arithmetic, for the rare case where floating point can't tell met from missed.

Only ``goals`` asks, and only when a measure lies within a billionth of its target. A difference below
``TIE`` is equality: with a waiting target of zero seconds a goal can be met to the last digit.
"""

import math
from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from tasks.staffing.rules.queues import Overloaded, Stream

DIGITS = 60
TIE = Decimal(10) ** -45
_NEGLIGIBLE = Decimal(10) ** -(DIGITS + 2)


def decimal(value: Fraction | int) -> Decimal:
    """A fraction as a decimal in the current context."""
    fraction = Fraction(value)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def precisely(measure: Callable[[], Decimal]) -> Decimal:
    """Evaluate in 60 digits."""
    with localcontext(Context(prec=DIGITS, Emin=-(10**9), Emax=10**9)):
        return +measure()


def blocking(agents: int, erlangs: Decimal) -> Decimal:
    """Erlang B."""
    lost = Decimal(1)
    for servers in range(1, agents + 1):
        lost = erlangs * lost / (servers + erlangs * lost)
    return lost


def waiting(agents: int, stream: Stream) -> Decimal:
    """Erlang C. Raises Overloaded."""
    if agents <= stream.erlangs:
        raise Overloaded(agents=agents, erlangs=float(stream.erlangs))
    erlangs = decimal(stream.erlangs)
    lost = blocking(agents, erlangs)
    return agents * lost / (agents - erlangs * (1 - lost))


def patient_level(agents: int, stream: Stream, target_s: Fraction) -> Decimal:
    """Answered within the target ÷ offered when everybody waits (Erlang C)."""
    pace = decimal((agents - stream.erlangs) / stream.aht_s * target_s)
    return 1 - waiting(agents, stream) * (-pace).exp()


def patient_wait(agents: int, stream: Stream) -> Decimal:
    """Mean wait in seconds when everybody waits (Erlang C)."""
    return waiting(agents, stream) * decimal(stream.aht_s / (agents - stream.erlangs))


def impatient_level(agents: int, stream: Stream, target_s: Fraction) -> Decimal:
    """Served within the target ÷ offered (Erlang A)."""
    x, y, free, queue, _ = _impatient(agents, stream)
    assert stream.patience_s is not None  # noqa: S101  (_impatient has refused its absence)
    horizon = decimal(target_s / stream.patience_s)
    survivors = y * (-horizon).exp()
    rest, _ = _series(x + 1, survivors)
    late = y / (x + 1) * (y - survivors - horizon * (x + 1)).exp() * (1 + rest)
    return (1 + free * (queue - late)) / (1 + free * y / x * (1 + queue))


def impatient_abandonment(agents: int, stream: Stream) -> Decimal:
    """Gave up ÷ offered (Erlang A)."""
    x, y, free, queue, moment = _impatient(agents, stream)
    return free * moment / x / (1 + free * y / x * (1 + queue))


def impatient_wait(agents: int, stream: Stream) -> Decimal:
    """Mean wait over all offered calls in seconds (Erlang A)."""
    return impatient_abandonment(agents, stream) * decimal(stream.patience_s or 0)


def impatient_occupancy(agents: int, stream: Stream) -> Decimal:
    """Share of the agents' time spent serving (Erlang A)."""
    return decimal(stream.erlangs) * (1 - impatient_abandonment(agents, stream)) / agents


def _impatient(agents: int, stream: Stream) -> tuple[Decimal, Decimal, Decimal, Decimal, Decimal]:
    if stream.patience_s is None:
        raise ValueError("Erlang A needs a patience")
    ratio = stream.patience_s / stream.aht_s
    x, y = decimal(agents * ratio), decimal(stream.erlangs * ratio)
    queue, moment = _series(x, y)
    return x, y, blocking(agents - 1, decimal(stream.erlangs)), queue, moment


def _series(x: Decimal, y: Decimal) -> tuple[Decimal, Decimal]:
    """S = Σ_{j>=1} y^j ÷ ((x+1)…(x+j)) and Σ j·term_j."""
    term, total, moment, step = Decimal(1), Decimal(0), Decimal(0), 0
    past = math.ceil(y - x)
    while True:
        step += 1
        term = term * y / (x + step)
        total += term
        moment += step * term
        if step > past and term < total * _NEGLIGIBLE / (step + 1):
            return total, moment
