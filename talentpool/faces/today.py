"""The staff's first page: what is at risk, what waits for a person, what changed. Each row ends in an action."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.principals import Principal
from talentpool.activation.permissions import CALLS
from talentpool.activation.rates import Reading
from talentpool.agents.models import Agent
from talentpool.faces import fills, rates, waiting
from talentpool.faces.rows import Row, Section, address, records
from talentpool.kernel.charts import Rate, Step
from talentpool.kernel.clock import now
from talentpool.kernel.formats import count, duration, moment_words, percent
from tasks.attendance.models import Attendance
from tasks.attendance.states import AttendanceState
from tasks.orders.models import Shift
from tasks.quality.display import cause_names
from tasks.quality.models import Alert
from tasks.quality.states import AlertState, Severity

AT_WORK = (AttendanceState.CHECKED_IN, AttendanceState.ON_BREAK, AttendanceState.FAULT)
WINDOW = timedelta(hours=24)
AHEAD = timedelta(hours=72)
SHOWN = 6


@dataclass
class Today:
    """All a staff member meets in the morning; parts her role doesn't see stay empty."""

    figures: list[dict[str, Any]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    fill_sentence: str = ""
    sections: list[Section] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    rate_sentence: str = ""


def gather(principal: Principal) -> Today:
    """What this person's roles make her see."""
    at = now()
    shifts = list(fills.with_held(Shift.objects.visible_to(principal)).filter(ends_at__gt=at, starts_at__lt=at + AHEAD))
    page = Today(figures=_figures(principal, shifts, at))
    page.sections.append(_decisions(principal))
    if principal.has_role("dispatcher", "analyst"):
        page.sections.insert(0, _at_risk(shifts))
        page.steps, page.fill_sentence = _curve(shifts, at)
    if principal.has_role("analyst"):
        page.sections.append(_alerts(principal, at))
    if principal.has_role("dispatcher", "analyst", "trainer", "recruiter"):
        found = rates.segments(at=at)
        page.sections.append(_segments(principal, found))
        known = [reading for reading in found if reading.rate is not None]
        page.rates = [rates.as_rate(reading) for reading in known[:SHOWN]]
        page.rate_sentence = _rate_sentence(found, known)
    return page


def _figures(principal: Principal, shifts: list[Any], at: datetime) -> list[dict[str, Any]]:
    soon = [s for s in shifts if s.starts_at < at + WINDOW]
    asked, held = sum(s.seats_asked for s in soon), sum(s.held for s in soon)
    reserve = Agent.objects.visible_to(principal).in_reserve().count()
    working = Attendance.objects.visible_to(principal).filter(state__in=AT_WORK).count()
    figures: list[dict[str, Any]] = [
        {"label": _("In the reserve"), "value": count(reserve), "href": records("agents_agent")},
        {"label": _("At work now"), "value": count(working)},
    ]
    if asked:
        note = percent(held / asked)
        seats = {
            "label": _("Seats filled, next 24 h"),
            "value": count(held),
            "range": f"/ {count(asked)}",
            "note": note,
        }
        figures.append({**seats, "tone": "" if held >= asked else "waiting"})
    if principal.has_role("analyst"):
        alerts = Alert.objects.visible_to(principal).filter(state=AlertState.OPEN).count()
        figures.append({"label": _("Open alerts"), "value": count(alerts), "tone": "person" if alerts else ""})
    return figures


def _curve(shifts: list[Any], at: datetime) -> tuple[list[Step], str]:
    zone = timezone.get_current_timezone()
    steps = fills.curve(shifts, start=fills.half_hour(at), intervals=48, zone=zone)
    if not any(s.required for s in steps):
        return [], ""
    worst = max(steps, key=lambda s: s.gap)
    if not worst.gap:
        return steps, _("Every seat of the next 24 hours is filled.")
    words = {"n": count(worst.gap), "time": worst.label}
    return steps, _("The largest gap of the next 24 hours: %(n)s seats at %(time)s.") % words


def _at_risk(shifts: list[Any]) -> Section:
    short = [fill for fill in fills.by_order(shifts) if fill.missing]
    rows = []
    for fill in short[:SHOWN]:
        words = {"missing": count(fill.missing), "asked": count(fill.asked)}
        detail = _("%(missing)s of %(asked)s seats missing") % words
        if fill.first_gap:
            detail += " · " + _("first gap %(when)s") % {"when": moment_words(fill.first_gap)}
        place = address("staff:plan_detail", "staff:order_board", ref=fill.order.ref)
        place = place or address("admin:orders_order_change", object_id=fill.order.pk)
        title = f"{fill.order.client} · {fill.order.title}"
        rows.append(Row(title, detail, place, _("Fill"), "waiting", percent(fill.share)))
    nothing = _("No shift of the next three days has a gap.")
    return Section(_("Fills at risk"), rows, nothing, len(short), records("orders_order"))


def _decisions(principal: Principal) -> Section:
    rows = waiting.decisions(principal)
    return Section(_("Needs a person's decision"), rows, _("Nothing waits for a decision of yours."), len(rows))


def _alerts(principal: Principal, at: datetime) -> Section:
    found: Any = Alert.objects.visible_to(principal).filter(state=AlertState.OPEN)
    shown = found.select_related("client", "agent", "inspection__rule_set").order_by("-last_at")[:SHOWN]
    names = cause_names({alert.inspection.rule_set_id: alert.inspection.rule_set for alert in shown}.values())
    rows = []
    for alert in shown:
        times = ngettext("once", "%(n)s times", alert.count) % {"n": alert.count}
        who = str(alert.agent) if alert.agent else _("agent unknown")
        ago = _("%(time)s ago") % {"time": duration(max(at - alert.last_at, timedelta(0)))}
        place = address("staff:alert_detail", "staff:alert_list", ref=alert.ref)
        place = place or address("admin:quality_alert_change", object_id=alert.pk)
        detail = f"{alert.client} · {who} · {times} · {ago}"
        name, severity = str(names.get(alert.cause, alert.cause)), Severity(alert.severity).label
        rows.append(Row(name, detail, place, _("Look"), "person", severity))
    total = found.count() if len(rows) == SHOWN else len(rows)
    nothing = _("No open alert. Each conversation is inspected on arrival.")
    return Section(_("Alerts"), rows, nothing, total, address("staff:alert_list") or records("quality_alert"))


def _segments(principal: Principal, found: list[Reading]) -> Section:
    worrying = [reading for reading in found if rates.fell(reading) or reading.rate is None]
    may_drill = principal.has_role(*CALLS)
    rows = [_segment_row(reading, may_drill) for reading in worrying[:SHOWN]]
    nothing = _("No segment's rate fell, none is unknown.")
    return Section(_("Segments to prove"), rows, nothing, len(worrying), address("staff:pool"))


def _segment_row(reading: Reading, may_drill: bool) -> Row:
    place, action = address("staff:segment", slug=reading.slug), _("Look")
    if may_drill:
        place, action = f"{address('staff:drill_new')}?segment={reading.slug}", _("Drill")
    if reading.rate is None or reading.recent is None:
        words = {"n": count(reading.strength.reserve), "least": reading.unknown_below}
        detail = _("%(n)s people in it, fewer than %(least)s drilled in 90 days") % words
        return Row(reading.name, detail, place, action, "info", _("unknown"))
    rates_now = {"now": percent(reading.recent.value), "before": percent(reading.rate.value)}
    detail = _("fell to %(now)s in 30 days from %(before)s in 90") % rates_now
    return Row(reading.name, detail, place, action, "person", _("fell"))


def _rate_sentence(found: list[Reading], known: list[Reading]) -> str:
    if not found or not known:
        return _("No segment has been drilled enough to know its rate.") if found else ""
    lowest = min(known, key=lambda reading: reading.rate.value if reading.rate else 1.0)
    words = {"name": lowest.name, "rate": percent(lowest.rate.value if lowest.rate else None)}
    sentence = _("Lowest platform rate: %(name)s, %(rate)s.") % words
    unknown = len(found) - len(known)
    if unknown:
        sentence += " " + _("%(n)s of %(all)s segments are unknown.") % {"n": unknown, "all": len(found)}
    return sentence
