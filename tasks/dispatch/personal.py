"""What becomes of dispatch's rows when a person has her data erased."""

from typing import Any

from accounts.models import User
from accounts.personal import ACTED, Keeps, Rule
from tasks.dispatch.models import Assignment, Offer

WORKED = Keeps("what was offered, taken and worked stays countable and payable, by number")
RULES: dict[str, Rule] = {
    "FillPlan.confirmed_by": ACTED,
    "Wave.asked_by": ACTED,
    "Offer.agent": WORKED,
    "Seat.holder": WORKED,
    "Assignment.agent": WORKED,
    "Standby.agent": WORKED,
}


def export(user: User) -> dict[str, Any]:
    """What she was offered and what she took."""
    when = ("shift__starts_at", "shift__ends_at")
    offers = Offer.objects.filter(agent__user=user).order_by("pk")
    taken = Assignment.objects.filter(agent__user=user).order_by("pk")
    return {
        "offers": list(offers.values(*when, "state", "created_at", "answered_at", "pay_minor")),
        "assignments": list(taken.values(*when, "state", "accepted_at", "pay_minor")),
    }
