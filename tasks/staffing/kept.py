"""A channel's terms as they are kept with a curve, and read again."""

from collections.abc import Callable, Mapping
from datetime import time
from fractions import Fraction
from typing import Any

from tasks.staffing.rules.demand import Work


def work_as_json(work: Work) -> dict[str, str | int | float]:
    """A channel's terms as they are kept with a curve."""
    return {
        "concurrency": work.concurrency,
        "slowdown": work.slowdown,
        "deadline_minutes": work.deadline_minutes,
        "opens": work.opens.strftime("%H:%M"),
        "closes": work.closes.strftime("%H:%M"),
        "dialling_s": work.dialling_s,
        "connect_share": str(work.connect_share),
        "most_attempts": work.most_attempts,
        "struck_share": str(work.struck_share),
    }


def work_of_json(kept: Mapping[str, str | int | float]) -> Work:
    """The same, read again; what is absent takes the default."""
    read: dict[str, Callable[[Any], Any]] = {
        "concurrency": int,
        "slowdown": float,
        "deadline_minutes": int,
        "opens": time.fromisoformat,
        "closes": time.fromisoformat,
        "dialling_s": int,
        "connect_share": Fraction,
        "most_attempts": int,
        "struck_share": Fraction,
    }
    return Work(**{name: read[name](value) for name, value in kept.items() if name in read})
