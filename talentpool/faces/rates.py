"""The platform rate of every drilled segment, as home pages show it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from talentpool.activation.models import SegmentRate
from talentpool.activation.rules.wilson import Share, difference, wilson
from talentpool.activation.states import Purpose
from talentpool.agents.states import Channel, Kind
from talentpool.kernel.charts import Rate

SHORT_DAYS, LONG_DAYS, HORIZON_HOURS = 30, 90, 24
FEW = 10  # a sample under this says nothing yet

Key = tuple[int, str, str, str]


@dataclass
class SegmentView:
    """A segment with its platform rate over 30 and 90 days of drills; None is unknown."""

    key: Key
    name: str
    short: Share | None = None
    long: Share | None = None

    @property
    def known(self) -> Share | None:
        return self.short or self.long

    @property
    def fell(self) -> bool:
        """The last 30 days are lower than the 90, and chance alone doesn't explain it."""
        if not self.short or not self.long or self.long.sample == self.short.sample:
            return False
        return difference(now=self.short, before=self.long)[2] < 0

    @property
    def worry(self) -> tuple[int, float]:
        """Sort key: fallen first, then unknown, then the lowest."""
        share = self.known
        return (0, 0.0) if self.fell else (1, 0.0) if share is None else (2, share.value)

    def as_rate(self) -> Rate:
        share = self.known
        if share is None:
            return Rate(self.name, None)
        return Rate(self.name, share.value, share.low, share.high, share.sample)


def segments() -> list[SegmentView]:
    """Every segment that was ever drilled or asked, the most worrying first."""
    found: dict[Key, SegmentView] = {}
    for row in _rows():
        key = (row.skill_id, row.channel, row.language_id, row.kind)
        view = found.setdefault(key, SegmentView(key, _name(row)))
        if row.purpose != Purpose.DRILL or row.horizon_hours != HORIZON_HOURS or row.asked < FEW:
            continue
        share = wilson(yes=row.reached, sample=row.asked)
        if row.days == SHORT_DAYS:
            view.short = share
        elif row.days == LONG_DAYS:
            view.long = share
    return sorted(found.values(), key=lambda view: view.worry)


def _rows() -> "QuerySet[SegmentRate]":
    return SegmentRate.objects.select_related("skill", "language").order_by("skill_id", "channel", "language_id")


def _name(row: SegmentRate) -> str:
    parts = [row.skill.name, Channel(row.channel).label, row.language.name, Kind(row.kind).label]
    return " · ".join(str(part) for part in parts)
