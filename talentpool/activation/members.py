"""The people of a segment: how each stands and why, how fresh, whether free at an hour or in a time band."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talentpool.activation.models import Settings
from talentpool.activation.segments import LEAST_LANGUAGE_LEVEL, Segment
from talentpool.activation.states import Condition

STANDING = (Path(__file__).parent / "sql" / "members.sql").read_text()
MAY_WORK = (Condition.READY, Condition.ASLEEP, Condition.EXPIRING)
TONES = {
    Condition.RESTING: "plain",
    Condition.PAUSED: "waiting",
    Condition.PAPERS: "person",
    Condition.EXPIRED: "person",
    Condition.EXPIRING: "waiting",
    Condition.ASLEEP: "waiting",
    Condition.READY: "ready",
}
# Time bands: the days they fall on, and from which hour until which; somebody is in one who has two hours free there.
BANDS: dict[str, tuple[str | Promise, Sequence[int], int, int]] = {
    "workday-morning": (_("Workdays, morning"), range(5), 6, 12),
    "workday-afternoon": (_("Workdays, afternoon"), range(5), 12, 18),
    "workday-evening": (_("Workdays, evening"), range(5), 18, 24),
    "weekend-day": (_("Weekend, by day"), range(5, 7), 6, 18),
    "weekend-evening": (_("Weekend, evening"), range(5, 7), 18, 24),
    "night": (_("Nights"), range(7), 0, 6),
}


@dataclass(frozen=True)
class Choice:
    """Who of a segment is meant. condition: one of ``Condition``, "able" (who may work) or "" for all.

    day (0 Monday) and hour go together: free that whole hour of her own week. band: one of BANDS.
    """

    condition: str = ""
    day: int | None = None
    hour: int | None = None
    band: str = ""

    def as_dict(self) -> dict[str, Any]:
        found = {"condition": self.condition, "day": self.day, "hour": self.hour, "band": self.band}
        return {name: value for name, value in found.items() if value not in (None, "")}

    @property
    def conditions(self) -> list[str]:
        if self.condition == "able":
            return [str(c) for c in MAY_WORK]
        return [self.condition] if self.condition else [str(c) for c in Condition.values]


@dataclass(frozen=True)
class Member:
    """Somebody in a segment. freshness: 0 to 1; condition: one of ``Condition``."""

    agent_id: int
    number: str
    user_id: int
    level: int
    certified_until: datetime | None
    paused_until: datetime | None
    worked_at: datetime | None
    exam_at: datetime | None
    practised_at: datetime | None
    last_asked_at: datetime | None
    freshness: float
    condition: str

    @property
    def tone(self) -> str:
        return TONES[Condition(self.condition)]

    @property
    def words(self) -> str:
        return str(Condition(self.condition).label)

    @property
    def proven_at(self) -> datetime | None:
        """The newest proof of the skill."""
        return max((at for at in (self.worked_at, self.exam_at, self.practised_at) if at), default=None)


# S608: both are put together from two constants.
COUNT = STANDING + "SELECT condition, count(*)::int FROM standing GROUP BY 1"  # noqa: S608
READ = (
    STANDING  # noqa: S608
    + "SELECT agent_id, number, user_id, level, certified_until, paused_until, worked_at, exam_at, practised_at, "
    "last_asked_at, freshness, condition FROM standing WHERE condition = ANY (%(conditions)s) "
    "ORDER BY freshness, number LIMIT %(limit)s OFFSET %(offset)s"
)


class Members(Sequence[Member]):
    """The chosen people of a segment, the stalest first; read page by page, so that a Paginator can cut it."""

    def __init__(self, segment: Segment, choice: Choice, *, at: datetime) -> None:
        self._choice = choice
        self._parameters = _parameters(segment, choice, at)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many stand how, of those free when asked; all conditions, whatever the choice."""
        rows = _rows(COUNT, self._parameters)
        return {str(name): int(count) for name, count in rows}

    def __len__(self) -> int:
        return sum(self.counts.get(name, 0) for name in self._choice.conditions)

    def __getitem__(self, wanted: Any) -> Any:
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        start, stop, _step = wanted.indices(10**9)
        return self.read(limit=stop - start, offset=start)

    def read(self, *, limit: int | None = None, offset: int = 0) -> list[Member]:
        """These people in order; without a limit all of them."""
        rows = _rows(READ, self._parameters | {"limit": limit, "offset": offset})
        return [Member(*row) for row in rows]


def _parameters(segment: Segment, choice: Choice, at: datetime) -> dict[str, Any]:
    band = BANDS.get(choice.band)
    timed = choice.day is not None and choice.hour is not None
    return {
        "skill": segment.skill_id,
        "channel": segment.channel,
        "language": segment.language,
        "kind": segment.kind,
        "level": LEAST_LANGUAGE_LEVEL,
        "at": at,
        "below": Settings.current().fresh_below,
        "day": choice.day if timed else None,
        "hour": choice.hour if timed else None,
        "mask": _mask(band[1], band[2], band[3]) if band else None,
        "conditions": choice.conditions,
    }


def _mask(days: Sequence[int], start: int, end: int) -> str:
    """672 bits of a week, 1 in the band."""
    day = "0" * (start * 4) + "1" * ((end - start) * 4) + "0" * ((24 - end) * 4)
    return "".join(day if number in days else "0" * 96 for number in range(7))


def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
