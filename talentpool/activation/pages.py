"""What the staff pages of activation show; the doors only open them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from talentpool.activation.drills import report
from talentpool.activation.heat import free_by_hour, willing_by_hour
from talentpool.activation.models import Drill, Settings
from talentpool.activation.proofs import fresh_value, next_action
from talentpool.activation.rates import HORIZONS, WINDOWS, Reading, readings
from talentpool.activation.segments import Names, Person, Segment, people
from talentpool.activation.states import ReviewProposal
from talentpool.kernel.charts import Bar, HeatRow, Rate
from talentpool.kernel.fields import LocalizedText

SHOWN = 12  # rows of the picture; the table beneath has them all


def as_rate(reading: Reading) -> Rate:
    share = reading.rate
    if share is None:
        return Rate(reading.name, None)
    return Rate(reading.name, share.value, share.low, share.high, share.sample)


def pool_page(*, at: datetime, day: int, kind: str, page: str | None) -> dict[str, Any]:
    """Every segment with its rates, the picture of willing people by hour, and what to look at first."""
    found = [r for r in readings(at=at) if kind in ("", r.segment.kind)]
    known = [r for r in found if r.rate is not None]
    lowest = min(known, key=lambda r: r.rate.value if r.rate else 1, default=None)
    free = free_by_hour(day=day, at=at)
    willing = willing_by_hour({r.segment: free.get(r.segment, [0] * 24) for r in found[:SHOWN]})
    heat = [HeatRow(r.name, [round(v, 1) for v in willing[r.segment]]) for r in found[:SHOWN]]
    return {
        "page": Paginator(found, 24).get_page(page),
        "total": len(found),
        "known": len(known),
        "unknown": len(found) - len(known),
        "stale": sum(r.stale for r in found),
        "lowest": lowest,
        "plot": [as_rate(r) for r in found[:SHOWN]],
        "heat": heat,
        "hours": [f"{hour:02d}" for hour in range(24)],
        "day": day,
        "days": list(enumerate(_weekdays())),
        "kind": kind,
    }


def _weekdays() -> list[str]:
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]


@dataclass(frozen=True)
class Member:
    """Somebody in a segment as the page shows her: how fresh, in which condition and why, and what would help."""

    person: Person
    freshness: float
    tone: str
    condition: str
    action: Any


def member_of(person: Person, *, half_life: int, below: float, at: datetime) -> Member:
    """Ready, fresh, expiring or asleep, with the reason in a word."""
    value = fresh_value((person.worked_at, person.exam_at, person.practised_at), half_life, at=at)
    tone, condition = _condition(person, value, below, at)
    return Member(person, value, tone, condition, next_action(value, below))


def _condition(person: Person, value: float, below: float, at: datetime) -> tuple[str, str]:
    if person.state == "resting":
        return "plain", _("resting")
    if person.paused_until and person.paused_until > at:
        return "waiting", _("paused")
    if not person.deployable:
        return "person", _("formalities or consent missing")
    if person.certified_until is None or person.certified_until <= at:
        return "person", _("certificate expired")
    if (person.certified_until - at).days < 30:
        return "waiting", _("certificate ends soon")
    return ("ready", _("ready and fresh")) if value >= below else ("waiting", _("asleep: skill unused"))


def segment_page(segment: Segment, *, at: datetime, page: str | None) -> dict[str, Any]:
    """One segment: its rates by horizon and window, its people, its drills."""
    reading = next((r for r in readings(at=at) if r.segment == segment), None)
    names, settings = Names(), Settings.current()
    half_life = names.skills[segment.skill_id].half_life_days
    members = [member_of(p, half_life=half_life, below=settings.fresh_below, at=at) for p in people(segment)]
    members.sort(key=lambda m: (m.freshness, m.person.number))
    drills = Drill.objects.filter(
        skill_id=segment.skill_id, channel=segment.channel, language_id=segment.language, kind=segment.kind
    )
    return {
        "segment": segment,
        "name": names.name(segment),
        "slug": names.slug(segment),
        "reading": reading,
        "rates": _rates(reading) if reading else [],
        "members": Paginator(members, 40).get_page(page),
        "ready": sum(m.tone == "ready" for m in members),
        "asleep": sum(m.freshness < settings.fresh_below for m in members),
        "drills": drills.order_by("-created_at")[:10],
    }


def _rates(reading: Reading) -> list[Rate]:
    words = {2: _("2 hours"), 24: _("24 hours"), 120: _("5 days")}
    found = []
    for days in WINDOWS:
        for hours in HORIZONS:
            share = reading.platform.get((days, hours))
            label = _("%(days)s days · %(horizon)s") % {"days": days, "horizon": words[hours]}
            if share is None or share.sample < reading.unknown_below:
                found.append(Rate(label, None))
            else:
                found.append(Rate(label, share.value, share.low, share.high, share.sample))
    return found


def drill_page(drill: Drill) -> dict[str, Any]:
    """A drill's plan or report: funnel, speed, and the one before."""
    found, names = report(drill), Names()
    cost = drill.sample_size * (Settings.current().cost_minor + drill.thanks_minor)
    labels = {"answered": _("said yes"), "ready": _("logged in ready"), "worked": _("handled a test contact")}
    stages = [Bar(_("called"), found.called)] + [Bar(labels[s.depth], s.reached) for s in found.stages]
    segment = Segment(drill.skill_id, drill.channel, drill.language_id, drill.kind)
    rates = [
        Rate(name, share.value, share.low, share.high, share.sample)
        for name, share in ((_("this drill"), found.rate), (_("the one before"), found.before))
        if share is not None
    ]
    return {
        "drill": drill,
        "report": found,
        "stages": stages,
        "speed": [(labels[s.depth], s.median, s.slowest_tenth) for s in found.stages if s.median is not None],
        "rates": rates,
        "cost": cost,
        "name": names.name(segment),
        "slug": names.slug(segment),
    }


def drill_list_page(drills: Any, page: str | None) -> dict[str, Any]:
    """Drills, the newest first, with what each found."""
    shown = Paginator(drills, 20).get_page(page)
    names = Names()
    rows = [(d, names.name(Segment(d.skill_id, d.channel, d.language_id, d.kind)), report(d).rate) for d in shown]
    return {"page": shown, "rows": rows}


def review_page(items: Any, page: str | None) -> dict[str, Any]:
    """Waiting proposals with a form each, and the latest decisions."""
    settings = Settings.current()
    waiting = Paginator(items.waiting().order_by("proposed_at", "pk"), 20).get_page(page)
    return {
        "page": waiting,
        "rows": [(item, [LocalizedText(reason) for reason in item.reasons]) for item in waiting],
        "decided": items.exclude(decision="").order_by("-decided_at")[:10],
        "decisions": ReviewProposal.choices,
        "settings": settings,
        "half_days": settings.review_days // 2,
    }


def rates_file(*, at: datetime) -> tuple[list[str], list[list[Any]]]:
    """Columns and rows of every segment's rates."""
    columns = ["segment", "reserve", "ready", "platform", "low", "high", "sample", "age_days", "among_offered", "reach"]
    rows = []
    for reading in readings(at=at):
        rate, offered, reach = reading.rate, reading.offered.get(90), reading.reach.get(90)
        shown: list[Any] = [rate.value, rate.low, rate.high] if rate else ["", "", ""]
        beside = [offered.value if offered else "", reach.value if reach else ""]
        size = [reading.slug, reading.strength.reserve, reading.strength.ready]
        rows.append([*size, *shown, reading.sample, reading.age_days or "", *beside])
    return columns, rows
