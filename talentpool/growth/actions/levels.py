"""Rulebooks of levels, proposals to step down, the leader board."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.actions import reason as spoken_reason
from accounts.actions import record_decision
from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.growth import effects
from talentpool.growth.actions.log import change_level
from talentpool.growth.errors import BookFaulty, OwnCase, ReasonNeeded
from talentpool.growth.models import Recognition, Rulebook, StepDown
from talentpool.growth.rules import levels as rules
from talentpool.growth.states import STEP_DOWN, StepDownState
from talentpool.kernel.clock import now
from talentpool.kernel.locks import one_at_a_time
from talentpool.messaging.actions import tell


@transaction.atomic
def publish_rulebook(
    *,
    title: dict[str, str],
    levels: Sequence[dict[str, Any]],
    period_days: int,
    by: User,
    effective_at: datetime | None = None,
) -> Rulebook:
    """A new version; the old ones stay as they were. Raises BookFaulty."""
    faults = rules.faults(levels)
    if faults:
        raise BookFaulty(faults=", ".join(str(BookFaulty.WORDS[fault]) for fault in faults))
    one_at_a_time("growth.rulebook")
    last = Rulebook.objects.order_by("-version").first() or Rulebook.in_effect(now())
    version = (Rulebook.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    kept = ("capability_half_life_days", "capability_prior", "capability_prior_weight", "least_evidence")
    return Rulebook.objects.create(
        version=version,
        title=title,
        levels=list(levels),
        period_days=period_days,
        effective_at=effective_at or now(),
        **{name: getattr(last, name) for name in kept},
    )


def propose_steps_down(*, most: int = 500) -> int:
    """Proposals for people whose level has stood a whole period and whose needs are not met; a person decides each."""
    at = now()
    book = Rulebook.in_effect(at)
    if not book.version:
        return 0
    found = effects.of_book(book.levels, period_days=book.period_days, at=at)
    waiting = set(StepDown.objects.waiting().values_list("agent_id", flat=True))
    due = [(agent, change) for agent, change in found.down if agent not in waiting][:most]
    proposals = [
        StepDown(
            agent_id=agent,
            rulebook=book,
            from_level=change.level,
            to_level=change.to,
            missing=[{"name": name, "have": have, "need": need} for name, have, need in change.missing],
            proposed_at=at,
        )
        for agent, change in due
    ]
    return len(StepDown.objects.bulk_create(proposals, ignore_conflicts=True))


@transaction.atomic
def decide_step_down(*, proposal: StepDown, keep: bool, by: User, reason: str) -> StepDown:
    """A person keeps the level or steps it down, with a reason she can read. Raises OwnCase, ReasonNeeded, WrongState."""
    if proposal.agent.user_id == by.pk:
        raise OwnCase
    said = reason.strip()[:2000]
    if not said:
        raise ReasonNeeded
    state = StepDownState.KEPT if keep else StepDownState.DONE
    STEP_DOWN.move(proposal, state, decided_at=now(), decided_by=by, reason=said)
    if not keep:
        change_level(agent=proposal.agent, to_level=proposal.to_level, by=by, reason=said)
    outcome = "kept" if keep else "stepped_down"
    record_decision(
        subject=proposal.agent.user,
        kind="level",
        about=proposal.ref,
        rule_version=f"levels-{proposal.rulebook.version}",
        inputs={"missing": proposal.missing, "from": proposal.from_level, "to": proposal.to_level},
        reasons=[spoken_reason("by_a_person", said)],
        outcome=outcome,
        by=by,
    )
    if not keep:
        tell(
            user=proposal.agent.user,
            topic="levels.stepped_down",
            params={"level": proposal.to_level, "reason": said},
            link="/agent/decisions/",
            dedupe=f"step:{proposal.ref}",
        )
    return proposal


@transaction.atomic
def join_board(*, agent: Agent, shown_as: str, by: User) -> Recognition:
    """She wants to be on the leader board, under a name she chooses."""
    if agent.user_id != by.pk:
        raise OwnCase
    name = " ".join(shown_as.split())[:20] or agent.number
    return Recognition.objects.update_or_create(
        agent=agent, defaults={"shown_as": name, "joined_at": now(), "left_at": None}
    )[0]


@transaction.atomic
def leave_board(*, agent: Agent, by: User) -> None:
    """Off at once."""
    if agent.user_id != by.pk:
        raise OwnCase
    Recognition.objects.filter(agent=agent, left_at__isnull=True).update(left_at=now())
