"""Pure decisions of attendance: windows, minutes, who is missing. Time comes in as an argument, in UTC."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


def check_in_is_open(*, starts_at: datetime, ends_at: datetime, at: datetime, early_minutes: int) -> bool:
    """From ``early_minutes`` before the start until the end, half-open."""
    return starts_at - timedelta(minutes=early_minutes) <= at < ends_at


def confirming_is_open(*, starts_at: datetime, at: datetime, hours: int) -> bool:
    """From ``hours`` before the start until the start."""
    return starts_at - timedelta(hours=hours) <= at < starts_at


def is_on_time(*, starts_at: datetime, checked_in_at: datetime, grace_minutes: int) -> bool:
    return checked_in_at <= starts_at + timedelta(minutes=grace_minutes)


@dataclass(frozen=True)
class Stretch:
    """Half-open; ``paid`` for a break."""

    start: datetime
    end: datetime
    paid: bool = True


def approved_minutes(
    *, shift: Stretch, checked_in_at: datetime, checked_out_at: datetime, breaks: list[Stretch], faults: list[Stretch]
) -> int:
    """What is paid and invoiced: attended time inside the shift, less unpaid breaks and faults of the agent's own kit.

    Real elapsed time, so a night when the clocks change counts as long as it was. Rounded down to whole minutes once.
    """
    start, end = max(shift.start, checked_in_at), min(shift.end, checked_out_at)
    if end <= start:
        return 0
    seconds = (end - start).total_seconds()
    unpaid = [one for one in [*breaks, *faults] if not one.paid]
    for one in _merged(unpaid):
        seconds -= max(0.0, (min(end, one.end) - max(start, one.start)).total_seconds())
    return int(seconds // 60)


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    """Overlapping stretches count once."""
    merged: list[Stretch] = []
    for one in sorted(stretches, key=lambda s: s.start):
        if merged and one.start <= merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(merged[-1].end, one.end), paid=False)
        else:
            merged.append(one)
    return merged


def unpaid_part(*, taken: Stretch, allowance_minutes: float) -> tuple[Stretch, float]:
    """A break beyond what the shift allows is unpaid: the unpaid tail of ``taken``, and the allowance left after it."""
    minutes = (taken.end - taken.start).total_seconds() / 60
    paid = min(minutes, allowance_minutes)
    return Stretch(taken.start + timedelta(minutes=paid), taken.end, paid=False), allowance_minutes - paid


def search_terms(text: str) -> list[str]:
    """What a text is found by: Latin words and numbers as they are, in small letters; Chinese as pairs of neighbours.

    A single Chinese character stands alone. Each term once, in order of appearance.
    """
    found: dict[str, None] = {}
    for run in re.findall(r"[a-z0-9]+|[\u3400-\u9fff\uf900-\ufaff]+", text.lower()):
        if run[0].isascii() or len(run) == 1:
            found[run] = None
        else:
            found.update((run[at : at + 2], None) for at in range(len(run) - 1))
    return list(found)


def teams(*, leads: Sequence[int], others: Sequence[int], ratio: int) -> dict[int, int | None]:
    """Whose team each of ``others`` is in: leads in turn, each at most ``ratio``; None: the dispatch desk's.

    Numbers are keys of days. In order, so that the same people always make the same teams.
    """
    places = [lead for _round in range(ratio) for lead in leads]
    return {one: places[index] if index < len(places) else None for index, one in enumerate(others)}


def leads_needed(*, people: int, ratio: int) -> int:
    """How many team leads a shift of so many people needs, one to ``ratio``."""
    return -(-people // ratio) if people > 0 else 0
