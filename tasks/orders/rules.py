"""Price, lead time and number of an order: pure decisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from zoneinfo import ZoneInfo

NIGHT_STARTS, NIGHT_ENDS = time(22), time(6)
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Rates:
    """What an hour costs and pays, in minor units, and by how much nights and holidays count."""

    price_minor: int
    pay_minor: int
    night_factor: float
    holiday_factor: float
    currency: str


def blended(parts: Sequence[tuple[int, Rates]]) -> Rates:
    """The rates of a shift that serves several channels: (minutes, rates) of each, weighed by its minutes."""
    whole = sum(minutes for minutes, _rates in parts)

    def mean(name: str) -> float:
        return sum(minutes * float(getattr(rates, name)) for minutes, rates in parts) / whole

    return Rates(
        price_minor=round(mean("price_minor")),
        pay_minor=round(mean("pay_minor")),
        night_factor=mean("night_factor"),
        holiday_factor=mean("holiday_factor"),
        currency=parts[0][1].currency,
    )


def factor(
    starts_at: datetime, ends_at: datetime, *, zone: ZoneInfo, rates: Rates, holidays: Collection[date]
) -> Decimal:
    """The mean factor of a shift, quarter-hour by quarter-hour; a holiday's counts before the night's."""
    total, quarters, at = Decimal(0), 0, starts_at
    while at < ends_at:
        local = at.astimezone(zone)
        if local.date() in holidays:
            total += Decimal(str(rates.holiday_factor))
        elif local.time() >= NIGHT_STARTS or local.time() < NIGHT_ENDS:
            total += Decimal(str(rates.night_factor))
        else:
            total += 1
        quarters, at = quarters + 1, at + QUARTER
    return total / quarters


def hourly(minor: int, *, by: Decimal, bonus_minor: int) -> int:
    """An hour's rate times the shift's factor, rounded once, and the bonus on top."""
    return int((Decimal(minor) * by).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)) + bonus_minor


def total_minor(hourly_minor: int, *, minutes: int, seats: int) -> int:
    """What a shift costs in minor units, rounded once for all its seats."""
    return int((Decimal(hourly_minor) * minutes * seats / 60).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


@dataclass(frozen=True)
class Lead:
    """How long until these seats can be worked, and by which road: ``offers`` to the pool, or a ``course`` first."""

    hours: float
    road: str


def lead(*, probability: float, target: float, qualified: float, offer_hours: float, course_hours: float) -> Lead:
    """The pool alone where it reaches the target, or at least holds enough qualified people; else a course first.

    qualified: qualified people ÷ seats. Shortage with enough qualified people is shown and offers go out all the
    same: more pay or other hours can bring them, a course can't make more of who is there.
    """
    if probability >= target or qualified >= 1:
        return Lead(offer_hours, "offers")
    return Lead(offer_hours + course_hours, "course")


def too_late(*, first_start: datetime, now: datetime) -> bool:
    """Whether the first shift has begun: nobody can be asked for it any more."""
    return first_start <= now


def outdated(*, promised: float, now_promised: float, slack: float = 0.02) -> bool:
    """Whether what was quoted can no longer be promised, by more than two points."""
    return now_promised < promised - slack


HIGHEST_SENSITIVITY = 2  # of three: what is highly sensitive stays in the client's own house


def fit_to_order(*, remote_fit: bool, sensitivity: int) -> bool:
    """Whether a kind of contact may be served by people outside the client's house."""
    return remote_fit and sensitivity <= HIGHEST_SENSITIVITY


def ordered_share(types: Collection[tuple[float, bool]], chosen: Collection[bool]) -> float:
    """The share of the volumes that is ordered: of (share, fit) those chosen and fit; all of it without any type."""
    if not types:
        return 1.0
    whole = sum(share for share, _fit in types)
    taken = sum(share for (share, fit), wanted in zip(types, chosen, strict=True) if fit and wanted)
    return taken / max(whole, 1.0)
