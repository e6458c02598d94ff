"""Whether what an agent hands in can be right: identity numbers, bank accounts, tax numbers."""

import re
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
LEAST_AGE = 16
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")  # GB/T 2260


def normal(number: str) -> str:
    """Upper case, without spaces, dots and hyphens: equal numbers look equal."""
    return re.sub(r"[\s.\-·]", "", number).upper()


def looks_chinese(number: str) -> bool:
    """18 places, of which the last may be X."""
    return re.fullmatch(r"\d{17}[\dX]", number) is not None


def chinese_identity_fault(number: str, *, today: date) -> str | None:
    """What is wrong with a resident identity number (18 places), or None: province, birth_date, too_young, checksum.

    Source: GB 11643-1999, its check character by ISO 7064, MOD 11-2.
    """
    if not PROVINCE.fullmatch(number[:2]):
        return "province"
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "birth_date"
    if born > today:
        return "birth_date"
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    if CHECK_CHARACTERS[total % 11] != number[17]:
        return "checksum"
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return "too_young" if age < LEAST_AGE else None


def identity_fault(number: str, *, today: date) -> str | None:
    """As above for Chinese numbers; others need 5 to 20 letters and digits (``format``)."""
    if looks_chinese(number):
        return chinese_identity_fault(number, today=today)
    if re.fullmatch(r"\d{17}.", number) or not re.fullmatch(r"[A-Z0-9]{5,20}", number):
        return "format"
    return None


def bank_fault(number: str) -> str | None:
    """``format`` or ``checksum``; an IBAN is checked by MOD 97-10 (ISO 13616), others are 8 to 30 digits."""
    if number[:2].isalpha():
        if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", number):
            return "format"
        moved = "".join(str(int(character, 36)) for character in number[4:] + number[:4])
        return None if int(moved) % 97 == 1 else "checksum"
    return None if re.fullmatch(r"\d{8,30}", number) else "format"


def tax_fault(number: str) -> str | None:
    """Tax numbers differ by country: 5 to 30 letters and digits."""
    return None if re.fullmatch(r"[A-Z0-9]{5,30}", number) else "format"


def masked(number: str) -> str:
    """Only the last four places, for people who must recognise it."""
    return "•••• " + number[-4:] if len(number) > 4 else "••••"


def spaced(number: str) -> str:
    """In groups as they are read aloud, for comparing with a document: 6, 8 and 4 places of a Chinese identity number,
    else fours."""
    if looks_chinese(number):
        return f"{number[:6]} {number[6:14]} {number[14:]}"
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))
