"""Refreshes the rates of segments from the ledger: at night, after each drill, and on demand."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from talentpool.activation.models import DrillShare, RateDay, SegmentRate
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
OPEN_ENDED = timedelta(days=120)  # work is done, or undone, so long after the question at most
SETTLED = timedelta(days=8)  # after that no drill is open, and its result stays
# What a drill found: everybody it called, one call each, of those whose time to answer is over.
SHARES = """
INSERT INTO activation_drillshare (drill_id, skill_id, channel, language_id, kind, asked, reached)
SELECT d.id, a.skill_id, a.channel, a.language_id, a.kind, count(*), count(*) FILTER (
    WHERE a.answer = 'yes' AND a.answered_at - a.asked_at <= interval '24 hours'
        AND array_position(ARRAY['', 'answered', 'ready', 'worked'], a.depth::text)
            >= array_position(ARRAY['', 'answered', 'ready', 'worked'], d.depth::text))
FROM activation_drill d JOIN activation_approach a ON a.source = d.ref AND a.asked_at = d.starts_at AND a.purpose = 'drill'
WHERE NOT d.backbone AND d.starts_at > %(at)s - interval '365 days' AND d.starts_at <= %(at)s
    AND NOT EXISTS (SELECT 1 FROM activation_drillshare s WHERE s.drill_id = d.id)
    AND NOT a.withdrawn AND a.answer <> 'open' AND (a.deadline <= %(at)s OR d.state = 'done')
GROUP BY 1, 2, 3, 4, 5
"""


@transaction.atomic
def refresh_rates(*, at: datetime) -> int:
    """Recount every segment's rates over 30 and 90 days, and what each drill found; returns how many rates there are."""
    one_at_a_time("activation.rates")
    with connection.cursor() as cursor:
        cursor.execute(RATES, {"at": at})
        rows = cursor.fetchall()
        DrillShare.objects.filter(drill__starts_at__gt=at - SETTLED).delete()
        cursor.execute(SHARES, {"at": at})
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


def recount_days(*, at: datetime) -> int:
    """The roll-up of every day whose counts may still move: depths are reached weeks after the question; for the night."""
    return roll_up(since=at - OPEN_ENDED, until=at + timedelta(days=1))
