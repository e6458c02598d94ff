"""Keeping skills fresh: one proposal per drop, told once, closed when the skill is fresh again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

from talentpool.activation.models import FreshProposal, Settings
from talentpool.activation.rules.keeping import propose
from talentpool.activation.states import FreshAction
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell

FRESH = (Path(__file__).parent.parent / "sql" / "fresh.sql").read_text()
LOOK_BACK = timedelta(days=90)
SILENT_FROM = 3
TOLD_AT_ONCE = 500
REST_BETWEEN = timedelta(days=14)  # nobody hears of her freshness more often


class Standing(NamedTuple):
    """One skill of one agent: its freshness (0 to 1) and how she answered lately."""

    agent_id: int
    skill_id: int
    freshness: float
    unanswered: int
    answered: int


def standings(*, at: datetime, agents: Sequence[int] | None = None) -> list[Standing]:
    """Every skill of the reserve, or of some agents."""
    chosen = None if agents is None else list(agents)
    with connection.cursor() as cursor:
        cursor.execute(FRESH, {"at": at, "since": at - LOOK_BACK, "agents": chosen})
        return [Standing(*row) for row in cursor.fetchall()]


@transaction.atomic
def propose_fresh(*, at: datetime, agents: Sequence[int] | None = None, pings: bool = True) -> int:
    """Propose one action for every skill below the line that has none open, and close those that are fresh again.

    pings: whether the silent are pinged first; not where a person has decided on a refresher. May run twice. Returns
    how many are new.
    """
    settings = Settings.current()
    line, costs = settings.fresh_below, cost_of(settings=settings)
    found = standings(at=at, agents=agents)
    _close({(s.agent_id, s.skill_id) for s in found if s.freshness >= line}, agents, at)
    made = []
    for one in found:
        silent = pings and one.answered == 0 and one.unanswered >= SILENT_FROM
        proposed = propose(freshness=one.freshness, below=line, silent=silent)
        if proposed is not None:
            made.append(
                FreshProposal(
                    agent_id=one.agent_id,
                    skill_id=one.skill_id,
                    action=proposed.action,
                    freshness=one.freshness,
                    gain=proposed.gain,
                    cost_minor=costs[proposed.action],
                    proposed_at=at,
                )
            )
    before = FreshProposal.objects.filter(closed_at=None).count()
    FreshProposal.objects.bulk_create(made, ignore_conflicts=True, batch_size=5000)
    return FreshProposal.objects.filter(closed_at=None).count() - before


def cost_of(*, settings: Settings) -> dict[str, int]:
    """What one action costs, minor units."""
    return {
        FreshAction.PING: settings.ping_minor,
        FreshAction.PRACTICE: settings.practice_minor,
        FreshAction.REFRESHER: settings.refresher_minor,
        FreshAction.DRILL: settings.cost_minor,
    }


def _close(fresh: set[tuple[int, int]], agents: Sequence[int] | None, at: datetime) -> None:
    standing = FreshProposal.objects.filter(closed_at=None)
    if agents is not None:
        standing = standing.filter(agent_id__in=agents)
    keys = standing.values_list("pk", "agent_id", "skill_id")
    done = [pk for pk, agent_id, skill_id in keys if (agent_id, skill_id) in fresh]
    FreshProposal.objects.filter(pk__in=done).update(closed_at=at)


def tell_fresh(*, at: datetime | None = None, most: int = TOLD_AT_ONCE) -> int:
    """Tell agents of a practice task or refresher that is proposed to them, one message in a fortnight.

    Pings and drills are sent by people or schedules, and not by this. Returns how many were told.
    """
    moment = at or now()
    lately = FreshProposal.objects.filter(told_at__gt=moment - REST_BETWEEN).values("agent_id")
    due = FreshProposal.objects.filter(
        closed_at=None, told_at=None, action__in=[FreshAction.PRACTICE, FreshAction.REFRESHER]
    ).exclude(agent_id__in=lately)
    told: set[int] = set()
    for row in due.select_related("agent__user", "skill").order_by("freshness", "pk")[:most]:
        if row.agent_id not in told:
            _tell(row, moment)
            told.add(row.agent_id)
    return len(told)


@transaction.atomic
def _tell(row: FreshProposal, at: datetime) -> None:
    if not FreshProposal.objects.filter(pk=row.pk, told_at=None).update(told_at=at):
        return
    practice = row.action == FreshAction.PRACTICE
    tell(
        user=row.agent.user,
        topic="freshness.practice" if practice else "freshness.refresher",
        params={"skill": row.skill.name},
        link="/agent/practice/" if practice else "/agent/certificates/",
        dedupe=f"fresh:{row.ref}",
    )
