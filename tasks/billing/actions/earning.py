"""A line of a statement before it is written."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Earning:
    """One line to be written, with the facts that explain it and the fact it pays, if it is one paid only once."""

    code: str
    minutes: int
    rate_minor: int
    minor: int
    why: dict[str, Any]
    source: UUID | None = None
