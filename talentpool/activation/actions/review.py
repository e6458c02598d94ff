"""Pool review: proposals by a published rule, decisions by a person; nobody leaves the pool by a job."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import DecisionRecord, User
from talentpool.activation.errors import AlreadyDecided, ReasonMissing
from talentpool.activation.models import MatchRow, ReviewItem, Settings
from talentpool.activation.proofs import fresh_value
from talentpool.activation.rules.review import RULE_VERSION, proposal
from talentpool.activation.states import ReviewProposal
from talentpool.agents.models import Agent
from talentpool.agents.states import AGENT, AgentState
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell

TARGET = {ReviewProposal.REST: AgentState.RESTING, ReviewProposal.RELEASE: AgentState.RELEASED}


@transaction.atomic
def propose_reviews(*, at: datetime) -> int:
    """Propose a rest or a refresher where the rule says so; at most one open proposal per agent. Returns how many."""
    settings = Settings.current()
    waiting = set(ReviewItem.objects.waiting().values_list("agent_id", flat=True))
    recent = ReviewItem.objects.filter(proposed_at__gt=at - timedelta(days=settings.review_days))
    waiting |= set(recent.values_list("agent_id", flat=True))
    best: dict[int, float] = {}
    worked: dict[int, datetime] = {}
    rows = MatchRow.objects.filter(agent__state=AgentState.RESERVE).exclude(agent_id__in=waiting)
    for row in rows.select_related("skill", "agent"):
        proven = (row.worked_at, row.exam_at, row.practised_at)
        value = fresh_value(proven, row.skill.half_life_days, at=at)
        best[row.agent_id] = max(best.get(row.agent_id, 0.0), value)
        newest = max([when for when in proven if when] + [row.agent.joined_at])
        worked[row.agent_id] = max(worked.get(row.agent_id, newest), newest)
    made = []
    for agent_id, value in best.items():
        days = (at - worked[agent_id]).total_seconds() / 86400
        found = proposal(
            freshness=value, idle_days=days, fresh_below=settings.fresh_below, rest_after_days=settings.review_days
        )
        if found is not None:
            made.append(_item(agent_id, found, value, days, at))
    ReviewItem.objects.bulk_create(made)
    return len(made)


def _item(agent_id: int, found: str, value: float, days: float, at: datetime) -> ReviewItem:
    shown = round(value * 100)
    reasons = [
        {
            "code": "freshness",
            "en": f"Freshest skill at {shown} %, last proven {round(days)} days ago.",
            "zh-hans": f"最新鲜的技能为 {shown}%，最近一次证明在 {round(days)} 天前。",
        }
    ]
    return ReviewItem(agent_id=agent_id, proposal=found, rule_version=RULE_VERSION, reasons=reasons, proposed_at=at)


@transaction.atomic
def decide_review(*, item: ReviewItem, decision: ReviewProposal | str, reason: str, by: User) -> ReviewItem:
    """A person's decision with its reason; the agent is told at once, a rest or release takes effect after the notice.

    Raises ReasonMissing and AlreadyDecided.
    """
    if not reason.strip():
        raise ReasonMissing
    chosen, at = ReviewProposal(decision), now()
    effective = at + timedelta(days=Settings.current().notice_days) if chosen in TARGET else at
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
    agent = item.agent
    DecisionRecord.objects.create(
        subject=agent.user,
        kind="pool_review",
        about=item.ref,
        rule_version=item.rule_version,
        inputs={"proposal": item.proposal},
        reasons=[*item.reasons, {"code": "person", "en": item.reason, "zh-hans": item.reason}],
        outcome=chosen,
        decided_by=by,
        decided_at=at,
    )
    labels = {"en": chosen.name.capitalize(), "zh-hans": ZH[chosen]}
    tell(
        user=agent.user,
        topic="review.decided",
        params={"decision": labels, "from": effective},
        link="/agent/drills/",
        dedupe=f"review:{item.ref}",
    )
    return item


ZH = {
    ReviewProposal.KEEP: "保留",
    ReviewProposal.REFRESH: "复训",
    ReviewProposal.REST: "休整",
    ReviewProposal.RELEASE: "离开",
}


def carry_out_reviews(*, at: datetime) -> int:
    """After the notice, do what a person decided, unless she worked or moved in the meantime. Returns how many."""
    done = 0
    due = ReviewItem.objects.filter(decision__in=list(TARGET), effective_at__lte=at).select_related("agent")
    for item in due.exclude(agent__state__in=[AgentState.RESTING, AgentState.RELEASED]):
        if item.agent.state == AgentState.RESERVE and not _proven_since(item.agent, item.decided_at):
            AGENT.move(item.agent, TARGET[ReviewProposal(item.decision)])
            done += 1
    return done


def _proven_since(agent: Agent, decided_at: datetime | None) -> bool:
    """One piece of work, exam or practice since the decision is the way back."""
    rows = MatchRow.objects.filter(agent=agent)
    moments = [when for row in rows for when in (row.worked_at, row.exam_at, row.practised_at) if when]
    return any(decided_at is not None and when > decided_at for when in moments)
