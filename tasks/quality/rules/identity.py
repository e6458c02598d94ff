"""Numbers that prove themselves: the check digits of identity numbers and bank cards."""

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are a citizen's identity number: region, a real date of birth, check character.

    Source: GB 11643-1999 (ISO 7064:1983, MOD 11-2).
    """
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()) or number[0] == "0":
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[17].upper()


def passes_luhn(number: str) -> bool:
    """Whether 13 to 19 digits satisfy the Luhn check of bank cards (ISO/IEC 7812-1, annex B)."""
    if not 13 <= len(number) <= 19 or not (number.isascii() and number.isdigit()) or len(set(number)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
