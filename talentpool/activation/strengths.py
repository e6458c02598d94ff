"""How strong each segment is: counted on the spot in a small pool, read from the roll-up in a large one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from talentpool.activation.models import SegmentStrength
from talentpool.activation.segments import LEAST_LANGUAGE_LEVEL, Segment

SQL = (Path(__file__).parent / "sql" / "strengths.sql").read_text()
SMALL = 50_000  # rows of the matching index that are counted while a page waits
FIELDS = ("skill_id", "channel", "language_id", "kind", "reserve", "ready", "paused", "expiring", "free")


@dataclass(frozen=True)
class Strength:
    """Who is in a segment: of the reserve, how many may work now, how many paused, whose certificate ends in
    30 days."""

    reserve: int
    ready: int
    paused: int
    expiring: int


@dataclass(frozen=True)
class Counted:
    """A segment's strength with its week: people ready and free at each of 168 hours from Monday 0:00, local time."""

    segment: Segment
    strength: Strength
    free: list[int]


def count_segments(*, at: datetime) -> list[Counted]:
    """Every segment that somebody in the reserve belongs to, the largest first, counted now."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"at": at, "level": LEAST_LANGUAGE_LEVEL})
        return [Counted(Segment(*row[:4]), Strength(*row[4:8]), list(row[8])) for row in cursor.fetchall()]


def known_segments(*, at: datetime) -> list[Counted]:
    """The same, in a large pool as of the last refresh (half an hour ago at most)."""
    if _is_small():
        return count_segments(at=at)
    rows = SegmentStrength.objects.order_by("-reserve", "skill_id", "channel", "language_id", "kind")
    stored = [Counted(Segment(*r[:4]), Strength(*r[4:8]), list(r[8])) for r in rows.values_list(*FIELDS)]
    return stored or count_segments(at=at)


def strengths(*, at: datetime) -> dict[Segment, Strength]:
    """Every segment that somebody in the reserve belongs to, the largest first."""
    return {one.segment: one.strength for one in known_segments(at=at)}


def free_by_week(*, at: datetime) -> dict[Segment, list[int]]:
    """People ready and free at each of the 168 hours from Monday 0:00 on, in their own time."""
    return {one.segment: one.free for one in known_segments(at=at)}


def free_by_hour(*, day: int, at: datetime) -> dict[Segment, list[int]]:
    """The 24 hours of one weekday (0 Monday)."""
    return {segment: free[day * 24 : day * 24 + 24] for segment, free in free_by_week(at=at).items()}


def _is_small() -> bool:
    """By the planner's estimate, which costs nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'activation_matchrow'::regclass")
        return bool(cursor.fetchone()[0] < SMALL)
