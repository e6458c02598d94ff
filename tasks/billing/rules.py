"""What an assignment earned and what it costs, as arithmetic anybody can check. Prices come in, they are not made here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal


@dataclass(frozen=True, slots=True)
class Worked:
    """The approved facts of one assignment.

    approved_minutes: what is paid, breaks and waiting included. paid_break_minutes: breaks of the shift that are paid.
    waiting_minutes: the client's or the platform's downtime. rate_minor: pay an hour, bonus_minor of it being the bonus.
    """

    approved_minutes: int
    paid_break_minutes: int
    waiting_minutes: int
    rate_minor: int
    bonus_minor: int


@dataclass(frozen=True, slots=True)
class Line:
    """minutes × rate, rounded once to minor units."""

    code: str
    minutes: int
    rate_minor: int
    minor: int


@dataclass(frozen=True, slots=True)
class CancellationStep:
    """Cancelled with less than ``hours`` to go, ``share`` of the shift is paid."""

    hours: float
    share: Decimal


def amount(*, minutes: int, rate_minor: int, share: Decimal = Decimal(1)) -> int:
    """Minor units for ``minutes`` at ``rate_minor`` an hour, half to even, rounded once."""
    return int((Decimal(rate_minor) * minutes * share / 60).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def earned_lines(worked: Worked) -> list[Line]:
    """The lines of a statement. Their sum is the approved minutes at the full rate, to the minor unit.

    Approved minutes are split: waiting first, then paid breaks, the rest is work; the bonus is a line of its own over
    all of them and takes the rounding, so that the parts add up to what the offer promised.
    """
    waiting = min(worked.waiting_minutes, worked.approved_minutes)
    breaks = min(worked.paid_break_minutes, worked.approved_minutes - waiting)
    bonus = min(worked.bonus_minor, worked.rate_minor)
    base = worked.rate_minor - bonus
    parts = (("worked", worked.approved_minutes - waiting - breaks), ("paid_break", breaks), ("waiting", waiting))
    lines = [Line(code, n, base, amount(minutes=n, rate_minor=base)) for code, n in parts if n]
    rest = amount(minutes=worked.approved_minutes, rate_minor=worked.rate_minor) - sum(line.minor for line in lines)
    if bonus and rest:
        return [*lines, Line("bonus", worked.approved_minutes, bonus, rest)]
    if rest and lines:
        first = lines[0]
        return [Line(first.code, first.minutes, first.rate_minor, first.minor + rest), *lines[1:]]
    return lines


def cancellation_share(*, cancelled_at: datetime, starts_at: datetime, steps: Sequence[CancellationStep]) -> Decimal:
    """How much of a cancelled shift is paid: the largest share among the steps that the notice falls short of."""
    notice = starts_at - cancelled_at
    due = [step.share for step in steps if notice < timedelta(hours=step.hours)]
    return max(due, default=Decimal(0))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an entry: an account's key and minor units, positive debit, negative credit."""

    account: tuple[str, int | None, int | None]
    minor: int


def is_balanced(sides: Sequence[Side]) -> bool:
    """Whether an entry has at least two sides, none of them zero, that sum to zero."""
    return len(sides) > 1 and all(s.minor for s in sides) and sum(s.minor for s in sides) == 0
