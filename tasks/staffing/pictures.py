"""What pages show of volumes and curves: series, heat maps and sentences, read from the rows."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talentpool.kernel.charts import HeatRow, Series
from tasks.staffing.errors import file_sentence
from tasks.staffing.models import Requirement, RequirementInterval, VolumeSet
from tasks.staffing.states import ImportState

HOURS = [f"{hour:02d}" for hour in range(24)]
DAYS_DRAWN = 35


def day_words(day: date) -> str:
    """A day with its weekday, as the reader's language writes it."""
    return date_format(day, _("D j M"))


def is_moving(volumes: VolumeSet) -> bool:
    """Whether its import still goes on."""
    return volumes.state in (ImportState.WAITING, ImportState.READING)


def interval_rows(volumes: VolumeSet) -> Iterator[list[Any]]:
    """Local start, offered, handling seconds, as the import reads them."""
    zone = ZoneInfo(volumes.timezone)
    for starts_at, offered, handling in volumes.intervals.values_list("starts_at", "offered", "handling_s"):
        yield [starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"), round(offered, 3), round(handling, 1)]


def of_volumes(volumes: VolumeSet) -> dict[str, Any]:
    """Contacts by day and hour as a heat map, and the busiest interval in words; empty while there are none."""
    if volumes.state != ImportState.DONE:
        return {"moving": is_moving(volumes), "failure": file_sentence(volumes.failure or {})}
    zone = ZoneInfo(volumes.timezone)
    days: dict[date, list[float | None]] = {}
    top: tuple[float, datetime] | None = None
    for starts_at, offered in volumes.intervals.values_list("starts_at", "offered"):
        local = starts_at.astimezone(zone)
        hours = days.setdefault(local.date(), [0.0] * 24)
        hours[local.hour] = (hours[local.hour] or 0.0) + offered
        top = max(top or (offered, local), (offered, local))
    rows = [HeatRow(day_words(day), values) for day, values in sorted(days.items())[:DAYS_DRAWN]]
    return {"moving": False, "heat": rows, "hours": HOURS, "sentence": _busiest(top, volumes.interval_minutes)}


def _busiest(top: tuple[float, datetime] | None, minutes: int) -> str:
    if top is None:
        return _("No contacts.")
    return _("Busiest: %(count)s contacts in %(minutes)s minutes from %(when)s.") % {
        "count": f"{top[0]:,.0f}",
        "minutes": minutes,
        "when": f"{day_words(top[1].date())} {top[1]:%H:%M}",
    }


def of_requirement(requirement: Requirement, *, day: str = "") -> dict[str, Any]:
    """One day of the curve as series, all days to choose from, and what both models say."""
    zone = ZoneInfo(requirement.timezone)
    intervals = list(requirement.intervals.all())
    days = {key: list(rows) for key, rows in groupby(intervals, key=lambda row: row.starts_at.astimezone(zone).date())}
    busiest = max(days, key=lambda key: max(row.seats for row in days[key])) if days else None
    chosen = next((key for key in days if key.isoformat() == day), busiest)
    rows = days.get(chosen, []) if chosen else []
    return {
        "days": [(key.isoformat(), day_words(key), sum(row.seats for row in days[key])) for key in days],
        "day": chosen.isoformat() if chosen else "",
        "labels": [row.starts_at.astimezone(zone).strftime("%H:%M") for row in rows],
        "series": _series(requirement, rows),
        "rows": [(row.starts_at.astimezone(zone), row) for row in rows],
        "figures": _figures(requirement, intervals),
    }


def _series(requirement: Requirement, rows: list[RequirementInterval]) -> list[Series]:
    """Seats, and for calls what both models ask for."""
    seats = Series(_("Seats to order"), [row.seats for row in rows])
    if requirement.volumes.channel != "call":
        return [seats]
    return [
        seats,
        Series(_("Agents, Erlang C"), [row.agents_erlang_c for row in rows]),
        Series(_("Agents, Erlang A"), [row.agents_erlang_a for row in rows]),
    ]


def _curve_sentence(requirement: Requirement, saved: int, hours: float) -> str:
    if requirement.volumes.channel != "call":
        return _("%(hours)s seat hours, shrinkage counted, your own roster taken off.") % {"hours": f"{hours:,.0f}"}
    return ngettext(
        "Counting callers who hang up saves %(count)s agent at the peak.",
        "Counting callers who hang up saves %(count)s agents at the peak.",
        saved,
    ) % {"count": saved}


def _figures(requirement: Requirement, intervals: list[RequirementInterval]) -> dict[str, Any]:
    """The day's volume-weighted service level, peak seats, seat hours, and what patience saves."""
    weight = sum(row.offered for row in intervals if row.service_level is not None)
    level = sum(row.offered * row.service_level for row in intervals if row.service_level is not None)
    hours = requirement.interval_minutes / 60
    patient, impatient = (
        max((getattr(row, name) for row in intervals), default=0) for name in ("agents_erlang_c", "agents_erlang_a")
    )
    return {
        "peak": max((row.seats for row in intervals), default=0),
        "seat_hours": sum(row.seats for row in intervals) * hours,
        "service_level": level / weight if weight else None,
        "offered": sum(row.offered for row in intervals),
        "saved": patient - impatient,
        "filler_hours": sum(row.filler_erlangs for row in intervals) * hours,
        "extra": max((row.extra_agents for row in intervals), default=0),
        "sentence": _curve_sentence(requirement, patient - impatient, sum(row.seats for row in intervals) * hours),
    }


def curve_rows(requirement: Requirement) -> Iterator[list[Any]]:
    """The whole curve for a file."""
    zone = ZoneInfo(requirement.timezone)
    for row in requirement.intervals.all():
        level = "" if row.service_level is None else round(row.service_level, 4)
        occupancy = "" if row.occupancy is None else round(row.occupancy, 4)
        yield [
            row.starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
            round(row.offered, 3),
            round(row.handling_s, 1),
            round(row.erlangs, 3),
            row.agents_erlang_c,
            row.agents_erlang_a,
            row.seats,
            level,
            occupancy,
        ]


CURVE_COLUMNS = (
    "interval_start",
    "offered",
    "aht_s",
    "erlangs",
    "agents_erlang_c",
    "agents_erlang_a",
    "seats",
    "service_level",
    "occupancy",
)
