"""What becomes of dispatch's rows when a person has her data erased."""

from accounts.personal import ACTED, Keeps, Rule

WORKED = Keeps("what was offered, taken and worked stays countable and payable, by number")
RULES: dict[str, Rule] = {
    "FillPlan.confirmed_by": ACTED,
    "Wave.asked_by": ACTED,
    "Offer.agent": WORKED,
    "Seat.holder": WORKED,
    "Assignment.agent": WORKED,
    "Standby.agent": WORKED,
}
