"""Days are counted anew whenever an inspection in them changed; dashboards read only these counts."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from talentpool.kernel.clock import now
from talentpool.kernel.locks import one_at_a_time
from tasks.quality.models import CountedUntil, DayCount, DayRule, Inspection

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
    CountedUntil.objects.update_or_create(id=1, defaults={"at": at})
    return len(pairs)


@transaction.atomic
def count_day(*, client_id: int, day: date) -> None:
    """Count one day of one client from its inspections; may run twice, and side by side with others."""
    one_at_a_time(f"quality.count:{client_id}:{day}")
    start = datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
    values: dict[str, Any] = {"client": client_id, "day": day, "from": start, "until": start + timedelta(days=1)}
    DayCount.objects.filter(client_id=client_id, day=day).delete()
    DayRule.objects.filter(client_id=client_id, day=day).delete()
    with connection.cursor() as cursor:
        for name in ("count_days", "count_rules"):
            cursor.execute((_SQL / f"{name}.sql").read_text(), values)
