"""What a drill found: counts, shares with intervals, times, and the drills of the same segment before it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles
from uuid import UUID

from django.db import connection

from talentpool.activation.models import Approach, Drill
from talentpool.activation.rules.wilson import Share, difference, wilson
from talentpool.activation.states import Answer, Depth, DrillState


@dataclass(frozen=True)
class Stage:
    """One depth of a drill: how many reached it, their share of those called, and how fast (minutes)."""

    depth: str
    reached: int
    share: Share | None
    median: float | None
    slowest_tenth: float | None


@dataclass(frozen=True)
class Report:
    """What a drill found. ``rate``: the share that reached the depth it wanted; the platform rate learns
    from it."""

    called: int
    yes: int
    no: int
    silent: int
    waiting: int
    stages: tuple[Stage, ...]
    rate: Share | None
    earlier: tuple[tuple[Drill, Share], ...]

    @property
    def change(self) -> tuple[float, float, float] | None:
        """Against the one before: change with its 95 % interval, where both are known."""
        if self.rate is None or not self.earlier:
            return None
        return difference(now=self.rate, before=self.earlier[0][1])


def report(drill: Drill) -> Report:
    """Counts, shares with intervals and times of a drill, and the drills of the same segment before it."""
    rows = _counted(drill)
    counts = {answer: sum(row.answer == answer for row in rows) for answer in Answer.values}
    closed = [row for row in rows if row.answer != Answer.OPEN]
    stages = tuple(_stage(depth, closed) for depth in (Depth.ANSWERED, Depth.READY, Depth.WORKED))
    return Report(
        called=len(rows),
        yes=counts[Answer.YES],
        no=counts[Answer.NO],
        silent=counts[Answer.NONE],
        waiting=counts[Answer.OPEN],
        stages=stages,
        rate=_reached(drill, closed),
        earlier=earlier_than(drill),
    )


SHARES = """
SELECT a.source, count(*)::int, count(*) FILTER (WHERE a.answer = 'yes'
    AND array_position(ARRAY['', 'answered', 'ready', 'worked'], a.depth::text)
        >= array_position(ARRAY['', 'answered', 'ready', 'worked'], d.depth::text))::int
FROM activation_approach a JOIN activation_drill d ON d.ref = a.source AND a.asked_at = d.starts_at
WHERE a.source = ANY (%s) AND NOT a.withdrawn AND a.answer <> 'open' GROUP BY 1
"""


def shares_of(drills: Iterable[Drill]) -> dict[UUID, Share]:
    """What each drill found, by its ref: one query for all; those nobody answered in are absent."""
    with connection.cursor() as cursor:
        cursor.execute(SHARES, [[drill.ref for drill in drills]])
        found = {ref: wilson(yes=deep, sample=called) for ref, called, deep in cursor.fetchall()}
    return {ref: share for ref, share in found.items() if share is not None}


def earlier_than(drill: Drill, *, most: int = 8) -> tuple[tuple[Drill, Share], ...]:
    """The drills of the same segment that ended before this one began, the newest first, with what they found."""
    if drill.starts_at is None:
        return ()
    same = Drill.objects.filter(
        skill=drill.skill,
        channel=drill.channel,
        language=drill.language,
        kind=drill.kind,
        state=DrillState.DONE,
        backbone=drill.backbone,
    )
    drills = list(same.filter(starts_at__lt=drill.starts_at).order_by("-starts_at")[:most])
    found = shares_of(drills)
    return tuple((one, found[one.ref]) for one in drills if one.ref in found)


def answers_over_time(drill: Drill, *, steps: int = 24) -> tuple[list[float], dict[str, list[float]]]:
    """How the answers came in: hours since the call, and per depth the share of those called that had reached it."""
    rows = _counted(drill)
    hours = drill.answer_minutes / 60
    ticks = [hours * (n + 1) / steps for n in range(steps)]
    lines: dict[str, list[float]] = {}
    for depth in (Depth.ANSWERED, Depth.READY, Depth.WORKED):
        took = sorted(
            (getattr(row, MOMENTS[depth]) - row.asked_at).total_seconds() / 3600
            for row in rows
            if row.answer == Answer.YES and RANK[row.depth] >= RANK[depth] and getattr(row, MOMENTS[depth]) is not None
        )
        lines[depth] = [bisect_right(took, tick) / len(rows) for tick in ticks] if rows else []
    return ticks, lines


MOMENTS = {Depth.ANSWERED: "answered_at", Depth.READY: "ready_at", Depth.WORKED: "worked_at"}


def _counted(drill: Drill) -> list[Approach]:
    if drill.starts_at is None:
        return []
    return list(Approach.objects.filter(source=drill.ref, asked_at=drill.starts_at, withdrawn=False))


RANK = {"": 0, Depth.ANSWERED: 1, Depth.READY: 2, Depth.WORKED: 3}


def _reached(drill: Drill, rows: list[Approach]) -> Share | None:
    deep = sum(row.answer == Answer.YES and RANK[row.depth] >= RANK[drill.depth] for row in rows)
    return wilson(yes=deep, sample=len(rows))


def _stage(depth: Depth, rows: list[Approach]) -> Stage:
    moment = MOMENTS[depth]
    deep = [row for row in rows if row.answer == Answer.YES and RANK[row.depth] >= RANK[depth]]
    minutes = sorted(
        (getattr(row, moment) - row.asked_at).total_seconds() / 60 for row in deep if getattr(row, moment) is not None
    )
    tenths = quantiles(minutes, n=10, method="inclusive") if len(minutes) > 1 else minutes * 9
    share = wilson(yes=len(deep), sample=len(rows))
    return Stage(depth, len(deep), share, tenths[4] if minutes else None, tenths[8] if minutes else None)
