"""What pooling skills saves in seats and what it costs in quality: by formula where there is one, played where not.

Apart: every kind has its own agents. Together: everybody takes everything, and each contact takes longer. In part: a
few all-rounders beside specialists, which often brings most of what pooling brings (Wallace and Whitt, A staffing
algorithm for call centers with skill-based routing, MSOM 7(4), 2005).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tasks.staffing.rules.goals import Goal, least_agents, served
from tasks.staffing.rules.played import Arrivals, Crew, play
from tasks.staffing.rules.queues import Stream

PLAYED_CONTACTS = 12_000
SHARES_PLAYED = (0.1, 0.2, 0.4)


@dataclass(frozen=True)
class Load:
    """One kind in the interval looked at: contacts in ``seconds`` and their mean handling time."""

    name: str
    offered: float
    aht_s: float


@dataclass(frozen=True)
class Variant:
    """One way to staff: agents in all, all-rounders among them, and the service level by formula and as played."""

    code: str
    agents: int
    all_rounders: int
    service_level: float | None
    played_level: float
    worst_level: float
    occupancy: float


@dataclass(frozen=True)
class Question:
    """What is compared. slower: an all-rounder's handling time as a multiple, 1 or more."""

    loads: Sequence[Load]
    seconds: int
    share: float
    target_s: int
    patience_s: float
    slower: float = 1.05


def compare(question: Question) -> list[Variant]:
    """Apart, in part (three shares of all-rounders, with the fewest agents that keep the level), and together."""
    apart = [_least(question, load.offered, load.aht_s) for load in question.loads]
    offered = sum(load.offered for load in question.loads)
    mean = sum(load.offered * load.aht_s for load in question.loads) / offered * question.slower
    together = _least(question, offered, mean)
    found = [_played("apart", question, apart, 0, _level_apart(question, apart))]
    for share in SHARES_PLAYED:
        found.append(_in_part(question, apart, share, together))
    level = served(
        model="erlang_a", agents=together, stream=_stream(question, offered, mean), target_s=Fraction(question.target_s)
    ).service_level
    found.append(_played("together", question, [0] * len(apart), together, level))
    return found


def _stream(question: Question, offered: float, aht_s: float) -> Stream:
    handling = Fraction(str(round(aht_s, 6)))
    load = Fraction(str(round(offered, 6))) * handling / question.seconds
    return Stream(load, handling, Fraction(str(question.patience_s)))


def _least(question: Question, offered: float, aht_s: float) -> int:
    goal = Goal(service_level=Fraction(str(question.share)), target_s=Fraction(question.target_s))
    return least_agents(model="erlang_a", stream=_stream(question, offered, aht_s), goal=goal)


def _level_apart(question: Question, agents: Sequence[int]) -> float:
    """Weighted by contacts."""
    offered = sum(load.offered for load in question.loads)
    levels = (
        (served(model="erlang_a", agents=n, stream=_stream(question, load.offered, load.aht_s),
                target_s=Fraction(question.target_s)).service_level or 0.0) * load.offered
        for load, n in zip(question.loads, agents, strict=True)
    )  # fmt: skip
    return sum(levels) / offered


def _played(
    code: str, question: Question, specialists: Sequence[int], all_rounders: int, level: float | None
) -> Variant:
    kinds = [Arrivals(load.offered / question.seconds, load.aht_s, question.patience_s) for load in question.loads]
    crews = [Crew(agents, frozenset({kind})) for kind, agents in enumerate(specialists) if agents]
    if all_rounders:
        crews.append(Crew(all_rounders, frozenset(range(len(kinds))), question.slower))
    outcome = play(kinds=kinds, crews=crews, target_s=question.target_s, contacts=PLAYED_CONTACTS)
    return Variant(
        code=code,
        agents=sum(specialists) + all_rounders,
        all_rounders=all_rounders,
        service_level=level,
        played_level=outcome.service_level,
        worst_level=min(diary.service_level for diary in outcome.kinds),
        occupancy=outcome.occupancy,
    )


def _in_part(question: Question, apart: Sequence[int], share: float, together: int) -> Variant:
    """The fewest agents with this share of all-rounders that keep the level for every kind, as played."""
    total = sum(apart)
    best = _mixed(question, apart, total, share)
    low, high = min(together, total), total
    while low < high:
        middle = (low + high) // 2
        tried = _mixed(question, apart, middle, share)
        if tried.worst_level >= question.share - 0.005:
            best, high = tried, middle
        else:
            low = middle + 1
    return best


def _mixed(question: Question, apart: Sequence[int], total: int, share: float) -> Variant:
    """``total`` agents: a share of all-rounders, the rest specialists in proportion to what each kind needs apart."""
    rounders = max(1, math.ceil(total * share))
    rest, whole = max(0, total - rounders), sum(apart)
    parts = [rest * agents / whole for agents in apart]
    counts = [math.floor(part) for part in parts]
    for place in sorted(range(len(parts)), key=lambda p: counts[p] - parts[p])[: rest - sum(counts)]:
        counts[place] += 1
    return _played(f"part_{round(share * 100)}", question, counts, rounders, None)
