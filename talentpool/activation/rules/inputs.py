"""Typed refusals of numbers that can't be computed with, and the checks that raise them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class RuleInputError(ValueError):
    """A rule was asked for something it can't compute. ``code`` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class FillInputError(RuleInputError):
    """Seats, probabilities or target of a fill that can't be computed."""


class FreshnessInputError(RuleInputError):
    """Proofs or half-life of a freshness that can't be computed."""


class SampleInputError(RuleInputError):
    """Counts, precision or confidence of a sample that can't be computed."""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def whole(
    value: Any,
    *,
    name: str,
    least: int = 0,
    error: type[RuleInputError] = FillInputError,
    most: int = 10_000_000,
) -> int:
    """A whole number between ``least`` and ``most``; 3.0 counts as 3, "3" and True do not."""
    if not _is_number(value) or value != value or value in (float("inf"), float("-inf")) or int(value) != value:
        raise error(f"{name}_not_whole", f"{name} must be a whole number.")
    if value < least:
        raise error(f"{name}_too_small", f"{name} must be at least {least}.")
    if value > most:
        raise error(f"{name}_too_large", f"{name} must be at most {most}.")
    return int(value)


def share(value: Any, *, name: str, error: type[RuleInputError] = FillInputError) -> float:
    """A number from 0 to 1."""
    if not _is_number(value) or value != value:
        raise error(f"{name}_not_a_number", f"{name} must be a number.")
    if not 0 <= value <= 1:
        raise error(f"{name}_out_of_range", f"{name} must be between 0 and 1.")
    return float(value)


def positive(value: Any, *, name: str, error: type[RuleInputError]) -> float:
    """A finite number above 0."""
    if not _is_number(value) or value != value or value in (float("inf"), float("-inf")):
        raise error(f"{name}_not_a_number", f"{name} must be a finite number.")
    if value <= 0:
        raise error(f"{name}_not_positive", f"{name} must be above 0.")
    return float(value)


def shares(values: Sequence[float] | Floats, *, name: str = "probabilities") -> Floats:
    """A vector of numbers from 0 to 1. Text, booleans, None, NaN and nested lists are refused by position."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        vector = values.astype(np.float64)
    else:
        vector = _vector(values, name)
    if vector.ndim != 1:
        raise FillInputError(f"{name}_not_a_list", f"{name} must be a flat list.")
    bad = ~((vector >= 0) & (vector <= 1))
    if bad.any():
        at = int(np.argmax(bad))
        kind = "not_a_number" if np.isnan(vector[at]) else "out_of_range"
        raise FillInputError(f"{name}_{kind}", f"{name}: item {at + 1} must be between 0 and 1.")
    return vector


def _vector(values: Any, name: str) -> Floats:
    if isinstance(values, str | bytes | dict) or not hasattr(values, "__iter__"):
        raise FillInputError(f"{name}_not_a_list", f"{name} must be a list of numbers.")
    listed = list(values)
    for at, value in enumerate(listed):
        if not _is_number(value):
            raise FillInputError(f"{name}_not_a_number", f"{name}: item {at + 1} must be a number.")
    return np.array(listed, dtype=np.float64)
