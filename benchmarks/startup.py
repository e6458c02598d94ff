"""H15: `make up` on a machine with packages cached until the first page answers.

The first start (database, migrations, demo pool) is told beside it; the headline is the warm start that follows.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Headline, Scale, count, several

NEEDS_DATABASE = False
WARM_STARTS = 3
_EMBEDDED = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "SECRET_KEY")


def run(scale: Scale) -> Iterator[Headline]:
    data = Path(tempfile.mkdtemp(prefix="talentpool-bench-"))
    try:
        first = _start(data)
        warm = [_start(data) for _ in range(WARM_STARTS)]
    finally:
        shutil.rmtree(data, ignore_errors=True)
    yield several("startup", warm, target="< 15 s", unit="s", note="warm start until everything is ready")
    yield count("startup-first", first, target="< 90 s", n=1, unit="s", note="first start, demo pool included")


def _start(data: Path) -> float:
    """Seconds from the command until it says that everything answers; then it is stopped."""
    env = {key: value for key, value in os.environ.items() if key not in _EMBEDDED}
    env |= {"DATA_DIR": str(data), "PORT": str(_free_port())}
    begin = time.perf_counter()
    with subprocess.Popen([sys.executable, "manage.py", "up"], env=env, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for line in program.stdout:
            if line.startswith("Ready: "):
                break
        took = time.perf_counter() - begin
        program.send_signal(signal.SIGTERM)
        program.stdout.read()
    if program.returncode != 0:
        raise RuntimeError(f"manage.py up ended with {program.returncode}; see {data}/logs")
    return took


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
