"""Backbone agents, a segment of their own: how many are wanted, how many can be activated, who could be next."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from talentpool.activation.models import Settings
from talentpool.activation.rules.wilson import Share, wilson
from talentpool.activation.segments import LEAST_LANGUAGE_LEVEL, Names, Segment
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState

BACKBONE = (Path(__file__).parent / "sql" / "backbone.sql").read_text()
NEXT = (Path(__file__).parent / "sql" / "backbone_next.sql").read_text()


@dataclass(frozen=True)
class Row:
    """One segment: people who may work, backbone agents among them, how many are wanted, and their own rate.

    rate: of backbone drills of 90 days, the share that reached the depth; None is unknown.
    """

    name: str
    slug: str
    ready: int
    backbone: int
    wanted: int
    rate: Share | None

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.backbone)


class Next(NamedTuple):
    """Somebody who could be named. freshness: of her freshest skill, 0 to 1."""

    ref: UUID
    number: str
    level: int
    freshness: float
    worked_at: datetime


def by_segment(*, at: datetime) -> list[Row]:
    """Every segment with a backbone agent in it or wanting one, those that miss the most first."""
    settings, names = Settings.current(), Names()
    with connection.cursor() as cursor:
        cursor.execute(BACKBONE, {"at": at, "level": LEAST_LANGUAGE_LEVEL})
        found = cursor.fetchall()
    rows = []
    for skill, channel, language, kind, ready, backbone, asked, reached in found:
        segment = Segment(skill, channel, language, kind)
        known = wilson(yes=reached, sample=asked) if asked >= settings.unknown_below else None
        wanted = ceil(ready / settings.backbone_ratio)
        rows.append(Row(names.name(segment), names.slug(segment), ready, backbone, wanted, known))
    return sorted(rows, key=lambda row: (-row.missing, row.name))


def who_could_be_next(*, at: datetime, most: int = 20) -> list[Next]:
    """The most experienced of the reserve who are none yet: level by the settings, a fresh skill, at work lately."""
    settings = Settings.current()
    wanted: dict[str, Any] = {"at": at, "level": settings.backbone_level, "fresh": settings.fresh_below, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(NEXT, wanted)
        return [Next(*row) for row in cursor.fetchall()]


def page(*, at: datetime) -> dict[str, Any]:
    """What the page shows."""
    rows = by_segment(at=at)
    chosen = Agent.objects.filter(is_backbone=True, state=AgentState.RESERVE)
    return {
        "rows": rows,
        "people": chosen.order_by("-level", "number")[:60],
        "count": chosen.count(),
        "missing": sum(row.missing for row in rows),
        "next": who_could_be_next(at=at),
        "settings": Settings.current(),
    }
