"""Keeping the matching index true: commitments within seconds, proofs nightly, everything on demand."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import get_default_timezone

from talentpool.activation.models import Settings, Stale

LOOK_BACK = timedelta(days=8)  # a week for the weekly cap, and a day for rest
BATCH = 5000
SHAPE = (Path(__file__).parent.parent / "sql" / "shape.sql").read_text()
WORTH_IT = 50_000  # rows; a smaller index is read whole in no time
SWOLLEN, SCATTERED = 1.3, 4  # times the pages it needs; after an import it is scattered, after many changes swollen
CONTACTS = """
INSERT INTO activation_contact (agent_id, last_asked_at)
SELECT a.id, max(p.asked_at) FROM agents_agent a JOIN activation_approach p ON p.agent_id = a.id GROUP BY a.id ORDER BY a.id
ON CONFLICT (agent_id) DO UPDATE SET last_asked_at = EXCLUDED.last_asked_at
"""


@transaction.atomic
def refresh_commitments(*, at: datetime) -> int:
    """Bring the agents in the queue up to date; returns how many. Two workers never take the same row."""
    rows = list(Stale.objects.select_for_update(skip_locked=True).order_by("id")[:BATCH])
    if not rows:
        return 0
    agents = sorted({row.agent_id for row in rows})
    with connection.cursor() as cursor:
        cursor.execute("SELECT activation_match_commitments(%s, %s)", [agents, at - LOOK_BACK])
    Stale.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(agents)


def refresh_proofs(*, agents: list[int] | None = None) -> int:
    """Read the growth log again: when skills were proven, and the proof of work. Returns how many rows
    changed."""
    return _in_batches("SELECT activation_match_proofs(%s)", _all_agents() if agents is None else agents, [])


def rebuild_index(*, at: datetime) -> int:
    """Recompute every row from its sources, batch by batch, while the product runs; returns the number of
    agents."""
    agents = _all_agents()
    _in_batches("SELECT activation_match_agents(%s)", agents, [])
    _in_batches("SELECT activation_match_commitments(%s, %s)", agents, [at - LOOK_BACK])
    _in_batches("SELECT activation_match_proofs(%s)", agents, [])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CONTACTS)
        cursor.execute("ANALYZE activation_matchrow")
    return len(agents)


@transaction.atomic
def cluster_index() -> None:
    """Lay the rows down in the published order, so that a shortlist reads neighbours; nobody reads while it lasts.

    A million agents take 60 to 90 seconds on two busy cores: for a quiet hour.
    """
    with connection.cursor() as cursor:
        # Whoever waits for the table makes everybody behind wait too: it gives up soon, and is tried again.
        cursor.execute("SET LOCAL lock_timeout = '3s'")
        cursor.execute("CLUSTER activation_matchrow USING match_published_order")
        cursor.execute("ANALYZE activation_matchrow")


def tidy_index(*, at: datetime) -> bool:
    """Cluster the index in the quiet hour, where changes have swollen or scattered it; whether it was done.

    Raises OperationalError when somebody reads without end: the next run tries again.
    """
    quiet = at.astimezone(get_default_timezone()).hour == Settings.current().tidy_hour
    if not quiet or not _is_out_of_shape():
        return False
    cluster_index()
    return True


def _is_out_of_shape() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(SHAPE, {"least": WORTH_IT, "times": SWOLLEN, "scattered": SCATTERED})
        return bool(cursor.fetchone()[0])


def _all_agents() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM agents_agent ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def _in_batches(statement: str, agents: list[int], more: list[Any]) -> int:
    changed = 0
    for start in range(0, len(agents), BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [agents[start : start + BATCH], *more])
            changed += int(cursor.fetchone()[0] or 0)
    return changed
