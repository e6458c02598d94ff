"""Drawing questions and marking answers."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

T = TypeVar("T")
GRACE = timedelta(seconds=30)


def draw(pool: Sequence[T], *, count: int, seed: int) -> list[T]:
    """``count`` of the pool at random (all, when there are fewer); the same seed draws the same."""
    return random.Random(seed).sample(list(pool), min(count, len(pool)))  # noqa: S311  (a lot, not a secret)


def shuffled(keys: Sequence[str], *, seed: int) -> list[str]:
    """The order in which options are shown."""
    mixed = list(keys)
    random.Random(seed).shuffle(mixed)  # noqa: S311
    return mixed


def score(worths: Mapping[str, Mapping[str, float]], answers: Mapping[str, str]) -> float:
    """0 to 100: what the chosen options are worth, over all questions drawn.

    worths: question -> option -> 0 to 1. An unanswered question, and an option that was not offered, is worth 0.
    """
    if not worths:
        return 0.0
    got = sum(options.get(answers.get(question, ""), 0.0) for question, options in worths.items())
    best = sum(max(options.values(), default=1.0) or 1.0 for options in worths.values())
    return 100.0 * got / best


def options_fault(options: object) -> str:
    """Why nobody could answer a question: shape, no_options (under two), twice (a key), no_right; "" when it is fine."""
    if not isinstance(options, list) or not all(_is_option(one) for one in options):
        return "shape"
    if len(options) < 2:
        return "no_options"
    if len({one["key"] for one in options}) < len(options):
        return "twice"
    return "" if any(one["worth"] == 1 for one in options) else "no_right"


def _is_option(one: object) -> bool:
    if not isinstance(one, dict) or not isinstance(one.get("key"), str) or not isinstance(one.get("text"), dict):
        return False
    worth = one.get("worth")
    return (
        isinstance(worth, int | float) and 0 <= worth <= 1 and all(str(words).strip() for words in one["text"].values())
    )


def ends_at(*, started_at: datetime, minutes: int) -> datetime:
    """When time is up, as shown."""
    return started_at + timedelta(minutes=minutes)


def too_late(*, started_at: datetime, minutes: int, now: datetime) -> bool:
    """Whether an answer sheet comes too late; half a minute is left for slow networks."""
    return now > ends_at(started_at=started_at, minutes=minutes) + GRACE
