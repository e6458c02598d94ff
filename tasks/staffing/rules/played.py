"""A queue played event by event: what the formulas say, found another way, and what no formula says.

Exponential times, by a seed: the same question gets the same answer. Tests hold every shown formula against it; the
what-if of pooling uses it where several skills share some of their agents.
"""

import heapq
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from talentpool.kernel.questions import Unanswerable

WARM_UP = 0.1  # the empty beginning counts for nothing
CONTACTS_AT_MOST = 2_000_000
NEVER = float("inf")


@dataclass(frozen=True)
class Arrivals:
    """One kind of contact. patience_s: mean time a caller waits before hanging up; None: for ever."""

    per_s: float
    aht_s: float
    patience_s: float | None = None


@dataclass(frozen=True)
class Crew:
    """People who take the kinds in ``skills``. slower: their handling time as a multiple (1 for specialists)."""

    agents: int
    skills: frozenset[int]
    slower: float = 1.0


@dataclass
class Diary:
    """What one kind met. Shares are 0 to 1, times in seconds; waits are over all offered contacts."""

    served: int = 0
    hung_up: int = 0
    within: int = 0
    waited: int = 0
    wait_s: float = 0.0

    @property
    def offered(self) -> int:
        return self.served + self.hung_up

    @property
    def service_level(self) -> float:
        return self.within / self.offered if self.offered else 1.0

    @property
    def abandonment(self) -> float:
        return self.hung_up / self.offered if self.offered else 0.0

    @property
    def asa_s(self) -> float:
        return self.wait_s / self.offered if self.offered else 0.0

    @property
    def waiting_probability(self) -> float:
        return self.waited / self.offered if self.offered else 0.0


@dataclass(frozen=True)
class Played:
    """Diaries by kind, and the share of agents' time spent serving."""

    kinds: list[Diary]
    occupancy: float

    @property
    def service_level(self) -> float:
        """Over all kinds, weighted by contacts."""
        offered = sum(one.offered for one in self.kinds)
        return sum(one.within for one in self.kinds) / offered if offered else 1.0


@dataclass(frozen=True)
class _Caller:
    kind: int
    came: float
    leaves: float
    counts: bool


def play(
    *, kinds: Sequence[Arrivals], crews: Sequence[Crew], target_s: float, contacts: int = 20_000, seed: int = 1
) -> Played:
    """``contacts`` contacts of all kinds through the crews: longest waiting first, specialists before all-rounders."""
    if sum(kind.per_s for kind in kinds) <= 0 or not 0 < contacts <= CONTACTS_AT_MOST:
        raise Unanswerable("nothing_to_play", "There must be contacts, and not too many, to play a queue.")
    return _Game(kinds, crews, target_s, seed).run(contacts)


class _Game:
    """One run: who is free, who waits, which services end when."""

    def __init__(self, kinds: Sequence[Arrivals], crews: Sequence[Crew], target_s: float, seed: int) -> None:
        self.kinds, self.crews, self.target_s = kinds, crews, target_s
        self.draw = random.Random(seed)  # noqa: S311  (a game, no secret)
        self.free = [crew.agents for crew in crews]
        self.lines: list[deque[_Caller]] = [deque() for _ in kinds]
        self.order = [
            sorted((c for c, crew in enumerate(crews) if kind in crew.skills), key=lambda c: len(crews[c].skills))
            for kind in range(len(kinds))
        ]
        self.diaries = [Diary() for _ in kinds]
        self.ends: list[tuple[float, int]] = []
        self.now, self.busy_s = 0.0, 0.0

    def run(self, contacts: int) -> Played:
        rates = [kind.per_s for kind in self.kinds]
        total, began = sum(rates), 0.0
        for number in range(contacts):
            self._end_until(self.now + self.draw.expovariate(total))
            if number == int(contacts * WARM_UP):
                began, self.busy_s = self.now, 0.0
            kind = self.draw.choices(range(len(rates)), rates)[0]
            self._arrive(kind, counts=number >= contacts * WARM_UP)
        for kind in range(len(self.kinds)):
            self._hang_up(kind)
        staffed = sum(crew.agents for crew in self.crews) * (self.now - began)
        return Played(self.diaries, min(1.0, self.busy_s / staffed) if staffed else 0.0)

    def _arrive(self, kind: int, *, counts: bool) -> None:
        patience = self.kinds[kind].patience_s
        leaves = self.now + self.draw.expovariate(1 / patience) if patience else NEVER
        caller = _Caller(kind, self.now, leaves, counts)
        crew = next((crew for crew in self.order[kind] if self.free[crew]), None)
        if crew is None:
            self.lines[kind].append(caller)
            return
        self.free[crew] -= 1
        self._serve(caller, crew)

    def _serve(self, caller: _Caller, crew: int) -> None:
        length = self.draw.expovariate(1 / (self.kinds[caller.kind].aht_s * self.crews[crew].slower))
        heapq.heappush(self.ends, (self.now + length, crew))
        self.busy_s += length
        if caller.counts:
            diary, wait = self.diaries[caller.kind], self.now - caller.came
            diary.served += 1
            diary.waited += wait > 0
            diary.within += wait <= self.target_s
            diary.wait_s += wait

    def _end_until(self, moment: float) -> None:
        while self.ends and self.ends[0][0] <= moment:
            self.now, crew = heapq.heappop(self.ends)
            caller = self._next_for(crew)
            if caller is None:
                self.free[crew] += 1
            else:
                self._serve(caller, crew)
        self.now = moment

    def _next_for(self, crew: int) -> _Caller | None:
        """The longest waiting of this crew's kinds who has not hung up."""
        heads = []
        for kind in self.crews[crew].skills:
            self._hang_up(kind)
            if self.lines[kind]:
                heads.append((self.lines[kind][0].came, kind))
        return self.lines[min(heads)[1]].popleft() if heads else None

    def _hang_up(self, kind: int) -> None:
        """Take those from the line who had enough; what they waited counts."""
        line = self.lines[kind]
        if any(caller.leaves <= self.now for caller in line):
            for caller in [caller for caller in line if caller.leaves <= self.now]:
                line.remove(caller)
                if caller.counts:
                    diary = self.diaries[kind]
                    diary.hung_up += 1
                    diary.waited += 1
                    diary.wait_s += caller.leaves - caller.came


def play_chats(
    *, agents: int, per_s: float, aht_s: float, concurrency: int, slowdown: float, target_s: float,
    contacts: int = 20_000, seed: int = 1,
) -> Played:  # fmt: skip
    """Chats side by side, each on the agent with fewest; an agent with k of them works each at 1 ÷ (1 + slowdown ×
    (k − 1)) of the pace. No even spread is assumed: what an agent holds, she holds.
    """
    draw = random.Random(seed)  # noqa: S311  (a game, no secret)
    held, line, diary = [0] * agents, deque[tuple[float, bool]](), Diary()
    now, began, busy, arrived = 0.0, 0.0, 0.0, 0
    while arrived < contacts:
        # An agent's pace by how many she holds; the next event is the first of exponential ones.
        paces = [k / (aht_s * (1 + slowdown * (k - 1))) if k else 0.0 for k in held]
        total = per_s + sum(paces)
        step = draw.expovariate(total)
        now += step
        busy += step * sum(k > 0 for k in held)
        if draw.random() * total >= per_s:
            agent = draw.choices(range(agents), paces)[0]
            if line:
                came, counts = line.popleft()
                _note(diary, now - came, target_s, counts)
            else:
                held[agent] -= 1
            continue
        arrived += 1
        counts = arrived > contacts * WARM_UP
        if arrived == int(contacts * WARM_UP) + 1:
            began, busy = now, 0.0
        least = min(range(agents), key=held.__getitem__)
        if held[least] < concurrency:
            held[least] += 1
            _note(diary, 0.0, target_s, counts)
        else:
            line.append((now, counts))
    return Played([diary], busy / (agents * (now - began)))


def _note(diary: Diary, wait: float, target_s: float, counts: bool) -> None:
    if counts:
        diary.served += 1
        diary.waited += wait > 0
        diary.within += wait <= target_s
        diary.wait_s += wait
