"""The approach ledger, drills, talking, freshness, holds, the matching index, acceptance models, pool review."""

from talentpool.activation.models.capacity import AcceptanceEffect, AcceptanceModel, DrillShare, Hold, SegmentRate
from talentpool.activation.models.drills import Drill, DrillSchedule, TrialContact
from talentpool.activation.models.freshness import FreshProposal, Practice
from talentpool.activation.models.index import MatchRow, Stale
from talentpool.activation.models.ledger import Approach, Contact, RateDay
from talentpool.activation.models.levers import Lever
from talentpool.activation.models.review import ReviewAppeal, ReviewItem, ReviewRound
from talentpool.activation.models.seasons import SeasonNeed, SeasonPlan
from talentpool.activation.models.settings import Settings
from talentpool.activation.models.strength import SegmentStrength
from talentpool.activation.models.talking import Ping, PingRecipient

__all__ = [
    "AcceptanceEffect",
    "AcceptanceModel",
    "Approach",
    "Contact",
    "Drill",
    "DrillSchedule",
    "DrillShare",
    "FreshProposal",
    "Hold",
    "Lever",
    "MatchRow",
    "Ping",
    "PingRecipient",
    "Practice",
    "RateDay",
    "ReviewAppeal",
    "ReviewItem",
    "ReviewRound",
    "SeasonNeed",
    "SeasonPlan",
    "SegmentRate",
    "SegmentStrength",
    "Settings",
    "Stale",
    "TrialContact",
]
