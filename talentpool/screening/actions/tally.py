"""The board's counts, kept short."""

from django.db import connection, transaction

# One statement, so that nobody ever reads the sum without its parts; who comes second waits and finds nothing left.
_ADD_UP = """
WITH gone AS (DELETE FROM screening_stagetally WHERE id <= %s RETURNING campaign_id, state, people)
INSERT INTO screening_stagetally (campaign_id, state, people)
SELECT campaign_id, state, sum(people) FROM gone GROUP BY campaign_id, state HAVING sum(people) <> 0
"""
_LAST = "SELECT max(id), count(*) FROM screening_stagetally"
FEW = 200


@transaction.atomic
def add_up_stages() -> int:
    """Replace the changes so far by their sums, once there are many; returns how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        last, rows = cursor.fetchone() or (None, 0)
        if rows <= FEW:
            return 0
        cursor.execute(_ADD_UP, [last])
    return int(rows)
