"""What a person decides about a hit: confirm the red line, dismiss a false alarm; and the alerts between."""

import uuid
from typing import Any

from django.db import transaction

from accounts.models import DecisionRecord, User
from talentpool.growth.actions import record
from talentpool.growth.models import Entry
from talentpool.growth.states import EntryKind
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell
from tasks.quality.actions.trying_out import judge_hit
from tasks.quality.errors import HitUnknown, NoRedLine, NotYours, ReasonNeeded
from tasks.quality.findings import CONFIRMED, DISMISSED, FOUND, wording_rules
from tasks.quality.models import Alert, Inspection
from tasks.quality.rules.shapes import Severity
from tasks.quality.standing import give_score, growth_payload
from tasks.quality.states import ALERT, AlertState

_SCORE_FIELDS = [
    "hits", "red_line_confirmed", "under_appeal", "service", "sales", "other", "score", "capabilities", "signals",
    "standard", "changed_at",
]  # fmt: skip


@transaction.atomic
def take_alert(*, alert: Alert, by: User) -> Alert:
    """Say "I look at it": the others see whose it is."""
    ALERT.move(alert, AlertState.TAKEN, owner=by)
    return alert


@transaction.atomic
def close_alert(*, alert: Alert, confirmed: bool, note: str, by: User) -> Alert:
    """Close an alert after looking. Red lines are closed by deciding about the hit."""
    if not note.strip():
        raise ReasonNeeded
    state = AlertState.CONFIRMED if confirmed else AlertState.DISMISSED
    ALERT.move(alert, state, owner=by, note=note.strip(), closed_at=now())
    return alert


@transaction.atomic
def confirm_red_line(*, inspection: Inspection, reason: str, by: User) -> Inspection:
    """A person confirms the red line: the score becomes 0, the agent is told why and by when she can object.

    Raises NoRedLine, ReasonNeeded, NotYours (one's own conversation).
    """
    locked = _locked(inspection, by=by, reason=reason)
    open_hits = [h for h in locked.hits if h["severity"] == Severity.RED_LINE and h["state"] == FOUND]
    if not open_hits:
        raise NoRedLine
    for hit in open_hits:
        hit["state"] = CONFIRMED
        judge_hit(conversation=locked.conversation, hit=hit, is_right=True, by=by, drawn=locked.for_people)
    locked.red_line_confirmed = True
    _save_with_score(locked)
    _close_alerts(locked, {h["rule"] for h in open_hits}, AlertState.CONFIRMED, note=reason, by=by)
    if locked.agent is not None:
        _say_red_line(locked, locked.agent.user, reason=reason, by=by)
    return locked


@transaction.atomic
def dismiss_hit(*, inspection: Inspection, place: int, reason: str, by: User) -> Inspection:
    """A person says the hit at ``place`` in ``hits`` is a false alarm: the score is recomputed without it."""
    locked = _locked(inspection, by=by, reason=reason)
    if not 0 <= place < len(locked.hits) or locked.hits[place]["state"] == DISMISSED:
        raise HitUnknown
    drop_hits(inspection=locked, places={place}, reason=reason, by=by)
    return locked


def drop_hits(*, inspection: Inspection, places: set[int], reason: str, by: User) -> None:
    """Dismiss hits of a locked inspection, close the alerts they raised, write the corrected score to the log."""
    for place in places:
        hit = inspection.hits[place]
        hit["state"] = DISMISSED
        judge_hit(conversation=inspection.conversation, hit=hit, is_right=False, by=by, drawn=inspection.for_people)
    left = {h["rule"] for h in inspection.hits if h["state"] != DISMISSED}
    inspection.red_line_confirmed = any(h["state"] == CONFIRMED for h in inspection.hits)
    _save_with_score(inspection)
    gone = {inspection.hits[p]["rule"] for p in places} - left
    _close_alerts(inspection, gone, AlertState.DISMISSED, note=reason, by=by)
    correct_growth(inspection=inspection)


def _locked(inspection: Inspection, *, by: User, reason: str) -> Inspection:
    if not reason.strip():
        raise ReasonNeeded
    locked = Inspection.objects.select_for_update(of=("self",)).select_related("agent__user").get(pk=inspection.pk)
    if locked.agent is not None and locked.agent.user_id == by.pk:
        raise NotYours
    return locked


def _save_with_score(inspection: Inspection) -> None:
    give_score(inspection)
    inspection.changed_at = now()
    inspection.save(update_fields=_SCORE_FIELDS)


def _close_alerts(inspection: Inspection, causes: set[str], state: AlertState, *, note: str, by: User) -> None:
    alerts = Alert.objects.filter(
        inspection=inspection, cause__in=causes, state__in=[AlertState.OPEN, AlertState.TAKEN]
    )
    for alert in alerts:
        ALERT.move(alert, state, owner=by, note=note, closed_at=now())


def _say_red_line(inspection: Inspection, user: User, *, reason: str, by: User) -> None:
    record(
        subject=user,
        kind=EntryKind.RED_LINE,
        source=inspection.ref,
        occurred_at=now(),
        payload={"rules": sorted({h["rule"] for h in inspection.hits if h["state"] == CONFIRMED})},
    )
    correct_growth(inspection=inspection)
    DecisionRecord.objects.create(
        subject=user,
        kind="quality.red_line",
        about=inspection.ref,
        rule_version=f"{inspection.rule_set_id}",
        inputs={"hits": [h for h in inspection.hits if h["state"] == CONFIRMED]},
        reasons=[_reason(inspection, reason)],
        outcome="score_zero",
        decided_by=by,
    )
    tell(
        user=user,
        topic="quality.red_line",
        params={},
        link=f"/agent/quality/{inspection.ref}/",
        dedupe=f"quality.red_line:{inspection.ref}",
    )


def _reason(inspection: Inspection, reason: str) -> dict[str, Any]:
    names = wording_rules(inspection.rule_set)
    broken = [names[h["rule"]].name for h in inspection.hits if h["state"] == CONFIRMED and h["rule"] in names]
    return {
        "code": "red_line",
        "en": f"{', '.join(dict.fromkeys(n['en'] for n in broken))}: {reason}",
        "zh-hans": f"{'、'.join(dict.fromkeys(n['zh-hans'] for n in broken))}：{reason}",
    }


def correct_growth(*, inspection: Inspection) -> None:
    """The log is append-only: a changed score is a new entry that corrects the first; under appeal it counts for nothing."""
    if inspection.agent is None:
        return
    entries = Entry.objects.filter(subject=inspection.agent.user)
    first = entries.filter(kind=EntryKind.INSPECTED, source=inspection.ref).first()
    if first is None:
        return
    nothing: dict[str, Any] = {"score": None, "standing": None, "capabilities": {}}
    counted = nothing if inspection.under_appeal else growth_payload(inspection)
    record(
        subject=inspection.agent.user,
        kind=EntryKind.CORRECTION,
        source=uuid.uuid4(),
        occurred_at=now(),
        payload={"of": str(inspection.ref), **counted},
        corrects=first,
    )
