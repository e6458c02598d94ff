"""Does a gate predict anything, and does a question tell people apart? Correlations with their intervals."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST_PAIRS = 30
Z_95 = 1.959964
WORTH_SOMETHING = 0.1
TOO_EASY, TOO_HARD, TOO_FLAT = 0.95, 0.3, 0.15
LEAST_ANSWERS = 20


@dataclass(frozen=True)
class Validity:
    """r from -1 to 1 with its 95 % interval over ``n`` people; None where there are too few, or all are alike."""

    n: int
    r: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def verdict(self) -> str:
        """too_few, alike (enough people, but one side does not vary), predicts, nothing (the interval holds 0 and
        little more), backwards, unclear."""
        if self.r is None or self.low is None or self.high is None:
            return "too_few" if self.n < LEAST_PAIRS else "alike"
        if self.low > 0:
            return "predicts"
        if self.high < 0:
            return "backwards"
        return "nothing" if self.high < 2 * WORTH_SOMETHING else "unclear"


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's r; None where one side does not vary."""
    n = len(xs)
    if n < 2:
        return None
    mx, my = sum(xs) / n, sum(ys) / n
    sxx = sum((x - mx) ** 2 for x in xs)
    syy = sum((y - my) ** 2 for y in ys)
    if sxx < 1e-12 or syy < 1e-12:
        return None
    sxy = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    return max(-1.0, min(1.0, sxy / math.sqrt(sxx * syy)))


def validity(pairs: Sequence[tuple[float, float]], *, least: int = LEAST_PAIRS) -> Validity:
    """Gate score against a later outcome. The interval is Fisher's (1921): atanh(r) ± 1.96 / √(n − 3)."""
    n = len(pairs)
    r = correlation([x for x, _ in pairs], [y for _, y in pairs]) if n >= max(4, least) else None
    if r is None:
        return Validity(n)
    middle = math.atanh(max(-0.999999, min(0.999999, r)))
    reach = Z_95 / math.sqrt(n - 3)
    return Validity(n, r, math.tanh(middle - reach), math.tanh(middle + reach))


@dataclass(frozen=True)
class Item:
    """difficulty: mean share of what the question was worth (1: everybody right). discrimination: how its result goes
    with the rest of the same sheet."""

    n: int
    difficulty: float | None
    discrimination: float | None

    @property
    def verdict(self) -> str:
        """too_few, too_easy, too_hard, flat, fine."""
        if self.n < LEAST_ANSWERS or self.difficulty is None:
            return "too_few"
        if self.difficulty > TOO_EASY:
            return "too_easy"
        if self.difficulty < TOO_HARD:
            return "too_hard"
        flat = self.discrimination is None or self.discrimination < TOO_FLAT
        return "flat" if flat else "fine"


def items(sheets: Sequence[Mapping[str, float]]) -> dict[str, Item]:
    """question -> Item, from sheets (question -> worth got, 0 to 1).

    Corrected item-total correlation: the question itself is taken out of the total, as mean of the others, because
    every sheet has other questions (Guilford 1953, for the correction).
    """
    columns: dict[str, list[tuple[float, float]]] = {}
    for sheet in sheets:
        total = sum(sheet.values())
        for question, got in sheet.items():
            others = len(sheet) - 1
            columns.setdefault(question, []).append((got, (total - got) / others if others else 0.0))
    return {question: _item(pairs) for question, pairs in columns.items()}


def _item(pairs: Sequence[tuple[float, float]]) -> Item:
    n = len(pairs)
    difficulty = sum(got for got, _ in pairs) / n if n else None
    enough = n >= LEAST_ANSWERS
    return Item(n, difficulty, correlation([a for a, _ in pairs], [b for _, b in pairs]) if enough else None)
