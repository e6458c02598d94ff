"""What the forecast's pages show: what stands out in a history, the methods' scores, the curve with its band."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from talentpool.kernel.charts import Series
from talentpool.kernel.formats import count, percent
from tasks.staffing.errors import HistoryTooShort
from tasks.staffing.models import Forecast, VolumeInterval, VolumeSet
from tasks.staffing.pictures import day_words
from tasks.staffing.rules.forecast import BASELINES, History, Surge, surges
from tasks.staffing.states import METHOD_WORDS, ForecastState


def address(forecast: Forecast, *, order: str = "") -> str:
    """Its page; ``order``: the draft it is made for, so that the way back is there."""
    place = reverse("client:forecast_detail", kwargs={"ref": forecast.ref})
    return f"{place}?order={order}" if len(order) == 36 else place


def standing_out(volumes: VolumeSet) -> dict[str, Any]:
    """Days of the history that are unlike their weekday, and days it says nothing of."""
    zone = ZoneInfo(volumes.timezone)
    rows = volumes.intervals.values_list("starts_at", "offered")
    local = [(start.astimezone(zone).replace(tzinfo=None), offered) for start, offered in rows]
    found = surges(History.of(local, minutes=volumes.interval_minutes)) if local else []
    missing = [day_words(date.fromisoformat(day)) for day in volumes.missing_days[:10]]
    return {"surges": [_surge(one, volumes.interval_minutes) for one in found[:8]], "missing": missing}


def _surge(surge: Surge, minutes: int) -> dict[str, str]:
    start, end = surge.first * minutes, (surge.last + 1) * minutes
    return {
        "day": surge.day.isoformat(),
        "words": day_words(surge.day),
        "hours": f"{start // 60:02d}:{start % 60:02d}–{end // 60:02d}:{end % 60:02d}",
        "contacts": count(round(surge.contacts)),
        "usual": count(round(surge.usual)),
    }


def page_of(forecast: Forecast, *, day: str) -> dict[str, Any]:
    """Progress, or the scores and one day of the result with its band."""
    moving = forecast.state in (ForecastState.WAITING, ForecastState.COMPUTING)
    failure = str(HistoryTooShort.message) if forecast.state == ForecastState.FAILED else ""
    if moving or failure or forecast.result is None:
        return {"moving": moving, "failure": failure}
    taken = forecast.method or forecast.best
    return {
        "moving": False,
        "scores": [_score(one, forecast, taken) for one in forecast.scores],
        "sentence": _sentence(forecast, taken),
        **_curve(forecast.result, day),
        **_totals(forecast.result),
    }


def _score(one: dict[str, Any], forecast: Forecast, taken: str) -> dict[str, Any]:
    return {
        **one,
        "name": METHOD_WORDS.get(one["method"], one["method"]),
        "baseline": one["method"] in BASELINES,
        "best": one["method"] == forecast.best,
        "taken": one["method"] == taken,
        "bias_words": ("+" if one["bias"] > 0 else "−" if one["bias"] < 0 else "") + percent(abs(one["bias"]), 1),
    }


def _sentence(forecast: Forecast, taken: str) -> str:
    """The taken method's error against the baselines', in words."""
    by_name = {one["method"]: one for one in forecast.scores}
    if taken not in by_name:
        return _("The history is too short to try methods on it; the median of each weekday was taken.")
    others = min(by_name[name]["wape"] for name in BASELINES)
    words = {"name": METHOD_WORDS[taken], "error": percent(by_name[taken]["wape"], 1), "other": percent(others, 1)}
    if by_name[taken]["wape"] < others:
        return _("%(name)s: %(error)s wrong per interval, where the better baseline is %(other)s wrong.") % words
    return _("%(name)s: %(error)s wrong per interval. A baseline does as well (%(other)s): more history helps.") % words


def _curve(result: VolumeSet, day: str) -> dict[str, Any]:
    zone = ZoneInfo(result.timezone)
    rows = list(result.intervals.all())
    days = {key: list(group) for key, group in groupby(rows, key=lambda row: row.starts_at.astimezone(zone).date())}
    busiest = max(days, key=lambda key: sum(row.offered for row in days[key]))
    chosen = next((key for key in days if key.isoformat() == day), busiest)
    shown = _awake(days[chosen])
    band = ([row.low for row in shown], [row.high for row in shown]) if shown[0].low is not None else None
    return {
        "days": [(key.isoformat(), day_words(key)) for key in days],
        "day": chosen.isoformat(),
        "labels": [row.starts_at.astimezone(zone).strftime("%H:%M") for row in shown],
        "series": [Series(_("Contacts"), [row.offered for row in shown])],
        "band": band,
        "curve_sentence": _("%(day)s: %(count)s contacts; eight intervals of ten should lie in the band.")
        % {"day": day_words(chosen), "count": count(round(sum(row.offered for row in days[chosen])))},
    }


def _awake(rows: list[VolumeInterval]) -> list[VolumeInterval]:
    """From the first interval with contacts to the last."""
    busy = [place for place, row in enumerate(rows) if row.offered >= 0.05]
    return rows[busy[0] : busy[-1] + 1] if busy else rows


def _totals(result: VolumeSet) -> dict[str, Any]:
    zone = ZoneInfo(result.timezone)
    totals: dict[date, float] = {}
    for start, offered in result.intervals.values_list("starts_at", "offered"):
        day = start.astimezone(zone).date()
        totals[day] = totals.get(day, 0.0) + offered
    return {
        "daily": [Series(_("Contacts a day"), list(totals.values()))],
        "daily_labels": [day_words(day) for day in totals],
        "daily_sentence": _("%(count)s contacts in %(days)s days.")
        % {"count": count(round(sum(totals.values()))), "days": len(totals)},
    }


def interval_rows(forecast: Forecast) -> Iterator[list[Any]]:
    """Local start, contacts, handling seconds, band."""
    if forecast.result is None:
        return
    zone = ZoneInfo(forecast.result.timezone)
    for row in forecast.result.intervals.all():
        start = row.starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        yield [start, round(row.offered, 3), round(row.handling_s, 1), row.low, row.high]
