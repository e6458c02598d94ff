"""Which one action keeps somebody's skill fresh: the cheapest that helps, with what it adds."""

from __future__ import annotations

from typing import NamedTuple

from talentpool.activation.rules.freshness import WORTH

WORTH_OF = {
    "practice": WORTH["practice"],
    "drill": WORTH["practice"],
    "refresher": WORTH["exam"],
    "ping": WORTH["ping"],
}


class Proposed(NamedTuple):
    """An action and the freshness it adds the day it is done, 0 to 1."""

    action: str
    gain: float


def propose(*, freshness: float, below: float, silent: bool) -> Proposed | None:
    """One action for a skill below the line, or None.

    silent: asked lately and answered nothing: then a ping comes first, which costs least and shows whether she is
    there at all. Never proven: a drill, whose test contact is the first proof. Far below: a refresher with its exam.
    Just below: one practice task.
    """
    if freshness >= below:
        return None
    if silent:
        action = "ping"
    elif freshness <= 0:
        action = "drill"
    else:
        action = "practice" if freshness >= below / 3 else "refresher"
    return Proposed(action, max(0.0, WORTH_OF[action] - freshness))


def passes(*, right: int, contacts: int, needed: int) -> bool:
    """Whether a practice task counts as a proof: as many right as needed, all where there are fewer contacts."""
    return contacts > 0 and right >= min(needed, contacts)
