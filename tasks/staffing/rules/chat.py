"""Chats: an agent holds several at once, and each lasts longer the more she holds.

With j chats spread evenly over n agents, each agent holds k = j ÷ n of them, and a chat that alone takes ``aht`` takes
aht × (1 + slowdown × (k − 1)) while k are held: a birth-death process whose service rate falls with concurrency.
Beyond n × concurrency chats wait in a queue, first come first served. Routing to whoever holds fewest comes near an even
spread: against chats played one by one the service level is up to five points too kind in a crew of four, and within a
point or two from eight agents on.
Sources: Luo and Zhang, Staffing and control of instant messaging contact centers, Operations Research 61(2), 2013;
Cooper, Introduction to Queueing Theory, 2nd ed., ch. 2 (birth and death).
"""

import math
from dataclasses import dataclass

import numpy as np

from talentpool.kernel.questions import Unanswerable
from tasks.staffing.rules.goals import least

CONCURRENCY_AT_MOST = 8
SLOTS_AT_MOST = 200_000


@dataclass(frozen=True)
class Chats:
    """A steady stream of chats. per_s: arrivals a second. aht_s: how long one takes an agent who holds no other.

    slowdown: how much longer each takes for every further chat held, 0 (not at all) to 1.
    """

    per_s: float
    aht_s: float
    concurrency: int = 2
    slowdown: float = 0.2

    @property
    def rate_when_full(self) -> float:
        """Chats an agent finishes a second while she holds as many as she may."""
        return self.concurrency / (self.aht_s * (1 + self.slowdown * (self.concurrency - 1)))

    @property
    def erlangs(self) -> float:
        """Agents' time, in agents, if every chat were held among ``concurrency``."""
        return self.per_s / self.rate_when_full


@dataclass(frozen=True)
class ChatService:
    """What customers and agents meet; shares 0 to 1, times in seconds. at_once: chats an agent holds, on average."""

    service_level: float
    waiting_probability: float
    asa_s: float
    occupancy: float
    at_once: float


def chat_service(*, agents: int, chats: Chats, target_s: float) -> ChatService:
    """First answers within ``target_s`` ÷ chats, and the rest. Raises Unanswerable ``overloaded``."""
    slots = agents * chats.concurrency
    if slots > SLOTS_AT_MOST:
        raise Unanswerable("too_large", "Too many chats at once to compute with.")
    full = agents * chats.rate_when_full
    if full <= chats.per_s:
        raise Unanswerable("overloaded", f"{agents} agents can't serve these chats: the queue only grows.")
    weights = _weights(agents, slots, chats)
    # Beyond the last slot the weights fall geometrically by per_s ÷ full.
    ratio = chats.per_s / full
    tail = float(weights[-1]) * ratio / (1 - ratio)
    whole = float(weights.sum()) + tail
    waits = (float(weights[-1]) + tail) / whole
    held = np.minimum(np.arange(slots + 1), slots)
    busy = (float((np.minimum(held, agents) * weights).sum()) + agents * tail) / whole / agents
    mean_held = (float((held * weights).sum()) + slots * tail) / whole
    return ChatService(
        service_level=1 - waits * math.exp(-(full - chats.per_s) * target_s),
        waiting_probability=waits,
        asa_s=waits / (full - chats.per_s),
        occupancy=busy,
        at_once=mean_held / (agents * busy) if busy else 0.0,
    )


def _weights(agents: int, slots: int, chats: Chats) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Of the states 0 to ``slots`` chats, scaled so that the largest is 1."""
    chats_now = np.arange(1, slots + 1, dtype=np.float64)
    beyond_one = np.maximum(0.0, chats_now / agents - 1.0)
    rates = chats_now / (chats.aht_s * (1 + chats.slowdown * beyond_one))
    logs = np.concatenate([[0.0], np.cumsum(np.log(chats.per_s) - np.log(rates))])
    return np.asarray(np.exp(logs - logs.max()), dtype=np.float64)


def least_chat_agents(*, chats: Chats, share: float, target_s: float, max_occupancy: float = 1.0) -> int:
    """The smallest n for which ``share`` of the chats get their first answer in time.

    max_occupancy bounds the share of the full rate that is used: at 0.9 a tenth of the pace is kept in reserve.
    """
    if chats.per_s <= 0:
        return 0
    start = max(1, math.ceil(chats.erlangs / max_occupancy - 1e-9))
    if start <= chats.erlangs:
        start += 1

    def enough(agents: int) -> bool:
        return chat_service(agents=agents, chats=chats, target_s=target_s).service_level >= share

    return least(enough, start=start)
