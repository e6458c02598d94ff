"""What happens next, in simulated time: a heap of acts, carried out by a few hands."""

import heapq
import itertools
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import close_old_connections

Act = Callable[[], str]


class Agenda:
    """Acts with their time. Each returns one word that is counted ("accepted", "late", ...); an error counts too."""

    def __init__(self, hands: int = 8) -> None:
        self._heap: list[tuple[datetime, int, Act]] = []
        self._order = itertools.count()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(hands)
        self._under_way = threading.BoundedSemaphore(hands * 4)
        self.counted: Counter[str] = Counter()
        self.failures: list[str] = []

    def at(self, when: datetime, act: Act) -> None:
        with self._lock:
            heapq.heappush(self._heap, (when, next(self._order), act))

    def carry_out(self, until: datetime) -> int:
        """Start everything that is due; waits only when the hands are full. Returns how many were started."""
        started = 0
        while (act := self._due(until)) is not None:
            self._under_way.acquire()
            self._pool.submit(self._do, act)
            started += 1
        return started

    def _due(self, until: datetime) -> Act | None:
        with self._lock:
            if self._heap and self._heap[0][0] <= until:
                return heapq.heappop(self._heap)[2]
        return None

    def _do(self, act: Act) -> None:
        try:
            word = act()
        except Exception as error:  # one person's bad luck must not stop everybody's day
            word = "failed"
            self.failures.append(f"{type(error).__name__}: {error}"[:200])
        finally:
            close_old_connections()
            self._under_way.release()
        if word:
            self.counted[word] += 1

    def close(self) -> None:
        self._pool.shutdown(wait=True)
