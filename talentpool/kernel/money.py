"""Money in integer minor units with its currency; never a float."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

SIGNS = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
EXPONENT = {"JPY": 0}


@dataclass(frozen=True, order=True)
class Money:
    """``minor`` units (fen, cents) of ``currency`` (ISO 4217)."""

    minor: int
    currency: str = "CNY"

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError("two currencies can't be added")
        return Money(self.minor + other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __str__(self) -> str:
        exponent = EXPONENT.get(self.currency, 2)
        amount = Decimal(self.minor).scaleb(-exponent)
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{SIGNS.get(self.currency, self.currency + ' ')}{abs(amount):,.{exponent}f}"


def per_hour(rate_minor: int, seconds: int) -> int:
    """Pay for ``seconds`` at ``rate_minor`` an hour, in minor units, banker's rounding once at the end."""
    return int((Decimal(rate_minor) * seconds / 3600).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))
