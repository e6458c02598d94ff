"""The demo's levels: what the published rulebook would have done, week by week, to everybody whose log says enough.

Steps up by the rule alone; a step down is proposed once a level has stood a whole period, and a trainer decides. So the
pool is where its own logs put it, and a rule that is tried out shows only what the change itself would do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.demo.practice import Fact
from talentpool.growth.models import LevelStep, Rulebook, StepDown
from talentpool.growth.rules.levels import Change, judge
from talentpool.growth.states import EntryKind, StepDownState
from talentpool.kernel.bulk import copy_objects

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)
KEPT = 0.3  # of the proposals, by the trainer's word
DECIDES_WITHIN = timedelta(days=5)
BACKBONE = 5  # from this level on a trainer lets people lead teams
REASONS = ("最近两个月请假照顾家人，仍有近期好评。", "本期班次不足，已与本人沟通，补足后按规则回升。")
COUNTED = (EntryKind.SHIFT, EntryKind.NO_SHOW, EntryKind.INSPECTED, EntryKind.LESSON)


@dataclass
class Climb:
    """Everybody's steps, gathered and then written."""

    book: Rulebook
    trainer: User
    random: Random
    at: datetime
    steps: list[LevelStep] = field(default_factory=list)
    downs: list[StepDown] = field(default_factory=list)
    moved: list[Agent] = field(default_factory=list)

    def of(self, agent: Agent, facts: list[Fact]) -> None:
        """Her steps, added to her facts; her level is what they end at."""
        counted = sorted((fact for fact in facts if fact.kind in COUNTED), key=lambda fact: fact.at)
        if not any(fact.kind == EntryKind.SHIFT for fact in counted):
            return
        since = counted[0].at
        for moment in _moments(counted, self.at):
            window = [f for f in counted if moment - timedelta(days=self.book.period_days) <= f.at <= moment]
            change = judge(self.book.levels, agent.level, count(window))
            settled = moment - since >= timedelta(days=self.book.period_days)
            if change.direction == "rise":
                since = self._step(agent, facts, change.to, min(moment + HOUR, self.at), None, "")
            elif change.direction == "down" and settled:
                since = self._propose(agent, facts, change, moment)
        if agent.level >= BACKBONE:
            agent.is_backbone = True
            facts.append(Fact(EntryKind.BACKBONE, min(since + 2 * WEEK, self.at), {"chosen": True}, uuid4()))
        if agent.level > 1:
            self.moved.append(agent)

    def _step(self, agent: Agent, facts: list[Fact], to: int, when: datetime, by: User | None, reason: str) -> datetime:
        step = LevelStep(
            agent=agent, rulebook=self.book, from_level=agent.level, to_level=to, at=when, decided_by=by, reason=reason
        )
        self.steps.append(step)
        payload = {"from": agent.level, "to": to, "rulebook": self.book.version}
        facts.append(Fact(EntryKind.LEVEL, when, payload, step.ref))
        agent.level = to
        return when

    def _propose(self, agent: Agent, facts: list[Fact], change: Change, moment: datetime) -> datetime:
        """The last days' proposals still wait; until one is decided nothing else is proposed."""
        missing = [{"name": name, "have": have, "need": need} for name, have, need in change.missing]
        down = StepDown(
            agent=agent,
            rulebook=self.book,
            from_level=change.level,
            to_level=change.to,
            missing=missing,
            proposed_at=moment,
        )
        self.downs.append(down)
        decided = moment + DECIDES_WITHIN * self.random.uniform(0.2, 1)
        if decided > self.at:
            return self.at
        keeps = self.random.random() < KEPT
        down.state, down.reason = (StepDownState.KEPT, REASONS[0]) if keeps else (StepDownState.DONE, REASONS[1])
        down.decided_at, down.decided_by = decided, self.trainer
        return decided if keeps else self._step(agent, facts, change.to, decided, self.trainer, down.reason)

    def write(self) -> None:
        copy_objects(self.steps)
        copy_objects(self.downs)
        Agent.objects.bulk_update(self.moved, ["level", "is_backbone"], batch_size=500)


def _moments(facts: Sequence[Fact], at: datetime) -> list[datetime]:
    """When the hourly job would have found something new: at every fact, and once a week while time only passes."""
    weeks = [facts[0].at + n * WEEK for n in range(int((at - facts[0].at) / WEEK) + 1)]
    return sorted({*(fact.at for fact in facts), *weeks})


def count(facts: Sequence[Fact]) -> dict[str, float]:
    """As ``EntryQuerySet.counted_for`` counts, of facts that nothing has corrected."""
    shifts = [fact.payload for fact in facts if fact.kind == EntryKind.SHIFT]
    due = len(shifts) + sum(fact.kind == EntryKind.NO_SHOW for fact in facts)
    scores = [float(fact.payload["score"]) for fact in facts if fact.kind == EntryKind.INSPECTED]
    return {
        "shifts": float(len(shifts)),
        "hours": sum(payload["minutes"] for payload in shifts) / 60,
        "on_time": sum(bool(payload["on_time"]) for payload in shifts) / due if due else 0.0,
        "quality": sum(scores) / len(scores) if scores else 0.0,
        "lessons": float(sum(fact.kind == EntryKind.LESSON for fact in facts)),
    }
