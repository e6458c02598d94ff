"""What a client asks for, what it was promised, how it is prepared, and what happens when something fails."""

from tasks.orders.models.contingency import CallTreeRun, CallTreeStep, ContingencyPlan
from tasks.orders.models.kinds import ContactType
from tasks.orders.models.launch import LaunchProgramme, LaunchRisk, LaunchTask, WorkReview
from tasks.orders.models.order import (
    Order,
    OrderQuerySet,
    Quote,
    RateCard,
    ScenarioTemplate,
    ServiceLevel,
    Shift,
    ShiftActivity,
    Workplace,
)

__all__ = [
    "CallTreeRun",
    "CallTreeStep",
    "ContactType",
    "ContingencyPlan",
    "LaunchProgramme",
    "LaunchRisk",
    "LaunchTask",
    "Order",
    "OrderQuerySet",
    "Quote",
    "RateCard",
    "ScenarioTemplate",
    "ServiceLevel",
    "Shift",
    "ShiftActivity",
    "WorkReview",
    "Workplace",
]
