"""Work that is not a queue: deadlines of hours or days, done between calls; attempts from a list in calling hours."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


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


@dataclass(frozen=True)
class Filling:
    """Written work laid into a period. done: agents' time used in each interval. extra: agents it needs beside the
    free time, the same in every interval where they are wanted. late: work that misses its deadline, in
    agent-intervals (only where ``extra`` was bounded).
    """

    done: list[float]
    extra: int
    late: float


def fill_gaps(
    *, work: Sequence[float], free: Sequence[float], deadline: int, open_: Sequence[bool] | None = None
) -> Filling:
    """Written work between calls, oldest first, and the least extra agents that keep every deadline.

    work: agent-intervals arriving at the start of each interval. free: agents' time that calls leave. deadline: in
    intervals, at least 1. open_: where extra agents may work; everywhere if not given. What arrives so late that its
    deadline lies beyond the period is done as far as time is free, and is not late.
    """
    allowed = list(open_) if open_ is not None else [True] * len(work)
    most = math.ceil(sum(work)) + 1
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if _late(work, free, deadline, middle, allowed)[1] <= 1e-9:
            high = middle
        else:
            low = middle + 1
    done, late = _late(work, free, deadline, low, allowed)
    return Filling(done, low, late)


def steady_filling(
    *, work: Sequence[float], free: Sequence[float], deadline: int, open_: Sequence[bool] | None = None
) -> Filling:
    """``fill_gaps`` for a period that goes on as it is: nothing is put off past its end.

    The period is laid end to end until the first deadline has passed; what the last lap does is what each lap does.
    """
    laps = 2 + -(-deadline // max(1, len(work)))
    allowed = list(open_) if open_ is not None else [True] * len(work)
    whole = fill_gaps(work=[*work] * laps, free=[*free] * laps, deadline=deadline, open_=allowed * laps)
    return Filling(whole.done[-len(work) :], whole.extra, whole.late)


def _late(
    work: Sequence[float], free: Sequence[float], deadline: int, extra: int, allowed: Sequence[bool]
) -> tuple[list[float], float]:
    """First come first served: what is done in each interval, and how much misses its deadline."""
    queue: list[list[float]] = []  # [arrived in, left], oldest first
    done, late = [], 0.0
    for now, arriving in enumerate(work):
        queue.append([now, arriving])
        room = start = free[now] + (extra if allowed[now] else 0)
        while queue and room > 0:
            part = min(room, queue[0][1])
            room, queue[0][1] = room - part, queue[0][1] - part
            if queue[0][1] <= 1e-12:
                queue.pop(0)
        done.append(start - room)
        while queue and queue[0][0] + deadline - 1 <= now:
            late += queue.pop(0)[1]
    return done, late


def outbound_hours(
    *, attempts: Fraction, dialling_s: Fraction, connects: Fraction, handling_s: Fraction, occupancy: Fraction
) -> Fraction:
    """Agent hours of a campaign: (attempts × dialling + connects × handling) ÷ occupancy (0 to 1)."""
    return (attempts * dialling_s + connects * handling_s) / occupancy / 3600


@dataclass(frozen=True)
class Campaign:
    """Calls we make. connect_share: attempts that reach a person; most_attempts: per record; struck: records that may
    not be called, for want of consent or by a do-not-call list, as a share.
    """

    dialling_s: Fraction
    handling_s: Fraction
    connect_share: Fraction
    most_attempts: int
    struck: Fraction
    occupancy: Fraction

    def attempts(self, records: Fraction) -> Fraction:
        """Expected attempts: each record is tried until somebody answers, at most ``most_attempts`` times."""
        callable_ = records * (1 - self.struck)
        missed = 1 - self.connect_share
        if self.connect_share == 0:
            return callable_ * self.most_attempts
        return callable_ * (1 - missed**self.most_attempts) / self.connect_share

    def connects(self, records: Fraction) -> Fraction:
        """Records that answer at last."""
        return records * (1 - self.struck) * (1 - (1 - self.connect_share) ** self.most_attempts)

    def hours(self, records: Fraction) -> Fraction:
        """Agent hours for so many records."""
        return outbound_hours(
            attempts=self.attempts(records),
            dialling_s=self.dialling_s,
            connects=self.connects(records),
            handling_s=self.handling_s,
            occupancy=self.occupancy,
        )


def outbound_agents(*, hours: Fraction, minutes: int, intervals: int) -> int:
    """The least constant agents who do ``hours`` within ``intervals`` calling intervals of ``minutes``."""
    return math.ceil(hours * 60 / (minutes * intervals)) if intervals else 0
