"""gunicorn's configuration under the supervisor."""

import os
import signal
from pathlib import Path
from typing import Any

from talentpool.local.processes import die_with_parent

worker_class = "gthread"
if Path("/dev/shm").is_dir():  # noqa: S108  (heartbeats in memory; a busy disk must not look like a hung worker)
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def post_fork(server: Any, worker: Any) -> None:
    """A worker outlives neither the supervisor nor a killed master."""
    die_with_parent(signal.SIGKILL, os.getppid())
