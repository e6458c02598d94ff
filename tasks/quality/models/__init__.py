"""Rule sets, conversations, inspections, alerts, people's reviews, cases, counted days."""

from tasks.quality.models.case import Case
from tasks.quality.models.conversation import (
    Conversation,
    ConversationBatch,
    ConversationSearch,
    InboundHook,
    Satisfaction,
)
from tasks.quality.models.improving import Cause, PeriodReview
from tasks.quality.models.inspection import Alert, Inspection
from tasks.quality.models.practice import Assistant, InspectionPractice
from tasks.quality.models.review import Appeal, AssistantProposal, CalibrationRound, HitVerdict, Review
from tasks.quality.models.rollup import SUMS, CountedUntil, DayCount, DayRule, DayTotal, MonthCount, MonthRule
from tasks.quality.models.ruleset import RuleSet, TryOut

__all__ = [
    "SUMS",
    "Alert",
    "Appeal",
    "Assistant",
    "AssistantProposal",
    "CalibrationRound",
    "Case",
    "Cause",
    "Conversation",
    "ConversationBatch",
    "ConversationSearch",
    "CountedUntil",
    "DayCount",
    "DayRule",
    "DayTotal",
    "HitVerdict",
    "InboundHook",
    "Inspection",
    "InspectionPractice",
    "MonthCount",
    "MonthRule",
    "PeriodReview",
    "Review",
    "RuleSet",
    "Satisfaction",
    "TryOut",
]
