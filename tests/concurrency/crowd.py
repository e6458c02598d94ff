"""A crowd that taps at once: many threads, a connection each, let go together."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections

from talentpool.kernel.errors import Refusal


@contextmanager
def a_connection_each() -> Iterator[None]:
    """Threads get connections of their own instead of queueing for the web's pool."""
    options = connections.databases["default"]["OPTIONS"]
    pool = options.pop("pool", None)
    try:
        yield
    finally:
        if pool is not None:
            options["pool"] = pool


def all_at_once(taps: Sequence[Callable[[], Any]], *, threads: int = 64) -> Counter[str]:
    """Run every tap, ``threads`` at a time, from one starting gun; how often each ended how.

    "ok", a refusal's code, or the name of an unexpected exception.
    """
    ended: Counter[str] = Counter()
    waiting = iter(taps)
    lock, gun = threading.Lock(), threading.Barrier(threads)

    def worker() -> None:
        connection.ensure_connection()
        gun.wait()
        try:
            while True:
                with lock:
                    tap = next(waiting, None)
                if tap is None:
                    return
                outcome = _outcome(tap)
                with lock:
                    ended[outcome] += 1
        finally:
            connection.close()

    crowd = [threading.Thread(target=worker) for _ in range(threads)]
    with a_connection_each():
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
    return ended


def _outcome(tap: Callable[[], Any]) -> str:
    try:
        tap()
    except Refusal as refusal:
        return refusal.code
    except Exception as error:
        return type(error).__name__
    return "ok"
