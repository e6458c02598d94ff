"""People whom submitted orders hold: they are promised to no other order at that time, whatever it asks for.

A hold counts people of a segment (skill, channel, language) and names nobody. Who could serve it is asked first by it:
so of the people found for another demand, as many of the first as it holds and who could serve it are left out.
"""

from collections.abc import Collection, Sequence
from math import ceil

from talentpool.activation.demand import Demand, Slot
from talentpool.activation.matching import Match
from talentpool.activation.models import Hold, MatchRow
from talentpool.activation.rules.calendar import Range, overlaps
from talentpool.activation.states import HoldState

Key = tuple[int, str, str]  # skill, channel, language
Held = tuple[Key, Range, float]
LEVELS = range(1, 6)
LANGUAGE_FROM = 3


def bound_people(demand: Demand) -> list[dict[Key, int]]:
    """Per slot: how many people of each segment other orders bind at that time. One query."""
    holds = _holds(demand)
    return [
        _needs(slot, holds, own=(demand.skill_id, demand.channel_of(slot), demand.language)) for slot in demand.slots
    ]


def without_held(
    demand: Demand, found: Sequence[Match], bound: Sequence[dict[Key, int]]
) -> tuple[list[Match], list[int]]:
    """Leave out, slot by slot, the first of those whom other orders' holds will ask before us; and how many it was.

    bound: what ``bound_people`` says of the demand.
    """
    if not any(bound):
        return list(found), [0] * len(demand.slots)
    left = [dict(needs) for needs in bound]
    asked = {key for needs in left for key in needs if key[1:] != (demand.channel, demand.language)}
    asked |= {key for needs in left for key in needs if key[0] != demand.skill_id}
    able = {key: _able(key, {match.agent_id for match in found}) for key in asked}
    kept, out = [], [0] * len(demand.slots)
    for match in found:
        key = next(
            (k for k, n in left[match.slot].items() if n and match.agent_id in able.get(k, (match.agent_id,))), None
        )
        if key is None:
            kept.append(match)
        else:
            left[match.slot][key] -= 1
            out[match.slot] += 1
    return kept, out


def _holds(demand: Demand) -> list[Held]:
    """What other orders bind while the demand lasts. One query."""
    span = (min(slot.starts_at for slot in demand.slots), max(slot.ends_at for slot in demand.slots))
    holds = Hold.objects.filter(state=HoldState.HELD, during__overlap=span)
    if demand.exclude_holds_of:
        holds = holds.exclude(owner=demand.exclude_holds_of)
    rows = holds.order_by("pk").values_list("skill_id", "channel", "language_id", "during", "people")
    return [((skill, channel, language), (d.lower, d.upper), people) for skill, channel, language, d, people in rows]


def _needs(slot: Slot, holds: Sequence[Held], *, own: Key) -> dict[Key, int]:
    """How many people each segment's holds bind during the slot, the slot's own segment first."""
    sums: dict[Key, float] = {}
    for key, during, people in holds:
        if overlaps(during, (slot.starts_at, slot.ends_at)):
            sums[key] = sums.get(key, 0.0) + people
    return {key: ceil(sums[key]) for key in sorted(sums, key=lambda key: (key != own, key))}


def _able(key: Key, agents: Collection[int]) -> set[int]:
    """Who of these people could serve another segment, and may be asked by the order that holds it."""
    skill, channel, language = key
    rows = MatchRow.objects.filter(
        skill_id=skill,
        deployable=True,
        certified_until__isnull=False,
        channels__overlap=[f"{channel}:{level}" for level in LEVELS],
        languages__overlap=[f"{language}:{level}" for level in LEVELS if level >= LANGUAGE_FROM],
    )
    return set(rows.values_list("agent_id", flat=True)) & set(agents) if agents else set()
