"""Refreshes the rates of segments from the ledger: at night, after each drill, and on demand."""

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from talentpool.activation.models import RateDay, SegmentRate
from talentpool.kernel.locks import one_at_a_time

RATES = (Path(__file__).parent.parent / "sql" / "rates.sql").read_text()
COLUMNS = (
    "skill_id",
    "channel",
    "language_id",
    "kind",
    "purpose",
    "days",
    "horizon_hours",
    "asked",
    "reached",
    "newest_at",
)
DAYS = """
INSERT INTO activation_rateday (day, skill_id, channel, language_id, kind, purpose, asked, yes, ready, worked)
SELECT (asked_at AT TIME ZONE 'UTC')::date, skill_id, channel, language_id, kind, purpose, count(*),
    count(*) FILTER (WHERE answer = 'yes'), count(*) FILTER (WHERE answer = 'yes' AND depth IN ('ready', 'worked')),
    count(*) FILTER (WHERE answer = 'yes' AND depth = 'worked')
FROM activation_approach
WHERE NOT withdrawn AND answer <> 'open' AND asked_at >= %(since)s AND asked_at < %(until)s
GROUP BY 1, 2, 3, 4, 5, 6
"""


@transaction.atomic
def refresh_rates(*, at: datetime) -> int:
    """Recount every segment's rates over 30 and 90 days; returns how many rows there are now."""
    one_at_a_time("activation.rates")
    with connection.cursor() as cursor:
        cursor.execute(RATES, {"at": at})
        rows = cursor.fetchall()
    SegmentRate.objects.all().delete()
    SegmentRate.objects.bulk_create(
        SegmentRate(**dict(zip(COLUMNS, row, strict=True)), refreshed_at=at) for row in rows
    )
    return len(rows)


@transaction.atomic
def roll_up(*, since: datetime, until: datetime) -> int:
    """Count the approaches of whole UTC days again (late answers move old days); returns the number of
    rows."""
    start = since.replace(hour=0, minute=0, second=0, microsecond=0)
    end = until.replace(hour=0, minute=0, second=0, microsecond=0)
    RateDay.objects.filter(day__gte=start.date(), day__lt=end.date()).delete()
    with connection.cursor() as cursor:
        cursor.execute(DAYS, {"since": start, "until": end})
        return int(cursor.rowcount)
