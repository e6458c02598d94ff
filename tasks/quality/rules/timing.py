"""The timing judge: first answer, longest silence, total; in whole seconds, rounded down."""

from collections.abc import Sequence
from datetime import datetime, timedelta

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
    waits = _waits(turns, timed)
    whole = handling_seconds(turns)
    total = None if whole is None else (whole, timed[-1][0])
    measured = {
        "first_answer": waits[0] if waits else None,
        "longest_silence": max(waits, key=lambda w: (w[0], -w[1])) if waits else None,
        "total": total,
    }
    results = []
    for rule in rules:
        seconds, turn = measured[rule.measure] or (None, None)
        results.append(TimingResult(rule.measure, rule.group, seconds, rule.limit_s, turn))
    return tuple(results)


def handling_seconds(turns: Sequence[Turn]) -> int | None:
    """From the first turn to the last; None where fewer than two turns carry a time. Raises TimesBroken."""
    timed = _timed(turns)
    return int((timed[-1][1] - timed[0][1]).total_seconds()) if len(timed) > 1 else None


def _timed(turns: Sequence[Turn]) -> list[tuple[int, datetime]]:
    """The turns that carry a time, with small steps back straightened."""
    timed: list[tuple[int, datetime]] = []
    latest: datetime | None = None
    for number, turn in enumerate(turns):
        at = turn.at
        if at is None:
            continue
        if at.tzinfo is None:
            raise TimesBroken("A time without its zone.", where=f"turns[{number}].at")
        if latest is None or at >= latest:
            latest = at
        elif at < latest - _CLOCK_SKEW:
            raise TimesBroken("A turn earlier than the one before it.", where=f"turns[{number}].at")
        timed.append((number, latest))
    return timed


def _waits(turns: Sequence[Turn], timed: Sequence[tuple[int, datetime]]) -> list[tuple[int, int]]:
    """(seconds, turn that ended the wait) for each stretch in which a customer waited."""
    waits: list[tuple[int, int]] = []
    asked: datetime | None = None
    agent, customer = Role.AGENT, Role.CUSTOMER  # looked up once: calls have hundreds of turns
    for number, at in timed:
        role = turns[number].role
        if asked is None:
            asked = at if role is customer else None
        elif role is agent:
            waits.append((int((at - asked).total_seconds()), number))
            asked = None
    return waits
