"""Backbone agents, a segment of their own: how many are wanted, how many can be activated. Training chooses them."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.db import connection

from talentpool.activation.models import Settings
from talentpool.activation.rules.wilson import Share, wilson
from talentpool.activation.segments import LEAST_LANGUAGE_LEVEL, Names, Segment
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState

SHOWN = 24
BACKBONE = (Path(__file__).parent / "sql" / "backbone.sql").read_text()


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


def page(*, at: datetime, number: str | None) -> dict[str, Any]:
    """What the page shows; ``number``: which part of the list."""
    rows = by_segment(at=at)
    return {
        "page": Paginator(rows, SHOWN).get_page(number),
        "count": Agent.objects.filter(is_backbone=True, state=AgentState.RESERVE).count(),
        "missing": sum(row.missing for row in rows),
        "settings": Settings.current(),
    }
