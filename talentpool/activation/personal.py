"""What becomes of activation's rows when a person has her data erased."""

from accounts.personal import ACTED, Clears, Deletes, Keeps, Rule

RULES: dict[str, Rule] = {
    "Approach.agent": Keeps("rates are counted from answers; they hold times and codes"),
    "Contact.agent": Keeps("rates are counted from answers; they hold times and codes"),
    "DrillSchedule.set_by": ACTED,
    "Drill.planned_by": ACTED,
    "FreshProposal.agent": Deletes(),
    "Practice.agent": Deletes(),
    "MatchRow.agent": Deletes(),
    "ReviewItem.agent": Clears(("reason",)),
    "ReviewItem.decided_by": ACTED,
    "ReviewAppeal.decided_by": ACTED,
    "ReviewAppeal.answered_by": ACTED,
    "SeasonPlan.created_by": ACTED,
    "Ping.sent_by": ACTED,
    "PingRecipient.agent": Keeps("rates are counted from answers; they hold times and codes"),
}
