"""What a rulebook would do to the present pool, counted in the database in one go; the leader board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from talentpool.agents.models import Agent
from talentpool.growth.models import Entry, LevelStep, Recognition, StepDown
from talentpool.growth.rules import levels as rules
from talentpool.growth.states import EntryKind, StepDownState

# The same counting as EntryQuerySet.counted_for, for everybody at once; an entry that was corrected counts as corrected.
COUNT = """
SELECT e.agent_id,
       count(*) FILTER (WHERE e.kind = 'shift'),
       coalesce(sum((e.said->>'minutes')::float) FILTER (WHERE e.kind = 'shift'), 0) / 60,
       count(*) FILTER (WHERE e.kind = 'shift' AND (e.said->>'on_time')::boolean)::float
           / nullif(count(*) FILTER (WHERE e.kind IN ('shift', 'no_show')), 0),
       avg((e.said->>'score')::float) FILTER (WHERE e.kind = 'inspected'),
       avg((e.said->>'standing')::float) FILTER (WHERE e.kind = 'inspected'),
       count(*) FILTER (WHERE e.kind = 'lesson')
  FROM (
    SELECT f.agent_id, f.kind, f.payload || coalesce(newest.payload, '{}'::jsonb) AS said
      FROM growth_entry f
      LEFT JOIN LATERAL (
        SELECT c.payload FROM growth_entry c WHERE c.corrects_id = f.id ORDER BY c.id DESC LIMIT 1
      ) newest ON true
     WHERE f.agent_id IS NOT NULL AND f.occurred_at >= %s AND f.kind IN ('shift', 'no_show', 'inspected', 'lesson')
  ) e
 WHERE NOT coalesce((e.said->>'void')::boolean, false)
 GROUP BY e.agent_id
"""
NAMES = ("shifts", "hours", "on_time", "quality", "standing", "lessons")
WINDOW = timedelta(days=30)


@dataclass
class Effect:
    """agent -> Change of those who would rise or be proposed to step down; ``stay``: everybody else."""

    rise: list[tuple[int, rules.Change]] = field(default_factory=list)
    down: list[tuple[int, rules.Change]] = field(default_factory=list)
    stay: int = 0

    def by_level(self) -> list[tuple[int, int, int]]:
        """(level, how many rise from it, how many would be proposed to leave it downwards)."""
        levels = sorted({change.level for _, change in self.rise + self.down})
        return [
            (
                level,
                sum(change.level == level for _, change in self.rise),
                sum(change.level == level for _, change in self.down),
            )
            for level in levels
        ]


def counted_for_all(since: datetime) -> dict[int, dict[str, float]]:
    """agent -> what levels count, from the log since ``since``; one query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [since])
        rows = cursor.fetchall()
    return {row[0]: {name: float(value or 0) for name, value in zip(NAMES, row[1:], strict=True)} for row in rows}


def of_book(levels: Sequence[Mapping[str, Any]], *, period_days: int, at: datetime) -> Effect:
    """What these levels would do to everybody in the reserve today.

    A level that has not stood for a whole period, or that a person has just decided to keep, is not proposed down.
    """
    since = at - timedelta(days=period_days)
    counted, unsettled = counted_for_all(since), _decided_since(since)
    effect = Effect()
    for agent, level in Agent.objects.in_reserve().order_by("pk").values_list("pk", "level").iterator():
        change = rules.judge(levels, level, counted.get(agent, {}))
        if change.direction == "down" and agent in unsettled:
            change = rules.Change(level, level)
        if change.direction == "rise":
            effect.rise.append((agent, change))
        elif change.direction == "down":
            effect.down.append((agent, change))
        else:
            effect.stay += 1
    return effect


def _decided_since(since: datetime) -> set[int]:
    """Agents whose level was given, kept or lowered since then."""
    stepped = LevelStep.objects.filter(at__gt=since).values_list("agent_id", flat=True)
    decided = StepDown.objects.exclude(state=StepDownState.PROPOSED).filter(decided_at__gt=since)
    return set(stepped) | set(decided.values_list("agent_id", flat=True))


def leader_board(at: datetime, *, most: int = 50) -> dict[str, list[dict[str, Any]]]:
    """Those who want to be on it, by improvement over the last 30 days against the 30 before, and by level."""
    joined = list(Recognition.objects.filter(left_at__isnull=True).select_related("agent")[:1000])
    keys = [one.agent_id for one in joined]
    entries = Entry.objects.filter(agent__in=keys, kind=EntryKind.INSPECTED, occurred_at__gt=at - 2 * WINDOW)
    entries = entries.exclude(pk__in=Entry.objects.filter(corrects__isnull=False).values("corrects"))
    before: dict[int, list[float]] = {}
    after: dict[int, list[float]] = {}
    for agent, occurred_at, payload in entries.values_list("agent_id", "occurred_at", "payload"):
        if payload.get("score") is not None and agent is not None:
            side = after if occurred_at > at - WINDOW else before
            side.setdefault(agent, []).append(float(payload["score"]))
    rows: list[dict[str, Any]] = [
        {
            "name": one.shown_as,
            "level": one.agent.level,
            "agent_id": one.agent_id,
            "rose": rules.improvement(before.get(one.agent_id, []), after.get(one.agent_id, [])),
        }
        for one in joined
    ]
    risen = sorted((row for row in rows if (row["rose"] or 0) > 0), key=lambda row: -row["rose"])
    return {
        "improvement": risen[:most],
        "level": sorted(rows, key=lambda row: (-row["level"], row["name"]))[:most],
    }
