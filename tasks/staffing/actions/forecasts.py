"""Forecasts: asked for by a planner, computed by a job, their result kept as volumes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.kernel.queue import wake
from tasks.staffing.errors import DaysMakeNoSense, HistoryTooShort, UnknownMethod, VolumesNotReady
from tasks.staffing.models import Forecast, VolumeInterval, VolumeSet
from tasks.staffing.rules.forecast import METHODS, History, backtest, best_of, coming_days, forecast, surges
from tasks.staffing.rules.forecast.history import Floats
from tasks.staffing.states import FORECAST, ForecastState, ImportState, VolumeSource

COMPUTE = "tasks.staffing.jobs.compute_forecast"
DAYS_AT_MOST = 92
SHORTEST_DAYS = 7
FARTHEST_DAYS = 28  # beyond, the history is moved on by whole weeks: a level says nothing about a year ahead
SURGES_KEPT = 20


@dataclass(frozen=True)
class SpecialDay:
    """A coming day unlike its weekday. like: another weekday (Monday 0), 7 for closed. factor: an event's uplift."""

    day: date
    like: int | None = None
    factor: float = 1.0


@dataclass(frozen=True)
class Outlook:
    """What to forecast: local days, both included, and what is known of them and of the past."""

    starts_on: date
    ends_on: date
    special: Sequence[SpecialDay] = ()
    left_out: Sequence[date] = field(default_factory=tuple)


@transaction.atomic
def ask_forecast(*, volumes: VolumeSet, name: str, outlook: Outlook, by: User | None) -> Forecast:
    """Write down what is to be forecast, and wake the job. Raises a Refusal where the history can't carry it."""
    if volumes.state != ImportState.DONE or volumes.first_day is None or volumes.last_day is None:
        raise VolumesNotReady
    if not 0 <= (outlook.ends_on - outlook.starts_on).days < DAYS_AT_MOST:
        raise DaysMakeNoSense(most=DAYS_AT_MOST)
    if (volumes.last_day - volumes.first_day).days + 1 - len(outlook.left_out) < SHORTEST_DAYS:
        raise HistoryTooShort
    made = Forecast.objects.create(
        volumes=volumes,
        name=name.strip()[:120] or volumes.name,
        starts_on=outlook.starts_on,
        ends_on=outlook.ends_on,
        special=[{**asdict(one), "day": one.day.isoformat()} for one in outlook.special],
        left_out=[day.isoformat() for day in outlook.left_out],
        created_by=by,
    )
    wake(COMPUTE, forecast_id=made.pk)
    return made


@transaction.atomic
def choose_method(*, forecast: Forecast, method: str, by: User) -> Forecast:
    """Take another method than the best one; the result is computed anew."""
    if method not in METHODS:
        raise UnknownMethod
    FORECAST.move(forecast, ForecastState.WAITING, method=method, progress_at=now())
    wake(COMPUTE, forecast_id=forecast.pk)
    return forecast


def compute_forecast(*, forecast: Forecast) -> Forecast:
    """Try every method on the past, take the best or the chosen one, and keep what it says as volumes.

    Safe to call twice: only one caller gets WAITING to COMPUTING.
    """
    FORECAST.move(forecast, ForecastState.COMPUTING, progress_at=now())
    history = _history(forecast)
    if history.known.sum() < SHORTEST_DAYS:
        FORECAST.move(forecast, ForecastState.FAILED, failure=HistoryTooShort.code)
        return forecast
    scores = backtest(history)
    best = best_of(scores) if scores else None
    method = forecast.method or (best.method if best else "typical")
    chosen = next((one for one in scores if one.method == method), None)
    values = _ahead(forecast, history, method)
    band = chosen.band(values) if chosen else (None, None)
    _keep(forecast, values, band)
    FORECAST.move(
        forecast,
        ForecastState.DONE,
        scores=[asdict(one) for one in scores],
        best=best.method if best else "",
        surges=[_plain(one) for one in surges(_raw(forecast))[:SURGES_KEPT]],
        computed_at=now(),
        result=forecast.result,
    )
    return forecast


def resume_forecasts(*, at: datetime, silent_for: timedelta) -> int:
    """Take forecasts from workers that fell silent, and wake those nobody computes; returns how many were woken."""
    for one in Forecast.objects.filter(state=ForecastState.COMPUTING, progress_at__lt=at - silent_for):
        FORECAST.move(one, ForecastState.WAITING, progress_at=at - silent_for)
    waiting = Forecast.objects.filter(state=ForecastState.WAITING, progress_at__lt=at - timedelta(seconds=15))
    found = list(waiting.values_list("pk", flat=True))
    for pk in found:
        wake(COMPUTE, forecast_id=pk)
    return len(found)


def _raw(forecast: Forecast) -> History:
    zone = ZoneInfo(forecast.volumes.timezone)
    rows = forecast.volumes.intervals.values_list("starts_at", "offered")
    local = ((start.astimezone(zone).replace(tzinfo=None), offered) for start, offered in rows)
    return History.of(local, minutes=forecast.volumes.interval_minutes)


def _history(forecast: Forecast) -> History:
    """The past before the first day asked for, without the days left out; moved on by weeks if it lies far back."""
    raw = _raw(forecast).without([date.fromisoformat(day) for day in forecast.left_out])
    apart = (forecast.starts_on - raw.last).days
    if apart > FARTHEST_DAYS:
        forecast.moved_weeks = (apart - 1) // 7
        raw = History(raw.first + timedelta(weeks=forecast.moved_weeks), raw.values)
        forecast.save(update_fields=["moved_weeks"])
    return raw.until(max(SHORTEST_DAYS, (forecast.starts_on - raw.first).days)) if apart < 1 else raw


def _ahead(asked: Forecast, history: History, method: str) -> Floats:
    """Days × intervals for the days asked for, special days applied."""
    skipped = (asked.starts_on - history.last).days - 1
    days = (asked.ends_on - asked.starts_on).days + 1
    values = forecast(history, max(0, skipped) + days, method=method)[max(0, skipped) :]
    monday = -asked.starts_on.weekday() % 7
    week = forecast(history, max(0, skipped) + 14, method=method)[max(0, skipped) + monday :][:7]
    special = [(date.fromisoformat(one["day"]), one) for one in asked.special]
    return coming_days(
        values,
        first=asked.starts_on,
        like={day: one["like"] for day, one in special if one["like"] is not None},
        factors={day: one["factor"] for day, one in special},
        typical=week,
    )


def _plain(surge: Any) -> dict[str, Any]:
    return {**asdict(surge), "day": surge.day.isoformat()}


@transaction.atomic
def _keep(asked: Forecast, values: Floats, band: tuple[Floats | None, Floats | None]) -> None:
    """The result as volumes; a second computation replaces the first while no order is laid on it."""
    source = asked.volumes
    result = asked.result
    if result is not None and result.requirements.exists():
        result = None  # an order stands on the old numbers: they stay, the new ones are a set of their own
    fields: Mapping[str, Any] = {
        "client": source.client,
        "name": asked.name,
        "source": VolumeSource.FORECAST,
        "channel": source.channel,
        "timezone": source.timezone,
        "interval_minutes": source.interval_minutes,
        "state": ImportState.DONE,
        "offered": float(values.sum()),
        "handling_s": source.handling_s,
        "first_day": asked.starts_on,
        "last_day": asked.ends_on,
        "created_by": asked.created_by,
        "finished_at": now(),
    }
    if result is None:
        result = VolumeSet.objects.create(**fields)
    else:
        VolumeSet.objects.filter(pk=result.pk).update(**fields)
        result.intervals.all().delete()
    VolumeInterval.objects.bulk_create(_intervals(asked, result, values, band), batch_size=2000)
    asked.result = result


def _intervals(
    asked: Forecast, result: VolumeSet, values: Floats, band: tuple[Floats | None, Floats | None]
) -> list[VolumeInterval]:
    zone, step = ZoneInfo(result.timezone), timedelta(minutes=result.interval_minutes)
    handling = _handling(asked.volumes, zone)
    low, high = band
    found: dict[datetime, VolumeInterval] = {}
    for row, day in enumerate(values):
        midnight = datetime.combine(asked.starts_on + timedelta(days=row), datetime.min.time())
        for slot, offered in enumerate(day):
            moment = (midnight + step * slot).replace(tzinfo=zone).astimezone(UTC)
            found[moment] = VolumeInterval(
                volumes=result,
                starts_at=moment,
                offered=round(float(offered), 3),
                handling_s=float(handling[slot]),
                low=None if low is None else round(float(low[row, slot]), 3),
                high=None if high is None else round(float(high[row, slot]), 3),
            )
    return list(found.values())


def _handling(source: VolumeSet, zone: ZoneInfo) -> Floats:
    """Mean handling seconds of each interval of the day, leaning on the whole history's where few came."""
    slots, lean = 1440 // source.interval_minutes, 50.0
    seconds, contacts = np.full(slots, lean * source.handling_s), np.full(slots, lean)
    for start, offered, handling in source.intervals.values_list("starts_at", "offered", "handling_s"):
        local = start.astimezone(zone)
        slot = (local.hour * 60 + local.minute) // source.interval_minutes
        seconds[slot] += offered * handling
        contacts[slot] += offered
    return np.asarray(seconds / contacts, dtype=np.float64)
