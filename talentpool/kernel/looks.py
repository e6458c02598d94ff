"""A look that many share: what is the same for everybody who asks within a moment is made once."""

import threading
from collections.abc import Callable

from django.core.cache import cache

_STALE = 3  # seconds longer than it is fresh
_locks = [threading.Lock() for _ in range(64)]


def shared_look(key: str, make: Callable[[], str], *, seconds: float) -> str:
    """What ``make`` says, made anew at most once in ``seconds`` by all processes that share a cache.

    Whoever comes while it is made anew gets the one before, at most three seconds older; where there is none, threads
    wait for the first of them. Without this a page that takes longer than it stays fresh is made by everybody at once,
    which takes longer still.
    """
    if not cache.add(f"look-taken:{key}", True, seconds):
        kept: str | None = cache.get(f"look:{key}")
        if kept is not None:
            return kept
        with _locks[hash(key) % len(_locks)]:
            kept = cache.get(f"look:{key}")
            return kept if kept is not None else _make(key, make, seconds)
    return _make(key, make, seconds)


def _make(key: str, make: Callable[[], str], seconds: float) -> str:
    made = make()
    cache.set(f"look:{key}", made, seconds + _STALE if seconds else 0)
    return made
