"""The growth log and what is computed from it; talks and pairs that follow from it."""

from talentpool.growth.models.coaching import Coaching, Pair
from talentpool.growth.models.log import CapabilityScore, Entry, LevelStep, Rulebook

__all__ = ["CapabilityScore", "Coaching", "Entry", "LevelStep", "Pair", "Rulebook"]
