"""The platform rate of every segment, in the order in which staff should worry."""

from collections.abc import Iterable
from datetime import datetime

from talentpool.activation.rates import Reading, readings
from talentpool.kernel.charts import Rate


def fell(reading: Reading) -> bool:
    """The last 30 days are lower than the 90, and chance alone doesn't explain it."""
    return reading.moved is not None and reading.moved[2] < 0


def by_worry(found: Iterable[Reading]) -> list[Reading]:
    """Fallen first, then unknown (the largest first), then the lowest."""

    def worry(reading: Reading) -> tuple[int, float]:
        if fell(reading):
            return 0, reading.rate.value if reading.rate else 0.0
        return (1, -reading.strength.reserve) if reading.rate is None else (2, reading.rate.value)

    return sorted(found, key=worry)


def segments(*, at: datetime) -> list[Reading]:
    """Every segment somebody in the reserve belongs to."""
    return by_worry(readings(at=at, trends=False))


def as_rate(reading: Reading) -> Rate:
    """For the picture: the rate of 90 days with its interval, or unknown."""
    share = reading.rate
    if share is None:
        return Rate(reading.name, None, sample=reading.sample)
    return Rate(reading.name, share.value, share.low, share.high, share.sample)
