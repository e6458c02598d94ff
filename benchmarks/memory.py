"""How much memory a piece of work takes at its peak, read from the kernel while it runs."""

import threading
from collections.abc import Callable
from pathlib import Path

EVERY_S = 0.05


def peak_megabytes(work: Callable[[], object]) -> float:
    """The largest resident size of this process during ``work``, in MB."""
    over = threading.Event()
    seen = [_resident()]

    def watch() -> None:
        while not over.wait(EVERY_S):
            seen[0] = max(seen[0], _resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work()
    finally:
        over.set()
        watcher.join()
    return seen[0]


def _resident() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
