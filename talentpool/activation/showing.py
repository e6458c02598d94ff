"""How probable it is that somebody comes who said yes, from the growth log."""

from datetime import datetime, timedelta

from django.db.models import Count

from talentpool.activation.models import Settings
from talentpool.growth.models import Entry
from talentpool.growth.states import EntryKind

LOOK_BACK = timedelta(days=180)
ASSUMED_SHIFTS = 30  # the assumption in the settings counts as much as so many shifts


def show_up_rate(*, at: datetime) -> float:
    """Worked shifts over agreed shifts of the last half year, drawn to the assumed rate where there are few;
    0 to 1."""
    kinds = [EntryKind.SHIFT, EntryKind.NO_SHOW]
    rows = Entry.objects.filter(kind__in=kinds, occurred_at__gte=at - LOOK_BACK, occurred_at__lte=at)
    counts = dict(rows.values_list("kind").annotate(count=Count("id")))
    worked, missed = counts.get(EntryKind.SHIFT, 0), counts.get(EntryKind.NO_SHOW, 0)
    return float((worked + ASSUMED_SHIFTS * Settings.current().show_up) / (worked + missed + ASSUMED_SHIFTS))
