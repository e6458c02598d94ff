"""Where an application stands: its gates in order, what was passed, what is next."""

from talentpool.kernel.clock import now
from talentpool.screening.models import Application, Gate, GateAttempt
from talentpool.screening.rules import gates as rules
from talentpool.screening.rules import marking


def gates_in_order(application: Application) -> list[Gate]:
    """Kit check and voice test first whatever a campaign says, then the campaign's own order."""
    first = {kind: place for place, kind in enumerate(rules.BEFORE_ANY_INTERVIEW)}
    found = list(Gate.objects.filter(campaign_id=application.campaign_id))
    late = max((gate.place for gate in found), default=0) + 1
    has_fault = rules.order_faults([gate.kind for gate in found])
    return sorted(found, key=lambda gate: (first.get(gate.kind, late) if has_fault else late, gate.place))


def passed_gates(application: Application) -> dict[str, bool]:
    """gate kind -> True where an attempt passed."""
    kinds = GateAttempt.objects.filter(application=application, passed=True).values_list("gate__kind", flat=True)
    return dict.fromkeys(kinds, True)


def current_gate(application: Application) -> Gate | None:
    """The next gate to pass, or None when all are passed."""
    gates = gates_in_order(application)
    kind = rules.next_gate([gate.kind for gate in gates], passed_gates(application))
    return next((gate for gate in gates if gate.kind == kind), None)


def is_overdue(attempt: GateAttempt) -> bool:
    """Whether the time of a test is over."""
    minutes = attempt.measures.get("minutes")
    return bool(minutes) and marking.too_late(started_at=attempt.started_at, minutes=minutes, now=now())


def results(application: Application) -> dict[str, float]:
    """gate kind -> best score of a passed attempt."""
    found: dict[str, float] = {}
    passed = GateAttempt.objects.filter(application=application, passed=True)
    for kind, score in passed.values_list("gate__kind", "score"):
        found[kind] = max(found.get(kind, 0.0), score or 0.0)
    return found


def overall(application: Application) -> float | None:
    """The weighted score of the published model, for the person who decides."""
    weights = {gate.kind: gate.weight for gate in gates_in_order(application)}
    return rules.overall(results(application), weights)
