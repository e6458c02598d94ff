"""The approach ledger, drills, pings, holds, the matching index, acceptance models, pool review."""

from talentpool.activation.models.capacity import (
    AcceptanceEffect,
    AcceptanceModel,
    Hold,
    ReviewItem,
    SegmentRate,
    Settings,
)
from talentpool.activation.models.drills import Drill, Ping, TrialContact
from talentpool.activation.models.index import MatchRow, Stale
from talentpool.activation.models.ledger import Approach, Contact, RateDay
from talentpool.activation.models.levers import Lever
from talentpool.activation.models.seasons import SeasonNeed, SeasonPlan

__all__ = [
    "AcceptanceEffect",
    "AcceptanceModel",
    "Approach",
    "Contact",
    "Drill",
    "Hold",
    "Lever",
    "MatchRow",
    "Ping",
    "RateDay",
    "ReviewItem",
    "SeasonNeed",
    "SeasonPlan",
    "SegmentRate",
    "Settings",
    "Stale",
    "TrialContact",
]
