"""What the pages of the pool review show: proposals, a bulk decision before it is made, appeals; an agent's own."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from talentpool.activation.actions.review import AS_PROPOSED, AWAY, Outcome
from talentpool.activation.actions.way_back import can_appeal
from talentpool.activation.models import ReviewAppeal, ReviewItem, ReviewRound, Settings
from talentpool.activation.states import AppealAnswer, ReviewProposal
from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.kernel.charts import Bar
from talentpool.kernel.fields import LocalizedText


def spoken(reasons: list[dict[str, str]]) -> list[str]:
    """Reasons in the reader's language."""
    return [str(LocalizedText({k: v for k, v in reason.items() if k != "code"})) for reason in reasons]


def decisions() -> list[tuple[str, Any]]:
    return [(AS_PROPOSED, _("As proposed")), *ReviewProposal.choices]


def review_page(
    items: Any, appeals: Any, proposal: str, page: str | None, *, by: User, ticked: bool = False
) -> dict[str, Any]:
    """Waiting proposals to choose from, appeals, the latest decisions, and the rule."""
    settings, waiting = Settings.current(), items.waiting().order_by("proposed_at", "pk")
    counts = Counter(waiting.order_by().values_list("proposal", flat=True))
    if proposal in ReviewProposal.values:
        waiting = waiting.filter(proposal=proposal)
    shown = Paginator(waiting, 25).get_page(page)
    return {
        "page": shown,
        "rows": [(item, spoken(item.reasons)) for item in shown],
        "counts": [(code, label, counts[code]) for code, label in ReviewProposal.choices if counts[code]],
        "waiting": sum(counts.values()),
        "proposal": proposal,
        "ticked": ticked,
        "appeals": [
            (a, a.decided_by_id == by.pk) for a in appeals.waiting().select_related(*APPEAL).order_by("due_at")
        ],
        "answers": AppealAnswer.choices,
        "decided": items.exclude(decision="").select_related("appeal").order_by("-decided_at")[:10],
        "decisions": decisions(),
        "settings": settings,
        "half_days": settings.review_days // 2,
        "round": ReviewRound.objects.order_by("-month").first(),
        "reserve": Agent.objects.filter(state=AgentState.RESERVE).count(),
    }


APPEAL = ("item__agent", "decided_by")


def preview(items: Sequence[ReviewItem], decision: str, reason: str, *, by: User, at: datetime) -> dict[str, Any]:
    """A bulk decision before it is made: who gets what, who is skipped and why, when it takes effect."""
    taken = [i for i in items if not i.decision and i.agent.user_id != by.pk]
    chosen = Counter(i.proposal if decision == AS_PROPOSED else decision for i in taken)
    away = sum(count for code, count in chosen.items() if code in AWAY)
    return {
        "items": taken,
        "bars": [Bar(str(ReviewProposal(code).label), count) for code, count in sorted(chosen.items())],
        "away": away,
        "decided_already": sum(bool(i.decision) for i in items),
        "own": sum(i.agent.user_id == by.pk for i in items),
        "decision": decision,
        "decision_words": dict(decisions())[decision],
        "reason": reason,
        "effective": at + timedelta(days=Settings.current().notice_days),
    }


def refs_of(given: list[str]) -> list[UUID]:
    """The refs among what a form handed in."""
    found = []
    for one in given:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def outcome_words(outcome: Outcome) -> str:
    """What became of a bulk decision, in a sentence."""
    said = ngettext("%(n)s decision made and told.", "%(n)s decisions made and told.", outcome.decided)
    skipped = sum(outcome.skipped.values())
    more = ngettext("%(n)s was skipped.", "%(n)s were skipped.", skipped) if skipped else ""
    return " ".join(part for part in (said % {"n": outcome.decided}, more % {"n": skipped} if more else "") if part)


def agent_review(item: ReviewItem, *, at: datetime) -> dict[str, Any]:
    """What was proposed and decided about her, the way back, and the appeal."""
    appeal = ReviewAppeal.objects.filter(item=item).first()
    return {
        "item": item,
        "reasons": spoken(item.reasons),
        "appeal": appeal,
        "can_appeal": appeal is None and can_appeal(item=item, at=at),
        "away": item.decision in AWAY,
        "settings": Settings.current(),
        "half_days": Settings.current().review_days // 2,
    }
