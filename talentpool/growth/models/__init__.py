"""The growth log and what is computed from it; talks, pairs, proposals and recognition."""

from talentpool.growth.models.coaching import MentorHour, Pair, Promise, Talk
from talentpool.growth.models.levels import Recognition, StepDown
from talentpool.growth.models.log import (
    CapabilityScore,
    Entry,
    EntryQuerySet,
    LevelStep,
    OfAgentQuerySet,
    Rulebook,
)

__all__ = [
    "CapabilityScore",
    "Entry",
    "EntryQuerySet",
    "LevelStep",
    "MentorHour",
    "OfAgentQuerySet",
    "Pair",
    "Promise",
    "Recognition",
    "Rulebook",
    "StepDown",
    "Talk",
]
