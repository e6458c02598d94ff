"""Slots at whose hours few people are free.

A shortlist reads people in the published order until it has enough. Where one in thirty is free it would read nearly
everybody: then it starts from those who are free, by an index of their hours, and sorts them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection

from talentpool.activation.rules.scarcity import is_scarce
from talentpool.kernel.many_rows import read_rows

LARGE = 50_000  # rows of the index; in a smaller one either way is quick
SAMPLE = 3_000
SCARCITY = (Path(__file__).parent / "sql" / "scarcity.sql").read_text()


def scarce_slots(zoned: Mapping[str, Any], *, skill_id: int, wanted: int) -> frozenset[int]:
    """The numbers of the slots for which it is quicker to start from the free.

    zoned: a slot's number, time zone, mask of quarter-hours and whole hours, as columns z_no, z_zone, z_mask, z_hours.
    """
    rows = rows_of_the_index()
    if rows < LARGE:
        return frozenset()
    percent = min(100.0, 100.0 * SAMPLE / rows) if rows else 100.0
    given = {name: zoned[name] for name in ("z_no", "z_zone", "z_mask", "z_hours")} | {
        "skill": skill_id,
        "percent": percent,
    }
    return frozenset(
        no
        for no, seen, share in read_rows(SCARCITY, given)
        if is_scarce(people=seen * 100.0 / percent, free=share, wanted=wanted)
    )


def rows_of_the_index() -> int:
    """About how many rows the index has, as the last ANALYZE found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'activation_matchrow'::regclass")
        return max(0, int(cursor.fetchone()[0]))
