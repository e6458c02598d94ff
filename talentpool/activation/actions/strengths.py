"""Refreshes the roll-up of segments: every half hour, and on demand."""

from datetime import datetime

from django.db import transaction

from talentpool.activation.models import SegmentStrength
from talentpool.activation.strengths import FIELDS, count_segments
from talentpool.kernel.locks import one_at_a_time


@transaction.atomic
def refresh_strengths(*, at: datetime) -> int:
    """Count every segment's strength and free people by hour of the week again; returns how many segments."""
    one_at_a_time("activation.strengths")
    found = count_segments(at=at)
    SegmentStrength.objects.all().delete()
    rows = ((*one.segment, *vars(one.strength).values(), one.free) for one in found)
    SegmentStrength.objects.bulk_create(
        SegmentStrength(**dict(zip(FIELDS, row, strict=True)), refreshed_at=at) for row in rows
    )
    return len(found)
