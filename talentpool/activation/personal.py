"""What becomes of activation's rows when a person has her data erased."""

from typing import Any

from accounts.models import User
from accounts.personal import ACTED, Clears, Deletes, Keeps, Rule
from talentpool.activation.models import Approach, PingRecipient, Practice, ReviewAppeal, ReviewItem

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


def export(user: User) -> dict[str, Any]:
    """What she was asked and answered, what she practised, the calls she got, what was decided about her and why."""
    asked = Approach.objects.filter(agent__user=user).order_by("asked_at")
    practised = Practice.objects.filter(agent__user=user).order_by("started_at")
    told = PingRecipient.objects.filter(agent__user=user).order_by("sent_at")
    decided = ReviewItem.objects.filter(agent__user=user).order_by("proposed_at")
    appeals = ReviewAppeal.objects.filter(item__agent__user=user).order_by("made_at")
    return {
        "asked": list(asked.values("asked_at", "purpose", "channel", "deadline", "answer", "answered_at", "facts")),
        "practices": list(practised.values("skill__code", "started_at", "finished_at", "right", "passed", "choices")),
        "pings": list(told.values("sent_at", "ping__text", "wording")),
        "reviews": list(decided.values("proposed_at", "proposal", "reasons", "decision", "decided_at", "reason")),
        "appeals": list(appeals.values("made_at", "text", "answer", "answered_at", "reason")),
    }


def erase(user: User) -> None:
    """Her words against a decision, and the words of the answer, hang on the review; that she objected stays."""
    ReviewAppeal.objects.filter(item__agent__user=user).update(text="", reason="")
