"""Fill plans, waves, offers, seats, assignments, standby."""

from tasks.dispatch.models.offers import OPEN_OFFERS, OfAgent, Offer, OfferQuerySet
from tasks.dispatch.models.plans import DispatchPolicy, FillPlan, FillPlanQuerySet, ForStaff, Wave, WaveQuerySet
from tasks.dispatch.models.seats import (
    BOUND,
    Assignment,
    AssignmentQuerySet,
    Seat,
    Standby,
    StandbyQuerySet,
    Swap,
)

__all__ = [
    "BOUND",
    "OPEN_OFFERS",
    "Assignment",
    "AssignmentQuerySet",
    "DispatchPolicy",
    "FillPlan",
    "FillPlanQuerySet",
    "ForStaff",
    "OfAgent",
    "Offer",
    "OfferQuerySet",
    "Seat",
    "Standby",
    "StandbyQuerySet",
    "Swap",
    "Wave",
    "WaveQuerySet",
]
