"""What the staff pages of the pool show: segments, the heat map, the people behind each cell; the doors only open them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from talentpool.activation.heat import willing_by_hour
from talentpool.activation.members import BANDS, Choice, Members
from talentpool.activation.models import Drill, DrillSchedule, SegmentRate, Settings
from talentpool.activation.proofs import next_action
from talentpool.activation.rates import HORIZONS, WINDOWS, Reading, readings
from talentpool.activation.segments import Names, Segment
from talentpool.activation.states import Condition
from talentpool.activation.strengths import free_by_week
from talentpool.activation.weeks import asked_by_week, weeks_chart
from talentpool.kernel.charts import Rate
from talentpool.kernel.charts.heat import level_of
from talentpool.kernel.formats import count as counted

SHOWN = 12  # rows of the picture; the table beneath has them all
MEASURES = ("willing", "available", "certified")
BLOCK = 6  # hours of one column in the picture of the whole week


def as_rate(reading: Reading) -> Rate:
    share = reading.rate
    if share is None:
        return Rate(reading.name, None)
    return Rate(reading.name, share.value, share.low, share.high, share.sample)


@dataclass(frozen=True)
class Cell:
    """One cell of the heat map: a number that leads to its names. few: somebody, but less than one person expected."""

    value: float
    level: int
    few: bool
    href: str
    label: str

    @property
    def words(self) -> str:
        return counted(round(self.value)) if self.value >= 0.5 else ("×" if self.few else "")


@dataclass(frozen=True)
class HeatLine:
    """A segment's row of the heat map."""

    name: str
    href: str
    cells: list[Cell]


def weekdays() -> list[str]:
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]


def measures() -> list[tuple[str, str]]:
    words = {"willing": _("Expected willing"), "available": _("Available"), "certified": _("Certified")}
    return [(name, words[name]) for name in MEASURES]


def week_of(segments: list[Reading], measure: str, *, at: datetime) -> dict[Segment, list[list[float]]]:
    """Seven days of 24 hours per segment: who may work, who is free then, or how many of these would say yes."""
    if measure == "certified":
        return {r.segment: [[float(r.strength.ready)] * 24 for _day in range(7)] for r in segments}
    free, nobody = free_by_week(at=at), [0] * 168
    # The model knows the hour and not the weekday: the chance of a yes is the same every day.
    chance = willing_by_hour({r.segment: [1] * 24 for r in segments}) if measure == "willing" else {}
    week = {}
    for one in segments:
        hours, likely = free.get(one.segment, nobody), chance.get(one.segment, [1.0] * 24)
        week[one.segment] = [[hours[day * 24 + hour] * likely[hour] for hour in range(24)] for day in range(7)]
    return week


def heat_of(found: list[Reading], *, day: int | None, measure: str, at: datetime) -> dict[str, Any]:
    """The heat map: 24 hours of one weekday, or the whole week in columns of six hours."""
    week = week_of(found, measure, at=at)
    slots = _slots(day)
    top = max((_mean(week[r.segment], slot) for r in found for slot in slots), default=0.0)
    lines = [
        HeatLine(
            r.name, reverse("staff:segment", args=[r.slug]), [_cell(r, week, slot, measure, top) for slot in slots]
        )
        for r in found
    ]
    return {"lines": lines, "heads": _heads(day), "groups": weekdays() if day is None else [], "measure": measure}


def _slots(day: int | None) -> list[tuple[int, int, int]]:
    """Weekday, first hour, hours of each column."""
    if day is None:
        return [(d, start, BLOCK) for d in range(7) for start in range(0, 24, BLOCK)]
    return [(day, hour, 1) for hour in range(24)]


def _heads(day: int | None) -> list[str]:
    if day is None:
        return [f"{start:02d}" for _d in range(7) for start in range(0, 24, BLOCK)]
    return [f"{hour:02d}" for hour in range(24)]


def _mean(week: list[list[float]], slot: tuple[int, int, int]) -> float:
    day, start, hours = slot
    return sum(week[day][start : start + hours]) / hours


def _cell(
    reading: Reading, week: dict[Segment, list[list[float]]], slot: tuple[int, int, int], measure: str, top: float
) -> Cell:
    day, start, hours = slot
    value = _mean(week[reading.segment], slot)
    best = max(range(start, start + hours), key=lambda hour: week[reading.segment][day][hour])
    query: dict[str, Any] = {"condition": "able"}
    if measure != "certified":
        query |= {"day": day, "hour": best}
    href = f"{reverse('staff:segment', args=[reading.slug])}?{urlencode(query)}#people"
    label = f"{weekdays()[day]} {start:02d}–{start + hours:02d}: {value:.1f}"
    return Cell(value, level_of(value, top), 0 < value < 1, href, label)


def pool_page(*, at: datetime, day: int | None, kind: str, measure: str, page: str | None) -> dict[str, Any]:
    """Every segment with its rates, the picture of people by hour, and what to look at first."""
    found = [r for r in readings(at=at) if kind in ("", r.segment.kind)]
    known = [r for r in found if r.rate is not None]
    lowest = min(known, key=lambda r: r.rate.value if r.rate else 1, default=None)
    return {
        "page": Paginator(found, 24).get_page(page),
        "total": len(found),
        "known": len(known),
        "unknown": len(found) - len(known),
        "stale": sum(r.stale for r in found),
        "lowest": lowest,
        "counted_at": SegmentRate.objects.aggregate(at=Max("refreshed_at"))["at"],
        "plot": [as_rate(r) for r in found[:SHOWN]],
        "heat": heat_of(found[:SHOWN], day=day, measure=measure, at=at),
        "measures": measures(),
        "measure": measure,
        "day": day,
        "days": list(enumerate(weekdays())),
        "kind": kind,
    }


def segment_page(segment: Segment, choice: Choice, *, at: datetime, page: str | None) -> dict[str, Any]:
    """One segment: its rates by horizon and window, its people as chosen, its week, its drills and schedule."""
    reading = next((r for r in readings(at=at) if r.segment == segment), None)
    names, settings = Names(), Settings.current()
    found = Members(segment, choice, at=at)
    members = Paginator(found, 40).get_page(page)
    return {
        "segment": segment,
        "name": names.name(segment),
        "slug": names.slug(segment),
        "reading": reading,
        "rates": _rates(reading) if reading else [],
        "members": members,
        "rows": [(m, next_action(m.freshness, settings.fresh_below)) for m in members.object_list],
        "counts": [(code, Condition(code).label, found.counts.get(code, 0)) for code in Condition.values],
        "everybody": sum(found.counts.values()),
        "chosen": len(found),
        "choice": choice,
        "choice_words": choice_words(choice),
        "choice_query": urlencode(choice.as_dict()),
        "ready": found.counts.get(Condition.READY, 0),
        "asleep": found.counts.get(Condition.ASLEEP, 0),
        "expiring": found.counts.get(Condition.EXPIRING, 0),
        "bands": [(code, words) for code, (words, *_rest) in BANDS.items()],
        "week": _week_lines(reading, at) if reading else [],
        "hours": [f"{hour:02d}" for hour in range(24)],
        "what_if": what_if_query(segment, choice, today=at.date()),
        "schedule": _standing(segment),
        "drills": drills_of(segment).order_by("-created_at")[:6],
        "asked": weeks_chart(asked_by_week(segment, at=at)),
    }


def drills_of(segment: Segment) -> "QuerySet[Drill]":
    return Drill.objects.filter(
        skill_id=segment.skill_id, channel=segment.channel, language_id=segment.language, kind=segment.kind
    )


def _standing(segment: Segment) -> DrillSchedule | None:
    return DrillSchedule.objects.filter(
        skill_id=segment.skill_id, channel=segment.channel, language_id=segment.language, kind=segment.kind
    ).first()


def _week_lines(reading: Reading, at: datetime) -> list[HeatLine]:
    week = week_of([reading], "available", at=at)
    top = max((value for day in week[reading.segment] for value in day), default=0.0)
    return [
        HeatLine(name, "", [_cell(reading, week, (day, hour, 1), "available", top) for hour in range(24)])
        for day, name in enumerate(weekdays())
    ]


def choice_words(choice: Choice) -> str:
    """A choice in words; empty for everybody."""
    parts = []
    if choice.condition == "able":
        parts.append(_("may work"))
    elif choice.condition:
        parts.append(str(Condition(choice.condition).label))
    if choice.day is not None and choice.hour is not None:
        parts.append(
            _("free on %(day)s at %(hour)s:00") % {"day": weekdays()[choice.day], "hour": f"{choice.hour:02d}"}
        )
    if choice.band in BANDS:
        parts.append(str(BANDS[choice.band][0]))
    return " · ".join(parts)


def what_if_query(segment: Segment, choice: Choice, *, today: date) -> str:
    """The task rate of two hours at the chosen hour (or tomorrow evening), of five seats."""
    wanted = today.weekday() + 1 if choice.day is None else choice.day
    ahead = (wanted - today.weekday() - 1) % 7 + 1
    return urlencode(
        {
            "skill": segment.skill_id,
            "channel": segment.channel,
            "language": segment.language,
            "kind": segment.kind,
            "day": (today + timedelta(days=ahead)).isoformat(),
            "start": f"{18 if choice.hour is None else choice.hour:02d}:00",
            "hours": 2,
            "days": 1,
            "seats": 5,
            "pay": 40,
        }
    )


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


def members_file(segment: Segment, choice: Choice, *, at: datetime) -> tuple[list[str], list[list[Any]]]:
    """Columns and rows of the chosen people."""
    columns = [
        "agent",
        "condition",
        "freshness",
        "last_work",
        "last_exam",
        "last_practice",
        "last_asked",
        "certified_until",
    ]
    rows = [
        [
            m.number,
            m.condition,
            round(m.freshness, 3),
            *(at_.isoformat() if at_ else "" for at_ in (m.worked_at, m.exam_at, m.practised_at, m.last_asked_at)),
            m.certified_until.isoformat() if m.certified_until else "",
        ]
        for m in Members(segment, choice, at=at).read()
    ]
    return columns, rows


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
