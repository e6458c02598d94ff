"""Every write to the growth log, and what is derived from it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.growth import rules
from talentpool.growth.errors import SameLevel
from talentpool.growth.models import CapabilityScore, Entry, LevelStep, Rulebook
from talentpool.growth.states import Capability, EntryKind
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake

EVIDENCE = (EntryKind.INSPECTED, EntryKind.EXAM, EntryKind.COACHING)


@transaction.atomic
def record(
    *,
    subject: User,
    kind: EntryKind | str,
    source: UUID,
    occurred_at: datetime,
    payload: dict[str, Any],
    corrects: Entry | None = None,
) -> Entry:
    """Append one fact about ``subject``, once per (subject, kind, source): a second call returns the first entry.

    The user's row is locked, so that the entries of one person form one chain. ``payload``: codes, numbers and refs,
    never free text of others.
    """
    User.objects.select_for_update(no_key=True).get(pk=subject.pk)
    known = Entry.objects.filter(subject=subject, kind=kind, source=source).first()
    if known is not None:
        return known
    last = Entry.objects.filter(subject=subject).order_by("-id").first()
    previous = last.hash if last else rules.GENESIS
    agent = Agent.objects.filter(user=subject).first()
    entry = Entry.objects.create(
        agent=agent,
        subject=subject,
        kind=kind,
        source=source,
        occurred_at=occurred_at,
        recorded_at=now(),
        payload=payload,
        corrects=corrects,
        previous_hash=previous,
        hash=_hash(previous, str(kind), occurred_at, payload, source, corrects),
    )
    speaks = kind in EVIDENCE and payload.get("capabilities")
    if agent is not None and (speaks or (corrects is not None and corrects.kind in EVIDENCE)):
        wake("talentpool.growth.jobs.recompute", agent=agent.pk)
    return entry


def _hash(previous: str, kind: str, at: datetime, payload: dict[str, Any], source: UUID, corrects: Entry | None) -> str:
    named = str(corrects.ref) if corrects else ""
    return rules.entry_hash(
        previous=previous, kind=kind, occurred_at=at, payload=payload, source=str(source), corrects=named
    )


def broken_link(*, subject: User) -> Entry | None:
    """The first entry of a person's chain that does not follow from the one before, or None when all is well."""
    previous = rules.GENESIS
    for entry in Entry.objects.filter(subject=subject).select_related("corrects").order_by("id"):
        expected = _hash(previous, entry.kind, entry.occurred_at, entry.payload, entry.source, entry.corrects)
        if entry.previous_hash != previous or entry.hash != expected:
            return entry
        previous = entry.hash
    return None


def _evidence_of(agent: Agent, at: datetime) -> dict[str, list[rules.Evidence]]:
    """capability -> proofs from inspected work and exams; a corrected entry speaks as corrected."""
    found: dict[str, list[rules.Evidence]] = defaultdict(list)
    for _kind, occurred_at, payload in Entry.objects.filter(agent=agent, kind__in=EVIDENCE).as_corrected():
        days = (at - occurred_at).total_seconds() / 86400
        for name, score in payload.get("capabilities", {}).items():
            if name in Capability.values:
                found[name].append(rules.Evidence(score=float(score), days=days))
    return found


@transaction.atomic
def recompute_capabilities(*, agent: Agent) -> dict[str, tuple[float, int]]:
    """Derive the five capabilities again from the log; may run twice. Returns capability -> (score, proofs)."""
    at = now()
    book = Rulebook.in_effect(at)
    proofs = _evidence_of(agent, at)
    scores = {
        name: rules.capability_score(
            proofs.get(name, []),
            half_life_days=book.capability_half_life_days,
            prior=book.capability_prior,
            prior_weight=book.capability_prior_weight,
        )
        for name in Capability.values
    }
    CapabilityScore.objects.bulk_create(
        [
            CapabilityScore(agent=agent, capability=name, score=score, evidence=count, computed_at=at)
            for name, (score, count) in scores.items()
        ],
        update_conflicts=True,
        unique_fields=["agent", "capability"],
        update_fields=["score", "evidence", "computed_at"],
    )
    return scores


def weakest_capability(*, agent: Agent) -> str | None:
    """The weakest of the five with enough proofs, or None."""
    return weakest_of(rows=CapabilityScore.objects.filter(agent=agent))


def weakest_of(*, rows: Iterable[CapabilityScore]) -> str | None:
    """The weakest of one person's capabilities with enough proofs, or None; asks nothing where there are none."""
    scores = {row.capability: (row.score, row.evidence) for row in rows}
    if not scores:
        return None
    book = Rulebook.in_effect(now())
    return rules.weakest(scores, least_evidence=book.least_evidence)


@transaction.atomic
def change_level(*, agent: Agent, to_level: int, by: User | None, reason: str = "") -> LevelStep:
    """A step up by rule (``by`` empty) or by a person; a step down only by a person, with a reason.

    Raises SameLevel. The database refuses a step down without a person.
    """
    locked = Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
    if locked.level == to_level:
        raise SameLevel(level=to_level)
    book = Rulebook.in_effect(now())
    step = LevelStep.objects.create(
        agent=locked, rulebook=book, from_level=locked.level, to_level=to_level, reason=reason, decided_by=by
    )
    payload = {"from": locked.level, "to": to_level, "rulebook": book.version}
    record(subject=locked.user, kind=EntryKind.LEVEL, source=step.ref, occurred_at=step.at, payload=payload)
    locked.level = to_level
    locked.save(update_fields=["level"])
    agent.level = to_level
    return step


def step_up_if_due(*, agent: Agent) -> LevelStep | None:
    """One step up when everything the next level needs is met in the period; may run twice."""
    book = Rulebook.in_effect(now())
    level = rules.next_level(book.levels, agent.level)
    if level is None:
        return None
    since = now() - timedelta(days=book.period_days)
    counted = Entry.objects.counted_for(agent, since)
    if level.get("needs") and all(need.met for need in rules.needs(level, counted)):
        return change_level(agent=agent, to_level=level["level"], by=None)
    return None
