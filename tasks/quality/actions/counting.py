"""Days are counted anew whenever an inspection in them changed, and so are their months; dashboards read only these."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from talentpool.kernel.clock import now
from talentpool.kernel.locks import one_at_a_time
from tasks.quality.models import (
    SUMS,
    CountedUntil,
    DayCount,
    DayRule,
    DayTotal,
    Inspection,
    MonthCount,
    MonthRule,
)
from tasks.quality.rules.spans import month_of, next_month

_SQL = Path(__file__).resolve().parent.parent / "sql"
_OVERLAP = timedelta(minutes=2)  # changes committed late carry an earlier time


def recount(*, everything: bool = False) -> int:
    """Count the days in which something changed since the last time; returns how many (client, day) there were."""
    at = now()
    mark = CountedUntil.objects.filter(id=1).first()
    rows = Inspection.objects.all()
    if mark is not None and not everything:
        rows = rows.filter(changed_at__gt=mark.at - _OVERLAP)
    zone = ZoneInfo(settings.TIME_ZONE)
    pairs = {
        (client, seen.astimezone(zone).date())
        for client, seen in rows.values_list("client_id", "inspected_at").iterator()
    }
    for client, day in sorted(pairs):
        count_day(client_id=client, day=day)
    for client, month in sorted({(client, month_of(day)) for client, day in pairs}):
        count_month(client_id=client, month=month)
    CountedUntil.objects.update_or_create(id=1, defaults={"at": at})
    return len(pairs)


@transaction.atomic
def count_day(*, client_id: int, day: date) -> None:
    """Count one day of one client from its inspections; may run twice, and side by side with others."""
    one_at_a_time(f"quality.count:{client_id}:{day}")
    start = datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
    values: dict[str, Any] = {"client": client_id, "day": day, "from": start, "until": start + timedelta(days=1)}
    for model in (DayCount, DayRule, DayTotal):
        model._default_manager.filter(client_id=client_id, day=day).delete()
    with connection.cursor() as cursor:
        for name in ("count_days", "count_rules"):
            cursor.execute((_SQL / f"{name}.sql").read_text(), values)
        cursor.execute(_adding_up(DayCount, DayTotal, ("day", "client_id", "queue", "channel"), SUMS), values)


@transaction.atomic
def count_month(*, client_id: int, month: date) -> None:
    """Add up the counted days of a client's month; may run twice, and side by side with others."""
    one_at_a_time(f"quality.count:{client_id}:{month:%Y-%m}")
    values: dict[str, Any] = {"client": client_id, "month": month, "after": next_month(month)}
    for model in (MonthCount, MonthRule):
        model._default_manager.filter(client_id=client_id, month=month).delete()
    with connection.cursor() as cursor:
        for days, months, keys, sums in _MONTHLY:
            cursor.execute(_adding_up(days, months, ("month", *keys), sums), values)


_MONTHLY: tuple[tuple[type[Model], type[Model], tuple[str, ...], tuple[str, ...]], ...] = (
    (DayCount, MonthCount, ("client_id", "agent_id", "lead_id", "queue", "channel"), SUMS),
    (DayRule, MonthRule, ("client_id", "queue", "about", "code"), ("conversations", "complaints", "repeats")),
)


def _adding_up(source: type[Model], target: type[Model], keys: Sequence[str], sums: Sequence[str]) -> str:
    """The statement that adds up one table's rows of a client and a span into another's; names only, no values."""
    named, added = ", ".join((*keys, *sums)), ", ".join(f"sum({name})" for name in sums)
    of_month = keys[0] == "month"
    kept = ", ".join(("%(month)s::date" if of_month else "day", *keys[1:]))
    span = "day >= %(month)s AND day < %(after)s" if of_month else "day = %(day)s"
    return (
        f"INSERT INTO {target._meta.db_table} ({named}) SELECT {kept}, {added} FROM {source._meta.db_table}"  # noqa: S608  (our own names)
        f" WHERE client_id = %(client)s AND {span} GROUP BY {', '.join(('1', *keys[1:]))}"
    )
