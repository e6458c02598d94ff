"""How strong each segment is: counted on the spot in a small pool, read from the roll-up in a large one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from talentpool.activation.models import SegmentStrength
from talentpool.activation.segments import LEAST_LANGUAGE_LEVEL, Segment

SQL = (Path(__file__).parent / "sql" / "strengths.sql").read_text()
WEEKS = (Path(__file__).parent / "sql" / "weeks.sql").read_text()
HOURS = 168
CHUNK = 20_000  # weeks opened at once: 13 MB
SMALL = 50_000  # rows of the matching index that are counted while a page waits
Counts = NDArray[np.int64]
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
    """Every segment that somebody in the reserve belongs to, the largest first, counted now with its week."""
    weeks, none = _count_weeks(at=at), [0] * HOURS
    return [Counted(segment, found, weeks.get(segment, none)) for segment, found in count_strengths(at=at).items()]


def count_strengths(*, at: datetime) -> dict[Segment, Strength]:
    """The same without the weeks: one quick statement."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"at": at, "level": LEAST_LANGUAGE_LEVEL})
        return {Segment(*row[:4]): Strength(*row[4:8]) for row in cursor.fetchall()}


def _count_weeks(*, at: datetime) -> dict[Segment, list[int]]:
    """Per segment the people free at each hour: an hour counts where all its four quarters are free."""
    found: dict[Segment, Counts] = {}
    with connection.cursor() as cursor:
        cursor.execute(WEEKS, {"at": at})
        while rows := cursor.fetchmany(CHUNK):
            _open_weeks(rows, found)
    return {segment: hours.tolist() for segment, hours in found.items()}


def _open_weeks(rows: list[tuple[Any, ...]], found: dict[Segment, Counts]) -> None:
    """Add these people's free hours to the segments they belong to."""
    bits = np.frombuffer("".join(row[4] for row in rows).encode(), dtype=np.uint8).reshape(len(rows), HOURS, 4)
    hours = (bits == ord("1")).all(axis=2) * np.array([row[5] for row in rows])[:, None]
    alike: dict[tuple[Any, ...], list[int]] = {}
    for place, (skill, kind, channels, languages, _week, _people) in enumerate(rows):
        alike.setdefault((skill, kind, tuple(channels), tuple(languages)), []).append(place)
    for (skill, kind, channels, languages), places in alike.items():
        counted = hours[places].sum(axis=0)
        for segment in _segments_of(skill, kind, channels, languages):
            found[segment] = found[segment] + counted if segment in found else counted


def _segments_of(skill: int, kind: str, channels: Iterable[str], languages: Iterable[str]) -> list[Segment]:
    """ "chat:3" and "cmn:4" make a segment where the language is good enough."""
    spoken = [name for name, level in (one.split(":") for one in languages) if int(level) >= LEAST_LANGUAGE_LEVEL]
    return [Segment(skill, one.split(":")[0], name, kind) for one in channels for name in spoken]


def known_segments(*, at: datetime) -> list[Counted]:
    """The same, in a large pool as of the last refresh (half an hour ago at most)."""
    if _is_small():
        return count_segments(at=at)
    rows = SegmentStrength.objects.order_by("-reserve", "skill_id", "channel", "language_id", "kind")
    stored = [Counted(Segment(*r[:4]), Strength(*r[4:8]), list(r[8])) for r in rows.values_list(*FIELDS)]
    return stored or count_segments(at=at)


def strengths(*, at: datetime) -> dict[Segment, Strength]:
    """Every segment that somebody in the reserve belongs to, the largest first."""
    if _is_small():
        return count_strengths(at=at)
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
