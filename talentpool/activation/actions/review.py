"""Pool review: one round of proposals a month by a published rule; decisions by a person, with notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from accounts.actions import Decision, record_decision, record_decisions
from accounts.models import User
from talentpool.activation.actions.freshness import propose_fresh
from talentpool.activation.errors import AlreadyDecided, ReasonMissing
from talentpool.activation.models import ReviewItem, ReviewRound, Settings
from talentpool.activation.rules.review import RULE_VERSION, proposal
from talentpool.activation.states import ReviewProposal
from talentpool.agents.errors import OwnCase
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell

IDLE = (Path(__file__).parent.parent / "sql" / "idle.sql").read_text()
AWAY = (ReviewProposal.REST, ReviewProposal.RELEASE)  # decisions that take effect after a notice


@transaction.atomic
def propose_reviews(*, at: datetime) -> int:
    """This month's round: a rest or a refresher where the rule says so. Once a month, however often it runs.

    Who has a proposal waiting, or one of the last ``review_days``, is left alone. Returns how many are proposed.
    """
    month = at.date().replace(day=1)
    round_, is_new = ReviewRound.objects.get_or_create(
        month=month, defaults={"rule_version": RULE_VERSION, "numbers": _numbers(Settings.current()), "made_at": at}
    )
    if not is_new:
        return 0
    people = _looked_at(at)
    items = [item for one in people if (item := _proposed(one, round_, at)) is not None]
    ReviewItem.objects.bulk_create(items)
    ReviewRound.objects.filter(pk=round_.pk).update(looked_at=len(people), proposed=len(items))
    _keep_records(items)
    return len(items)


def _numbers(settings: Settings) -> dict[str, Any]:
    return {
        "fresh_below": settings.fresh_below,
        "rest_after_days": settings.review_days,
        "silent_from": settings.review_asked,
    }


def _looked_at(at: datetime) -> list[tuple[int, float, float, int, int]]:
    since = at - timedelta(days=Settings.current().review_days)
    recent = ReviewItem.objects.filter(proposed_at__gt=since).values_list("agent_id", flat=True)
    left_alone = {*recent, *ReviewItem.objects.waiting().values_list("agent_id", flat=True)}
    with connection.cursor() as cursor:
        cursor.execute(IDLE, {"at": at, "since": since})
        return [row for row in cursor.fetchall() if row[0] not in left_alone]


def _proposed(one: tuple[int, float, float, int, int], round_: ReviewRound, at: datetime) -> ReviewItem | None:
    agent_id, value, days, unanswered, answered = one
    found = proposal(freshness=value, idle_days=days, unanswered=unanswered, answered=answered, **round_.numbers)
    if found is None:
        return None
    shown = round(value * 100)
    reasons = [
        {
            "code": "freshness",
            "en": f"Freshest skill at {shown} %, last proven {round(days)} days ago.",
            "zh-hans": f"最新鲜的技能为 {shown}%，最近一次证明在 {round(days)} 天前。",
        },
        _answers(answered, answered + unanswered, round_.numbers["rest_after_days"]),
    ]
    return ReviewItem(
        agent_id=agent_id,
        proposal=found,
        rule_version=round_.rule_version,
        reasons=reasons,
        proposed_at=at,
        round=round_,
    )


def _answers(answered: int, asked: int, days: int) -> dict[str, str]:
    if asked == 0:
        english, chinese = f"Was asked nothing in {days} days.", f"{days} 天内没有被问过。"
    else:
        english = f"Answered {answered} of {asked} questions in {days} days."
        chinese = f"{days} 天内回答了 {asked} 次询问中的 {answered} 次。"
    return {"code": "answers", "en": english, "zh-hans": chinese}


def _keep_records(items: Sequence[ReviewItem]) -> None:
    """The agent can read that the rule proposed something, and why; it decides nothing."""
    users = dict(Agent.objects.filter(pk__in=[i.agent_id for i in items]).values_list("pk", "user_id"))
    known = User.objects.in_bulk(list(users.values()))
    record_decisions(
        decisions=[
            Decision(
                subject=known[users[item.agent_id]],
                kind="review",
                outcome="proposed",
                rule_version=item.rule_version,
                reasons=item.reasons,
                inputs={"proposal": item.proposal},
                about=item.ref,
            )
            for item in items
        ]
    )


@transaction.atomic
def decide_review(*, item: ReviewItem, decision: ReviewProposal | str, reason: str, by: User) -> ReviewItem:
    """A person's decision with its reason; the agent is told at once, a rest or release takes effect after the notice.

    A refresher is put before her as a proposal of what to do. Raises ReasonMissing, AlreadyDecided and OwnCase.
    """
    if not reason.strip():
        raise ReasonMissing
    if item.agent.user_id == by.pk:
        raise OwnCase
    chosen, at = ReviewProposal(decision), now()
    effective = at + timedelta(days=Settings.current().notice_days) if chosen in AWAY else at
    changes = {
        "decision": chosen,
        "reason": reason.strip(),
        "decided_by": by,
        "decided_at": at,
        "effective_at": effective,
    }
    if not ReviewItem.objects.filter(pk=item.pk, decision="").update(**changes):
        raise AlreadyDecided
    item.refresh_from_db()
    _tell(item, by)
    if chosen == ReviewProposal.REFRESH:
        propose_fresh(at=at, agents=[item.agent_id], pings=False)
    return item


def _tell(item: ReviewItem, by: User) -> None:
    record_decision(
        subject=item.agent.user,
        kind="review",
        outcome=item.decision,
        rule_version=item.rule_version,
        reasons=[*item.reasons, {"code": "person", "en": item.reason, "zh-hans": item.reason}],
        inputs={"proposal": item.proposal},
        about=item.ref,
        by=by,
    )
    tell(
        user=item.agent.user,
        topic="review.decided",
        params={"decision": WORDS[ReviewProposal(item.decision)], "from": item.effective_at},
        link=f"/agent/review/{item.ref}/",
        dedupe=f"review:{item.ref}",
    )


WORDS = {
    ReviewProposal.KEEP: {"en": "Keep", "zh-hans": "保留"},
    ReviewProposal.REFRESH: {"en": "Refresh", "zh-hans": "复训"},
    ReviewProposal.REST: {"en": "Rest", "zh-hans": "休整"},
    ReviewProposal.RELEASE: {"en": "Release", "zh-hans": "离开"},
}
AS_PROPOSED = "proposed"


@dataclass(frozen=True)
class Outcome:
    """What became of a bulk decision: how many were decided, and who was skipped and why (code -> how many)."""

    decided: int
    skipped: dict[str, int]


@transaction.atomic
def decide_reviews(*, items: Sequence[ReviewItem], decision: str, reason: str, by: User) -> Outcome:
    """One decision for many, each with its own record; ``proposed`` follows each proposal. Raises ReasonMissing.

    Who was decided meanwhile, or would decide about herself, is skipped and counted.
    """
    if not reason.strip():
        raise ReasonMissing
    done, skipped = 0, {"decided": 0, "own": 0}
    for item in items:
        chosen = item.proposal if decision == AS_PROPOSED else decision
        try:
            with transaction.atomic():
                decide_review(item=item, decision=chosen, reason=reason, by=by)
            done += 1
        except AlreadyDecided:
            skipped["decided"] += 1
        except OwnCase:
            skipped["own"] += 1
    return Outcome(done, {why: count for why, count in skipped.items() if count})
