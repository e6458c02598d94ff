"""Decision records: what was decided about somebody, by which rules, from what, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.models import DecisionRecord, User
from accounts.reasons import Reason


@dataclass(frozen=True)
class Decision:
    """One decision, before it is written. ``about``: the ref of the thing it is about; ``by`` empty: the system."""

    subject: User
    kind: str
    outcome: str
    rule_version: str
    reasons: Sequence[Reason] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    about: UUID | None = None
    by: User | None = None


def record_decision(
    *,
    subject: User,
    kind: str,
    outcome: str,
    rule_version: str,
    reasons: Sequence[Reason] = (),
    inputs: Mapping[str, Any] | None = None,
    about: UUID | None = None,
    by: User | None = None,
) -> DecisionRecord:
    """Write down why something was decided about ``subject``, who can read it.

    kind: what was decided ("application", "review", "exam"). outcome: the result as a code. reasons: made with
    ``reason(code, _("..."))``. inputs: the facts the rule saw, JSON-able. by: the person who decided, empty for the system;
    the database refuses a decision about oneself.
    """
    decision = Decision(subject, kind, outcome, rule_version, reasons, inputs or {}, about, by)
    return record_decisions(decisions=[decision])[0]


def record_decisions(*, decisions: Iterable[Decision]) -> list[DecisionRecord]:
    """Many at once, as a wave or a draw makes them."""
    return DecisionRecord.objects.bulk_create(
        [
            DecisionRecord(
                subject=one.subject,
                kind=one.kind,
                outcome=one.outcome,
                rule_version=one.rule_version,
                reasons=list(one.reasons),
                inputs=dict(one.inputs),
                about=one.about,
                decided_by=one.by,
            )
            for one in decisions
        ],
        batch_size=500,
    )
