"""A question in JSON, read strictly: what ``manage.py calculate`` is asked, and what the pure rules parse.

Numbers are exact: JSON's ``0.3`` is three tenths, not the nearest binary fraction. Every "no" is an
``Unanswerable`` with a code a program can compare and a sentence a person can read.
"""

import json
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

Question = Mapping[str, Any]
Answer = dict[str, Any]

DIGITS_AT_MOST = 60  # more digits than this is noise, and exact arithmetic on them would be slow
_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)


class Unanswerable(ValueError):
    """A question that has no answer; ``code`` is stable, ``message`` is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def _constant(name: str) -> None:
    raise Unanswerable("not_finite", f"{name} is not a number that can be computed with.")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Unanswerable("duplicate_key", f"The key {key!r} is given twice.")
        found[key] = value
    return found


def parse(line: str | bytes) -> dict[str, Any]:
    """One line of JSON as a dictionary, decimals kept exact. Raises Unanswerable."""
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
        question = json.loads(text, parse_float=Decimal, parse_constant=_constant, object_pairs_hook=_pairs)
    except Unanswerable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unanswerable("invalid_json", "The line is not JSON in UTF-8.") from error
    if not isinstance(question, dict):
        raise Unanswerable("not_an_object", "A question is a JSON object.")
    return question


def expect_keys(question: Question, *, needed: Collection[str], allowed: Collection[str] = ()) -> None:
    """Refuse a misspelt key and name a missing one."""
    unknown = sorted(set(question) - set(needed) - set(allowed))
    if unknown:
        raise Unanswerable("unknown_key", f"Unknown key: {', '.join(unknown)}.")
    missing = sorted(key for key in needed if question.get(key) is None)
    if missing:
        raise Unanswerable("missing_key", f"Missing key: {', '.join(missing)}.")


def exact(value: object, name: str) -> Fraction:
    """A JSON number as an exact fraction. Raises Unanswerable for everything else, booleans too."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise Unanswerable("not_a_number", f"{name} must be a number.")
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int):
        if value.bit_length() > 200:
            raise Unanswerable("too_large", f"{name} is too large.")
        return Fraction(value)
    return _exact_decimal(Decimal(repr(value)) if isinstance(value, float) else value, name)


def _exact_decimal(value: Decimal, name: str) -> Fraction:
    if not value.is_finite():
        raise Unanswerable("not_finite", f"{name} must be finite.")
    if value and value.adjusted() > DIGITS_AT_MOST:
        raise Unanswerable("too_large", f"{name} is too large.")
    _, digits, exponent = value.as_tuple()
    if len(digits) > DIGITS_AT_MOST or int(exponent) < -DIGITS_AT_MOST:
        raise Unanswerable("too_precise", f"{name} has more digits than can be computed with.")
    return Fraction(value)


def decimal_text(value: object, name: str) -> Fraction:
    """A number, or a decimal written as text such as ``"0.3"``."""
    if isinstance(value, str):
        if not _DECIMAL.fullmatch(value):
            raise Unanswerable("not_a_number", f"{name} must be a number or a decimal as text.")
        return _exact_decimal(Decimal(value), name)
    return exact(value, name)


def within(
    value: Fraction,
    name: str,
    *,
    above: int | None = None,
    least: int | None = None,
    below: int | None = None,
    most: int | None = None,
) -> Fraction:
    """The value, if it lies between the bounds; ``above`` and ``below`` exclude the bound itself."""
    if above is not None and value <= above:
        code = "not_positive" if above == 0 else "out_of_range"
        raise Unanswerable(code, f"{name} must be greater than {above}.")
    if least is not None and value < least:
        code = "negative" if least == 0 else "out_of_range"
        raise Unanswerable(code, f"{name} must be at least {least}.")
    if below is not None and value >= below:
        raise Unanswerable("out_of_range", f"{name} must be less than {below}.")
    if most is not None and value > most:
        raise Unanswerable("too_large" if most > 1 else "out_of_range", f"{name} must be at most {most:,}.")
    return value


def whole(value: object, name: str, *, least: int, most: int) -> int:
    """A whole number between two bounds, both included."""
    number = exact(value, name)
    if number.denominator != 1:
        raise Unanswerable("not_whole", f"{name} must be a whole number.")
    within(number, name, above=least - 1 if least == 1 else None, least=least, most=most)
    return int(number)
