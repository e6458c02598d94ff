"""What a quote agrees beside its price. Orders come before billing in time, so billing says its terms by dotted path."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils.module_loading import import_string

_source: list[str] = []


@dataclass(frozen=True)
class CancellationStep:
    """A shift cancelled less than ``hours`` before its start is paid at ``share`` (0 to 1)."""

    hours: float
    share: float


def cancellation_from(path: str) -> None:
    """Billing names its function ``f() -> Sequence[CancellationStep]``; the last one named counts."""
    _source[:] = [path]


def cancellation_steps() -> list[CancellationStep]:
    """The steps in force, shortest notice first; none where nobody bills."""
    if not _source:
        return []
    steps: Callable[[], Sequence[CancellationStep]] = import_string(_source[0])
    return sorted(steps(), key=lambda step: step.hours)


def cancellation_minor(*, price_minor: int, notice: timedelta, steps: Sequence[CancellationStep]) -> int:
    """What cancelling a shift of this price costs with so much notice: the first step it falls short of."""
    for step in steps:
        if notice < timedelta(hours=step.hours):
            return int(Decimal(price_minor) * Decimal(str(step.share)))
    return 0
