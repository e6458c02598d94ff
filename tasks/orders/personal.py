"""What becomes of orders's rows when a person has her data erased: all of them are acts for a company."""

from accounts.personal import ACTED, Rule

RULES: dict[str, Rule] = {
    "ContingencyPlan.created_by": ACTED,
    "CallTreeRun.started_by": ACTED,
    "Order.created_by": ACTED,
    "Order.submitted_by": ACTED,
    "LaunchTask.owner": ACTED,
    "LaunchTask.done_by": ACTED,
    "LaunchRisk.raised_by": ACTED,
    "WorkReview.by": ACTED,
    "Quote.asked_by": ACTED,
    "Quote.accepted_by": ACTED,
}
