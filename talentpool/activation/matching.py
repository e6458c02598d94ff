"""What the shortlist gives: a match, and a candidate with her probability."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class Match(NamedTuple):
    """An eligible agent of one slot (``slot``: its place in the demand), and what her probability depends
    on."""

    slot: int
    agent_id: int
    favourite: bool
    suits: bool
    score: float
    lot: int
    kind: str
    floor_minor: int
    timezone: str
    rest_minutes: int
    week_minutes: float
    last_asked_at: datetime | None


@dataclass(frozen=True)
class Candidate:
    """Somebody to ask, in the published order. ``probability`` sizes waves and ranks nobody."""

    agent_id: int
    place: int
    favourite: bool
    score: float
    last_asked_at: datetime | None
    probability: float
    facts: dict[str, float]
