"""Where an application stands: its gates in order, what was passed, what is next."""

from dataclasses import dataclass
from datetime import datetime

from talentpool.kernel.clock import now
from talentpool.screening.models import Application, Gate, GateAttempt, Interview, PublishedModel, Recording
from talentpool.screening.prompts import Prompt, prompts_for
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
    published = PublishedModel.objects.of_campaign(application.campaign)
    live = {gate.kind: gate.weight for gate in gates_in_order(application)}
    weights = published.weights if published else live
    return rules.overall(results(application), weights)


@dataclass(frozen=True)
class Station:
    """A gate on an applicant's path. ``state``: done, now, waiting (a person judges), failed, later."""

    gate: Gate
    state: str
    attempt: GateAttempt | None
    used: int
    opens_at: datetime | None = None

    @property
    def left(self) -> int:
        return max(0, self.gate.max_attempts - self.used)


def stations(application: Application) -> list[Station]:
    """All gates in order with where she stands at each; three queries whatever the number."""
    attempts: dict[int, list[GateAttempt]] = {}
    for attempt in GateAttempt.objects.filter(application=application).select_related("gate").order_by("number"):
        attempts.setdefault(attempt.gate_id, []).append(attempt)
    found: list[Station] = []
    open_found = application.state != "gates"
    for gate in gates_in_order(application):
        tried = attempts.get(gate.pk, [])
        station = _station(gate, tried, is_next=not open_found, stopped=application.stopped_at_id == gate.pk)
        open_found = open_found or station.state != "done"
        found.append(station)
    return found


def _station(gate: Gate, tried: list[GateAttempt], *, is_next: bool, stopped: bool) -> Station:
    last = tried[-1] if tried else None
    if any(one.passed for one in tried):
        return Station(gate, "done", next(one for one in tried if one.passed), len(tried))
    if stopped:
        return Station(gate, "failed", last, len(tried))
    if not is_next:
        return Station(gate, "later", last, len(tried))
    if last is not None and last.finished_at is None and last.handed_in_at is not None:
        return Station(gate, "waiting", last, len(tried))
    opens = None
    if last is not None and last.finished_at is not None:
        opens = rules.retake_from(finished_at=last.finished_at, retake_after_hours=gate.retake_after_hours)
    return Station(gate, "now", last, len(tried), opens if opens and opens > now() else None)


def free_slots(application: Application) -> list[Interview]:
    """The next times an applicant may book, at most forty."""
    return list(Interview.objects.free(campaign=application.campaign, at=now())[:40])


def prompts_said(attempt: GateAttempt) -> list[tuple[Prompt, Recording]]:
    """What was asked and how it was answered, in order."""
    kept = {one.prompt: one for one in attempt.recordings.all()}
    asked = prompts_for(attempt.application, attempt.gate) if kept else []
    return [(one, kept[one.key]) for one in asked if one.key in kept]
