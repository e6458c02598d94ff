"""Both activation rates of every segment, as pages and the command show them: measured, with doubt, or
unknown."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from talentpool.activation.models import Approach, Drill, DrillShare, SegmentRate, Settings
from talentpool.activation.rules.wilson import Share, difference, wilson
from talentpool.activation.segments import Names, Segment
from talentpool.activation.states import Answer, Depth, DrillState, Purpose
from talentpool.activation.strengths import Strength, strengths

HORIZON = 24
WINDOWS = (30, 90)
HORIZONS = (2, 24, 120)


@dataclass
class Reading:
    """A segment: who is in it, its platform rate by window and horizon, and beside it the two other, biased
    rates."""

    segment: Segment
    name: str
    slug: str
    strength: Strength
    platform: dict[tuple[int, int], Share] = field(default_factory=dict)
    offered: dict[int, Share] = field(default_factory=dict)
    reach: dict[int, Share] = field(default_factory=dict)
    newest_at: datetime | None = None
    age_days: float | None = None
    stale: bool = False
    unknown_below: int = 10
    trend: list[float] = field(default_factory=list)

    @property
    def rate(self) -> Share | None:
        """The platform rate over 90 days of drills within 24 hours; None is unknown: too few were called."""
        share = self.platform.get((90, HORIZON))
        return share if share is not None and share.sample >= self.unknown_below else None

    @property
    def recent(self) -> Share | None:
        """The same over 30 days."""
        share = self.platform.get((30, HORIZON))
        return share if share is not None and share.sample >= self.unknown_below else None

    @property
    def sample(self) -> int:
        share = self.platform.get((90, HORIZON))
        return share.sample if share else 0

    @property
    def moved(self) -> tuple[float, float, float] | None:
        """The last 30 days against the 90, when both are known: change with its interval."""
        if self.recent is None or self.rate is None or self.recent.sample == self.rate.sample:
            return None
        return difference(now=self.recent, before=self.rate)


def readings(*, at: datetime, trends: bool = True) -> list[Reading]:
    """Every segment with somebody in it, the largest first; a handful of queries, however many segments.

    trends: whether the rate of each drill of a year is read too, the costliest of them.
    """
    settings, names = Settings.current(), Names()
    found = {
        segment: Reading(
            segment, names.name(segment), names.slug(segment), strength, unknown_below=settings.unknown_below
        )
        for segment, strength in strengths(at=at).items()
    }
    for row in SegmentRate.objects.all():
        reading = found.get(Segment(row.skill_id, row.channel, row.language_id, row.kind))
        share = wilson(yes=row.reached, sample=row.asked)
        if reading is not None and share is not None:
            _place(reading, row, share)
    for reading in found.values():
        if reading.newest_at is not None:
            reading.age_days = (at - reading.newest_at).total_seconds() / 86400
            reading.stale = reading.age_days > settings.stale_days
    for segment, values in (_trends(at) if trends else {}).items():
        if segment in found:
            found[segment].trend = values
    return list(found.values())


def _place(reading: Reading, row: SegmentRate, share: Share) -> None:
    if row.purpose == Purpose.DRILL:
        reading.platform[row.days, row.horizon_hours] = share
        reading.newest_at = max(filter(None, [reading.newest_at, row.newest_at]), default=None)
    elif row.purpose == Purpose.OFFER:
        reading.offered[row.days] = share
    else:
        reading.reach[row.days] = share


def left_in(days: int, segment: Segment, *, at: datetime) -> Share | None:
    """The platform rate of a segment as it will stand in ``days`` if nobody is drilled until then: calls that are older
    than the window by then are gone. None when fewer are left than a rate is known from, or the newest is stale then.
    """
    settings, then = Settings.current(), at + timedelta(days=days)
    where = {"skill": segment.skill_id, "channel": segment.channel, "language": segment.language, "kind": segment.kind}
    asked = Approach.objects.filter(**where, purpose=Purpose.DRILL, withdrawn=False).exclude(answer=Answer.OPEN)
    asked = asked.exclude(source__in=Drill.objects.filter(backbone=True).values("ref"))
    asked = asked.filter(asked_at__gt=then - timedelta(days=max(WINDOWS)), asked_at__lte=at)
    newest = asked.order_by("agent_id", "-asked_at").distinct("agent_id")
    drills = {drill.ref: drill for drill in Drill.objects.filter(ref__in=asked.order_by().values("source"))}
    over = [row for row in newest if row.deadline <= at or drills[row.source].state == DrillState.DONE]
    if len(over) < settings.unknown_below or max(row.asked_at for row in over) < then - timedelta(settings.stale_days):
        return None
    return wilson(yes=sum(_reached(row, drills[row.source]) for row in over), sample=len(over))


def _reached(row: Approach, drill: Drill) -> bool:
    order = ["", *Depth.values]
    in_time = row.answered_at is not None and row.answered_at - row.asked_at <= timedelta(hours=HORIZON)
    return row.answer == Answer.YES and in_time and order.index(row.depth) >= order.index(drill.depth)


LEAST_CALLED = 5  # a drill that called fewer says nothing about a trend


def _trends(at: datetime) -> dict[Segment, list[float]]:
    """The rate of each drill of the last year, in the order of time."""
    found: dict[Segment, list[float]] = defaultdict(list)
    year = DrillShare.objects.filter(
        drill__starts_at__gt=at - timedelta(days=365), drill__starts_at__lte=at, asked__gte=LEAST_CALLED
    )
    columns = ("skill_id", "channel", "language_id", "kind", "reached", "asked")
    for *key, reached, asked in year.order_by("drill__starts_at", "drill_id").values_list(*columns):
        found[Segment(*key)].append(reached / asked)
    return {segment: values[-12:] for segment, values in found.items()}
