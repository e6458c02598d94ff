"""What becomes of quality's rows when a person has her data erased."""

from typing import Any

from accounts.models import User
from accounts.personal import ACTED, Clears, Keeps, Rule
from tasks.quality.models import Inspection

JUDGED = Keeps("a conversation and its marks are the client's; she is in it by number")
RULES: dict[str, Rule] = {
    "ConversationBatch.created_by": ACTED,
    "InboundHook.created_by": ACTED,
    "RuleSet.created_by": ACTED,
    "RuleSet.published_by": ACTED,
    "TryOut.asked_by": ACTED,
    "Alert.owner": ACTED,
    "Case.made_by": ACTED,
    "Case.published_by": ACTED,
    "PeriodReview.made_by": ACTED,
    "PeriodReview.sent_by": ACTED,
    "Cause.owner": ACTED,
    "Cause.opened_by": ACTED,
    "Cause.mended_by": ACTED,
    "Review.reviewer": ACTED,
    "Appeal.to": ACTED,
    "CalibrationRound.opened_by": ACTED,
    "HitVerdict.by": ACTED,
    "AssistantProposal.asked_by": ACTED,
    "AssistantProposal.looked_at_by": ACTED,
    "Conversation.agent": JUDGED,
    "Inspection.agent": JUDGED,
    "Alert.agent": JUDGED,
    "DayCount.agent": JUDGED,
    "DayCount.lead": JUDGED,
    "DayRule.lead": JUDGED,
    "MonthCount.lead": JUDGED,
    "MonthCount.agent": JUDGED,
    "DayRule.agent": JUDGED,
    "Appeal.agent": Clears(("reason", "answer")),
}


def export(user: User) -> list[dict[str, Any]]:
    """How her conversations were marked; their words are the client's and its customers'."""
    rows = Inspection.objects.filter(agent__user=user).order_by("pk")
    seen = ("score", "service", "sales", "other", "capabilities", "red_line_confirmed")
    return list(rows.values(*seen))
