"""The timing judge: first answer, longest silence, total; in whole seconds, rounded down."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import le

from tasks.quality.rules.buffer import AGENT, CUSTOMER
from tasks.quality.rules.ruleset import TimingRule
from tasks.quality.rules.shapes import TimesBroken, TimingResult, Turn

_CLOCK_SKEW = timedelta(seconds=5)  # two servers' clocks may differ so much; more is an error in the input
_SECOND = timedelta(seconds=1)


def judge_timings(*, rules: Sequence[TimingRule], turns: Sequence[Turn], spoken: bytes) -> tuple[TimingResult, ...]:
    """One result per rule; ``seconds`` None where no times are given. ``spoken``: by whom each turn was said.

    first_answer: from the customer's first turn to the agent's first one after it. longest_silence: the
    longest a customer waited for the agent's next turn. total: first turn to last. A customer never
    answered makes no time. Raises TimesBroken.
    """
    numbers, times = _timed(turns)
    waits = _waits(bytes([spoken[n] for n in numbers]) if len(numbers) < len(turns) else spoken)
    lasted = [times[end] - times[begin] for begin, end in waits]
    longest = _longest(lasted) if lasted else None
    measured: dict[str, tuple[timedelta, int] | None] = {
        "first_answer": (lasted[0], numbers[waits[0][1]]) if lasted else None,
        "longest_silence": None if longest is None else (lasted[longest], numbers[waits[longest][1]]),
        "total": (times[-1] - times[0], numbers[-1]) if len(times) > 1 else None,
    }
    results = []
    for rule in rules:
        seconds, turn = measured[rule.measure] or (None, None)
        whole = None if seconds is None else int(seconds.total_seconds())
        results.append(TimingResult(rule.measure, rule.group, whole, rule.limit_s, turn))
    return tuple(results)


def handling_seconds(turns: Sequence[Turn]) -> int | None:
    """From the first turn to the last; None where fewer than two turns carry a time. Raises TimesBroken."""
    _numbers, times = _timed(turns)
    return int((times[-1] - times[0]).total_seconds()) if len(times) > 1 else None


def _longest(lasted: Sequence[timedelta]) -> int:
    """In whole seconds the longest; of equals the first."""
    least = max(lasted) // _SECOND * _SECOND
    return next(n for n, wait in enumerate(lasted) if wait >= least)


def _timed(turns: Sequence[Turn]) -> tuple[Sequence[int], list[datetime]]:
    """Which turns carry a time, and the times, with small steps back straightened."""
    times = [turn.at for turn in turns]
    first = times[0] if times else None
    try:
        # Comparing finds every absent time and every mixture with times that have no zone, at no cost of its own.
        ordered = first is not None and all(map(le, times, times[1:]))  # type: ignore[arg-type]
    except TypeError:
        ordered = False
    if ordered and first is not None and first.tzinfo is not None:
        return range(len(times)), times  # type: ignore[return-value]
    return _straightened([(number, at) for number, at in enumerate(times) if at is not None])


def _straightened(timed: Sequence[tuple[int, datetime]]) -> tuple[Sequence[int], list[datetime]]:
    for number, at in timed:
        if at.tzinfo is None:
            raise TimesBroken("A time without its zone.", where=f"turns[{number}].at")
    straight: list[datetime] = []
    for number, at in timed:
        if straight and at < straight[-1] - _CLOCK_SKEW:
            raise TimesBroken("A turn earlier than the one before it.", where=f"turns[{number}].at")
        straight.append(max(at, straight[-1]) if straight else at)
    return [number for number, _ in timed], straight


def _waits(spoken: bytes) -> list[tuple[int, int]]:
    """(turn that asked, turn that ended the wait) for each stretch in which a customer waited."""
    waits: list[tuple[int, int]] = []
    asked = spoken.find(CUSTOMER)
    while asked >= 0:
        answered = spoken.find(AGENT, asked)
        if answered < 0:
            break
        waits.append((asked, answered))
        asked = spoken.find(CUSTOMER, answered)
    return waits
