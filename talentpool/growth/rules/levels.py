"""What a rulebook would do to people: who rises, who would be proposed to step down; is the book itself in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from talentpool.growth.rules.log import needs, next_level

KNOWN_NEEDS = ("shifts", "hours", "on_time", "quality", "lessons")
MOST = {"shifts": 1000, "hours": 2000, "on_time": 1, "quality": 100, "lessons": 200}
Levels = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Change:
    """What a book says about one person: ``to`` above ``level`` is a rise by rule, beneath it a proposal to a person."""

    level: int
    to: int
    missing: tuple[tuple[str, float, float], ...] = ()

    @property
    def direction(self) -> str:
        return "rise" if self.to > self.level else "down" if self.to < self.level else "stay"


def judge(levels: Levels, current: int, counted: Mapping[str, float]) -> Change:
    """One step up where the next level's needs are all met; else one down where her own level's are not."""
    upper = next_level(levels, current)
    if upper and upper.get("needs") and all(need.met for need in needs(upper, counted)):
        return Change(current, int(upper["level"]))
    own = next((level for level in levels if level["level"] == current), None)
    unmet = [need for need in needs(own, counted) if not need.met] if own else []
    lower = [int(level["level"]) for level in levels if level["level"] < current]
    if unmet and lower:
        return Change(current, max(lower), tuple((one.name, one.have, one.need) for one in unmet))
    return Change(current, current)


def faults(levels: Levels) -> list[str]:
    """What is wrong with a book: few (under two levels), order, unknown_need, range, easier (than the level beneath)."""
    found = []
    numbers = [level["level"] for level in levels]
    if len(levels) < 2:
        found.append("few")
    if numbers != sorted(set(numbers)) or (numbers and numbers[0] != 1):
        found.append("order")
    before: Mapping[str, float] = {}
    for level in levels:
        asked = level.get("needs", {})
        if set(asked) - set(KNOWN_NEEDS):
            found.append("unknown_need")
        if any(not 0 <= value <= MOST.get(name, 0) for name, value in asked.items()):
            found.append("range")
        if any(asked.get(name, 0) < value for name, value in before.items()):
            found.append("easier")
        before = asked
    return sorted(set(found))


def improvement(before: Sequence[float], after: Sequence[float], *, least: int = 3) -> float | None:
    """How much the mean score rose from one period to the next; None with fewer than ``least`` scores on a side."""
    if len(before) < least or len(after) < least:
        return None
    return sum(after) / len(after) - sum(before) / len(before)
