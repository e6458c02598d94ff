"""The timing judge: first answer, longest silence, total; in whole seconds, rounded down."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import le

from tasks.quality.rules.ruleset import TimingRule
from tasks.quality.rules.shapes import Role, TimesBroken, TimingResult, Turn

_CLOCK_SKEW = timedelta(seconds=5)  # two servers' clocks may differ so much; more is an error in the input


def judge_timings(*, rules: Sequence[TimingRule], turns: Sequence[Turn]) -> tuple[TimingResult, ...]:
    """One result per rule; ``seconds`` None where no times are given.

    first_answer: from the customer's first turn to the agent's first one after it. longest_silence: the
    longest a customer waited for the agent's next turn. total: first turn to last. A customer never
    answered makes no time. Raises TimesBroken.
    """
    timed = _timed(turns)
    waits = _waits(turns, timed) if timed else []
    total = (timed[-1][1] - timed[0][1], timed[-1][0]) if len(timed) > 1 else None
    measured = {
        "first_answer": waits[0] if waits else None,
        "longest_silence": _longest(waits),
        "total": total,
    }
    results = []
    for rule in rules:
        lasted, turn = measured[rule.measure] or (None, None)
        seconds = None if lasted is None else int(lasted.total_seconds())
        results.append(TimingResult(rule.measure, rule.group, seconds, rule.limit_s, turn))
    return tuple(results)


def handling_seconds(turns: Sequence[Turn]) -> int | None:
    """From the first turn to the last; None where fewer than two turns carry a time. Raises TimesBroken."""
    timed = _timed(turns)
    return int((timed[-1][1] - timed[0][1]).total_seconds()) if len(timed) > 1 else None


def _longest(waits: Sequence[tuple[timedelta, int]]) -> tuple[timedelta, int] | None:
    """In whole seconds the longest; of equals the first."""
    if not waits:
        return None
    second = timedelta(seconds=1)
    most = max(lasted for lasted, _ in waits) // second
    return next(wait for wait in waits if wait[0] // second == most)


def _timed(turns: Sequence[Turn]) -> list[tuple[int, datetime]]:
    """The turns that carry a time, with small steps back straightened."""
    timed = [(number, turn.at) for number, turn in enumerate(turns) if turn.at is not None]
    for number, at in timed:
        if at.tzinfo is None:
            raise TimesBroken("A time without its zone.", where=f"turns[{number}].at")
    times = [at for _, at in timed]
    if all(map(le, times, times[1:])):
        return timed
    straight: list[tuple[int, datetime]] = []
    latest = times[0]
    for number, at in timed:
        if at < latest - _CLOCK_SKEW:
            raise TimesBroken("A turn earlier than the one before it.", where=f"turns[{number}].at")
        latest = max(at, latest)
        straight.append((number, latest))
    return straight


def _waits(turns: Sequence[Turn], timed: Sequence[tuple[int, datetime]]) -> list[tuple[timedelta, int]]:
    """(how long, turn that ended the wait) for each stretch in which a customer waited."""
    waits: list[tuple[timedelta, int]] = []
    asked: datetime | None = None
    agent, customer = Role.AGENT, Role.CUSTOMER  # looked up once: calls have hundreds of turns
    for number, at in timed:
        role = turns[number].role
        if asked is None:
            asked = at if role is customer else None
        elif role is agent:
            waits.append((at - asked, number))
            asked = None
    return waits
