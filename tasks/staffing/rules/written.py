"""Work that is not a queue of calls: chats side by side, deadlines of days, attempts from a list."""

import math
from fractions import Fraction

from tasks.staffing.rules.goals import Goal, least_agents
from tasks.staffing.rules.queues import Stream


def chat_agents(*, chats: Fraction, interval_s: Fraction, aht_s: Fraction, concurrency: int, goal: Goal) -> int:
    """The least agents for chats when each holds ``concurrency`` of them at once.

    aht_s: how long one chat lasts while its agent holds ``concurrency``. Every slot is a server of an
    Erlang C queue; the first answer must come within the goal's target. Slots come in whole agents.
    """
    stream = Stream(chats * aht_s / interval_s, aht_s)
    return math.ceil(Fraction(least_agents(model="erlang_c", stream=stream, goal=goal), concurrency))


def deadline_agents(*, arrivals: list[Fraction], aht_s: Fraction, interval_s: Fraction, deadline: int) -> int:
    """The least constant number of agents that finishes every e-mail in time, first come first served.

    arrivals: per interval, arriving at its start. deadline: in intervals, at least 1; an item of interval i
    is done by the end of interval i + deadline - 1. The work due must fit between any two moments: the
    maximum over i <= j of the work arriving in i..j ÷ the intervals from i to j's deadline.
    """
    most = Fraction(0)
    for first in range(len(arrivals)):
        work = Fraction(0)
        for last in range(first, len(arrivals)):
            work += arrivals[last] * aht_s / interval_s
            most = max(most, work / (last - first + deadline))
    return math.ceil(most)


def outbound_hours(
    *, attempts: Fraction, dialling_s: Fraction, connects: Fraction, handling_s: Fraction, occupancy: Fraction
) -> Fraction:
    """Agent hours of a campaign: (attempts × dialling + connects × handling) ÷ occupancy (0 to 1)."""
    return (attempts * dialling_s + connects * handling_s) / occupancy / 3600
