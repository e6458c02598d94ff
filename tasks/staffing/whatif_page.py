"""What if skills were pooled, and what shifts would one day need: computed on the spot from volumes, nothing kept."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from talentpool.kernel.charts import Bar, HeatRow
from talentpool.kernel.formats import count, percent
from tasks.staffing.models import VolumeSet
from tasks.staffing.pictures import day_words
from tasks.staffing.rules.demand import Contacts, Terms, needs
from tasks.staffing.rules.pooling import Load, Question, Variant, compare
from tasks.staffing.rules.roster import Roster, Wanted, build_roster

ROSTER_SECONDS = 5.0
LENGTHS_MINUTES = (120, 180, 240, 300, 360, 480)
TOGETHER_NEVER = {"call", "chat"}  # never in one activity; over a day a head may work both


def pooling_of(volumes: Sequence[VolumeSet], given: dict[str, Any]) -> dict[str, Any]:
    """The busiest moment of all together, staffed apart, in part, and together."""
    by_start: dict[datetime, list[tuple[int, float, float]]] = {}
    for place, one in enumerate(volumes):
        for start, offered, handling in one.intervals.values_list("starts_at", "offered", "handling_s"):
            by_start.setdefault(_clock(start, one), []).append((place, offered, handling))
    busiest = max(by_start, key=lambda start: sum(o * h for _p, o, h in by_start[start]))
    rows = {place: (offered, handling) for place, offered, handling in by_start[busiest]}
    loads = [Load(volumes[place].name, *row) for place, row in sorted(rows.items()) if row[0] > 0]
    if len(loads) < 2:
        return {"pooling": None}
    question = Question(
        loads=loads,
        seconds=volumes[0].interval_minutes * 60,
        share=float(given["share"]) / 100,
        target_s=given["target_s"],
        patience_s=float(given["patience_s"]),
        slower=1 + float(given["slower"]) / 100,
    )
    variants = compare(question)
    apart, together = variants[0], variants[-1]
    saved = apart.agents - min(variant.agents for variant in variants)
    return {
        "pooling": [_variant(one) for one in variants],
        "bars": [Bar(_name(one), one.agents) for one in variants],
        "moment": f"{day_words(busiest.date())} {busiest:%H:%M}",
        "sentence": _("Apart %(apart)s agents, together %(together)s; up to %(saved)s are saved at the busiest moment.")
        % {"apart": count(apart.agents), "together": count(together.agents), "saved": count(saved)},
    }


def _clock(start: datetime, volumes: VolumeSet) -> datetime:
    """Local, so that sets of different zones meet at the same hour of their customers."""
    return start.astimezone(ZoneInfo(volumes.timezone)).replace(tzinfo=None)


def _name(variant: Variant) -> str:
    if variant.code == "apart":
        return _("Every kind apart")
    if variant.code == "together":
        return _("Everybody takes everything")
    return _("%(n)s all-rounders") % {"n": variant.all_rounders}


def _variant(one: Variant) -> dict[str, Any]:
    formula = percent(one.service_level, 1) if one.service_level is not None else "–"
    return {"variant": one, "name": _name(one), "formula": formula}


def roster_of(volumes: Sequence[VolumeSet], given: dict[str, Any]) -> dict[str, Any]:
    """Shifts for the busiest day: required against planned, and how far from the optimum they can be."""
    day = _busiest_day(volumes)
    minutes = volumes[0].interval_minutes
    required = [_required(one, day, given) for one in volumes]
    channels = [one.channel for one in volumes]
    pairs = [(a, b) for a, b in combinations(range(len(volumes)), 2) if given["two_channels"]]
    wanted = Wanted(
        required=required,
        interval_minutes=minutes,
        lengths=[length // minutes for length in LENGTHS_MINUTES if length % minutes == 0],
        pairs=pairs,
        seats=given["hub_seats"],
        starts_every=max(1, 30 // minutes),
    )
    roster = build_roster(wanted, seconds=ROSTER_SECONDS)
    if roster is None:
        return {"roster": None, "roster_failed": True}
    return {
        "roster": roster,
        "roster_day": day_words(day),
        "paid_hours": roster.paid * minutes / 60,
        "needed_hours": sum(map(sum, required)) * minutes / 60,
        "heads": sum(plan.heads for plan in roster.plans),
        "changing": sum(plan.heads for plan in roster.plans if len(plan.skills) > 1),
        "gap": percent(roster.gap, 1),
        "plans": [_plan(plan, volumes, minutes) for plan in roster.plans],
        "heat": _heat(required, roster, volumes, minutes),
        "hours": [f"{hour:02d}" for hour in range(24)],
        "mixed": set(channels) >= TOGETHER_NEVER,
    }


def _busiest_day(volumes: Sequence[VolumeSet]) -> date:
    totals: dict[date, float] = {}
    for one in volumes:
        for start, offered, handling in one.intervals.values_list("starts_at", "offered", "handling_s"):
            day = _clock(start, one).date()
            totals[day] = totals.get(day, 0.0) + offered * handling
    return max(totals, key=lambda day: totals[day])


def _required(volumes: VolumeSet, day: date, given: dict[str, Any]) -> list[int]:
    """Seats of one set on the day, on the whole grid of 24 hours."""
    zone, minutes = ZoneInfo(volumes.timezone), volumes.interval_minutes
    rows = {start: (o, h) for start, o, h in volumes.intervals.values_list("starts_at", "offered", "handling_s")}
    midnight = datetime.combine(day, datetime.min.time(), tzinfo=zone).astimezone(UTC)
    moments = [midnight + timedelta(minutes=minutes * slot) for slot in range(1440 // minutes)]
    contacts = [Contacts(moment, *rows.get(moment, (0.0, volumes.handling_s or 1.0))) for moment in moments]
    terms = Terms(
        channel=volumes.channel,
        model="erlang_a",
        interval_minutes=minutes,
        service_level=Fraction(Decimal(given["share"])) / 100,
        target_s=Fraction(given["target_s"]),
        patience_s=float(given["patience_s"]),
        shrinkage=Fraction(0),
        max_occupancy=Fraction(9, 10),
    )
    return [need.seats for need in needs(contacts, terms, zone=zone)]


def _plan(plan: Any, volumes: Sequence[VolumeSet], minutes: int) -> dict[str, Any]:
    parts = [
        f"{_time(begin, minutes)}–{_time(end, minutes)} {volumes[skill].name} × {heads}"
        for begin, end, skill, heads in plan.activities
    ]
    return {
        "span": f"{_time(plan.start, minutes)}–{_time(plan.start + plan.length, minutes)}",
        "heads": plan.heads,
        "parts": parts if len(plan.skills) > 1 else [volumes[plan.skills[0]].name],
    }


def _time(interval: int, minutes: int) -> str:
    return f"{interval * minutes // 60:02d}:{interval * minutes % 60:02d}"


def _heat(required: list[list[int]], roster: Roster, volumes: Sequence[VolumeSet], minutes: int) -> list[HeatRow]:
    """Two rows for each skill: required and planned, the most of each hour."""
    per_hour = 60 // minutes
    found = []
    for skill, row in enumerate(required):
        planned = [0] * len(row)
        for plan in roster.plans:
            for begin, end, of, heads in plan.activities:
                for interval in range(begin, end) if of == skill else ():
                    planned[interval] += heads
        for words, values in ((_("required"), row), (_("planned"), planned)):
            hours = [float(max(values[at : at + per_hour])) for at in range(0, len(values), per_hour)]
            found.append(HeatRow(f"{volumes[skill].name[:14]} · {words}", hours))
    return found
