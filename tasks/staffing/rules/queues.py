"""What a caller meets when n agents serve a steady stream of calls.

Loads are given as ``erlangs``: calls per second times mean handling time in seconds. A load may be a
``Fraction``; the slack ``agents - erlangs`` is then exact, which matters close to overload.
Sources: Cooper, Introduction to Queueing Theory, 2nd ed., ch. 3 (B and C); Garnett, Mandelbaum and
Reiman, Designing a Call Center with Impatient Customers, MSOM 4(3), 2002 (A).
"""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from talentpool.kernel.questions import Unanswerable

TERMS_AT_MOST = 5_000_000  # of the Erlang A series; more means a queue no one would run
_NEGLIGIBLE = 80.0  # terms below exp(-40) of the largest change no digit that is printed


class Overloaded(Unanswerable):
    """More work arrives than the agents can do: without abandonment the queue grows for ever."""

    def __init__(self, *, agents: int, erlangs: float) -> None:
        super().__init__("overloaded", f"{agents} agents can't serve {erlangs:g} erlangs: the queue only grows.")


@dataclass(frozen=True)
class Stream:
    """A steady stream of calls; patience_s: mean time a caller waits before hanging up (exponential)."""

    erlangs: Fraction
    aht_s: Fraction
    patience_s: Fraction | None = None


@dataclass(frozen=True)
class Service:
    """What callers and agents meet: shares are 0 to 1, times are seconds.

    service_level: answered by a person within the target ÷ offered; None without a target.
    asa_s: mean wait over all offered calls; with abandonment this counts those who gave up.
    """

    waiting_probability: float
    service_level: float | None
    asa_s: float
    occupancy: float
    abandonment: float


def blocking(*, agents: int, erlangs: float | Fraction) -> float:
    """Erlang B: the share of calls lost when nobody can wait, 0 to 1, by the stable recursion."""
    load, lost = float(erlangs), 1.0
    for servers in range(1, agents + 1):
        lost = load * lost / (servers + load * lost)
        if lost == 0.0:
            break
    return lost


def waiting_probability(*, agents: int, erlangs: float | Fraction) -> float:
    """Erlang C: the share of calls that wait, 0 to 1. Raises Overloaded when agents <= erlangs."""
    slack = float(agents - erlangs)
    if slack <= 0:
        raise Overloaded(agents=agents, erlangs=float(erlangs))
    lost = blocking(agents=agents, erlangs=erlangs)
    return agents * lost / (slack + float(erlangs) * lost)


def without_waiting(*, agents: int, stream: Stream) -> Service:
    """M/M/n/n: who finds no agent is lost at once (Erlang B)."""
    lost = blocking(agents=agents, erlangs=stream.erlangs)
    return Service(0.0, 1.0 - lost, 0.0, float(stream.erlangs) * (1.0 - lost) / agents, lost)


def patient(*, agents: int, stream: Stream, target_s: Fraction | None) -> Service:
    """M/M/n: everybody waits until served (Erlang C)."""
    waits = waiting_probability(agents=agents, erlangs=stream.erlangs)
    pace = float((agents - stream.erlangs) / stream.aht_s)  # per second, how fast the queue drains
    level = None if target_s is None else 1.0 - waits * math.exp(-pace * float(target_s))
    return Service(waits, level, waits / pace, float(stream.erlangs / agents), 0.0)


def impatient(*, agents: int, stream: Stream, target_s: Fraction | None) -> Service:
    """M/M/n+M: callers hang up after an exponential patience (Erlang A).

    With x = agents × patience ÷ aht and y = erlangs × patience ÷ aht, the queue's weight against the state
    "one agent free" is the series S(x, y) = Σ y^j ÷ ((x+1)…(x+j)), an incomplete gamma function. Served
    within T is the integral, over offered waits t up to T, of their density times exp(-t ÷ patience): another
    such series.
    """
    if stream.patience_s is None:
        raise Unanswerable("missing_key", "Erlang A needs patience_s.")
    ratio = stream.patience_s / stream.aht_s
    x, gap = float(agents * ratio), float((stream.erlangs - agents) * ratio)
    y, free = x + gap, blocking(agents=agents - 1, erlangs=stream.erlangs)
    log_queue, log_moment = _log_series(x, gap)
    scale = max(0.0, log_queue)
    unit, queue = math.exp(-scale), math.exp(log_queue - scale)
    waiting = y / x * (unit + queue) * free
    whole = unit + waiting
    gave_up = min(1.0, free * math.exp(log_moment - scale) / x / whole)
    level = None
    if target_s is not None:
        late = _served_late(x, gap, float(target_s / stream.patience_s), scale)
        level = min(1.0, max(0.0, (unit + free * max(0.0, queue - late)) / whole))
    return Service(
        waiting_probability=waiting / whole,
        service_level=level,
        asa_s=gave_up * float(stream.patience_s),
        occupancy=min(1.0, float(stream.erlangs) * (1.0 - gave_up) / agents),
        abandonment=gave_up,
    )


def _served_late(x: float, gap: float, horizon: float, scale: float) -> float:
    """The weight of those served after waiting longer than ``horizon`` patiences, divided by exp(scale)."""
    y = x + gap
    gone = -y * math.expm1(-horizon)
    log_rest, _ = _log_series(x + 1.0, gap - 1.0 - gone)
    exponent = gone - horizon * (x + 1.0) + math.log(y / (x + 1.0))
    return math.exp(min(700.0, exponent + float(np.logaddexp(0.0, log_rest)) - scale))


def _log_series(x: float, gap: float) -> tuple[float, float]:
    """log S and log Σ j·term_j of S = Σ_{j>=1} y^j ÷ ((x+1)…(x+j)) with y = x + gap."""
    y = x + gap
    if y <= 0.0:
        return -math.inf, -math.inf
    steps = np.arange(1.0, _terms(x, gap) + 1.0)
    change = (gap - steps) / (x + steps)
    # log1p keeps the digits where x and y nearly agree, the plain logarithm where they are far apart.
    logs = np.cumsum(np.where(change > -0.5, np.log1p(np.maximum(change, -0.5)), np.log(y / (x + steps))))
    top = float(logs.max())
    weights = np.exp(logs - top)
    return top + math.log(float(weights.sum())), top + math.log(float((weights * steps).sum()))


def _terms(x: float, gap: float) -> int:
    """How many terms of the series matter: up to its peak, and down to exp(-40) of it on the other side."""
    peak = max(0.0, gap)
    spread = math.sqrt(_NEGLIGIBLE * max(x, x + gap))
    linear = _NEGLIGIBLE * x / -gap if gap < 0 else math.inf
    count = peak + min(spread, linear) + _NEGLIGIBLE
    if count > TERMS_AT_MOST:
        raise Unanswerable("too_large", "The load times the patience is too large to compute with.")
    return int(count)
