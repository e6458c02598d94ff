"""gunicorn's configuration under the supervisor."""

import gc
import os
import signal
from pathlib import Path
from typing import Any

from talentpool.local.children import die_with_parent

worker_class = "gthread"
if Path("/dev/shm").is_dir():  # noqa: S108  (heartbeats in memory; a busy disk must not look like a hung worker)
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def post_fork(server: Any, worker: Any) -> None:
    """A worker outlives neither the supervisor nor a killed master."""
    die_with_parent(signal.SIGKILL, os.getppid())


def child_exit(server: Any, worker: Any) -> None:
    """The counters of a worker that ended stay in the sums; its gauges don't."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def post_worker_init(worker: Any) -> None:
    """Read what every page needs, and let the collector never look at it again.

    One look at it all takes a sixth of a second, and whoever waits for a page then waits for that too.
    """
    from django.urls import get_resolver

    _known = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
