"""What a client asks for, what it was promised, how it is prepared, and what happens when something fails."""

from tasks.orders.models.contingency import CallTreeRun, CallTreeStep, ContingencyPlan
from tasks.orders.models.kinds import ContactType
from tasks.orders.models.launch import LaunchProgramme, LaunchRisk, LaunchTask, WorkReview
from tasks.orders.models.line import FurtherChannel, Line, line_of, lines_of
from tasks.orders.models.order import (
    Order,
    OrderQuerySet,
    RateCard,
    ScenarioTemplate,
    ServiceLevel,
    Shift,
    ShiftActivity,
    Workplace,
)
from tasks.orders.models.quote import Quote

__all__ = [
    "CallTreeRun",
    "CallTreeStep",
    "ContactType",
    "ContingencyPlan",
    "FurtherChannel",
    "LaunchProgramme",
    "LaunchRisk",
    "LaunchTask",
    "Line",
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
    "line_of",
    "lines_of",
]
