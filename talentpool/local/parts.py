"""The parts of the running product, in the order they start; they stop in the reverse."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from talentpool.local.broker import EmbeddedBroker
from talentpool.local.children import spawn
from talentpool.local.database import EmbeddedDatabase
from talentpool.local.errors import PartFailed
from talentpool.local.folder import Folder, last_line

Child = subprocess.Popen[bytes]
PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Part:
    """name: also its log's. patience: seconds it gets to end by itself."""

    name: str
    start: Callable[[], Child]
    wait: Callable[[Child], None]
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 15


def database(embedded: EmbeddedDatabase, env: Mapping[str, str]) -> Part:
    return Part("database", lambda: embedded.start(env), embedded.wait, signal.SIGINT, patience=60)


def broker(embedded: EmbeddedBroker, env: Mapping[str, str]) -> Part:
    return Part("broker", lambda: embedded.start(env), embedded.wait)


def web(folder: Folder, env: Mapping[str, str], *, port: int) -> Part:
    """gunicorn with threads; ``WEB_WORKERS`` processes (by default one per core, at most 2)."""
    workers = env.get("WEB_WORKERS") or str(min(os.cpu_count() or 1, 2))
    argv = [
        *(
            sys.executable,
            "-m",
            "gunicorn",
            "talentpool.wsgi",
            "--bind",
            f"{env.get('BIND', '127.0.0.1')}:{port}",
        ),
        *("--config", "python:talentpool.local.serving", "--workers", workers, "--threads", "8"),
        *("--timeout", "60", "--graceful-timeout", "10", "--keep-alive", "5"),
    ]
    log = folder.log("web")
    # The processes of the web share their counters through this folder, so that /metrics is the sum of them.
    counters = folder.run / "metrics"

    def start() -> Child:
        shutil.rmtree(counters, ignore_errors=True)
        counters.mkdir(exist_ok=True)  # a killed web's last process may still be writing there
        return spawn(argv, env={**env, "PROMETHEUS_MULTIPROC_DIR": str(counters)}, log=log, cwd=PROJECT)

    def wait(child: Child) -> None:
        _until(lambda: _answers(port), child, "web server", log)

    return Part("web", start, wait)


def worker(folder: Folder, env: Mapping[str, str]) -> Part:
    count = env.get("JOB_WORKERS") or "2"
    argv = [
        *(sys.executable, "-m", "celery", "--app", "talentpool", "worker", "--loglevel", "INFO"),
        *("--concurrency", count, "--without-gossip", "--without-mingle"),
    ]
    return _celery("worker", argv, folder, env)


def beat(folder: Folder, env: Mapping[str, str]) -> Part:
    argv = [
        *(sys.executable, "-m", "celery", "--app", "talentpool", "beat", "--loglevel", "INFO"),
        *("--schedule", str(folder.run / "beat"), "--pidfile="),
    ]
    return _celery("beat", argv, folder, env)


def _celery(name: str, argv: list[str], folder: Folder, env: Mapping[str, str]) -> Part:
    ready, log = folder.run / f"{name}.ready", folder.log(name)

    def start() -> Child:
        ready.unlink(missing_ok=True)
        return spawn(argv, env={**env, "READY_FILE": str(ready)}, log=log, cwd=PROJECT)

    return Part(name, start, lambda child: _until(ready.exists, child, name, log))


def _until(ready: Callable[[], bool], child: Child, what: str, log: Path, *, patience: float = 90) -> None:
    """Raises PartFailed when the child ends or ``patience`` seconds pass before it is ready."""
    end = time.monotonic() + patience
    while not ready():
        if child.poll() is not None:
            said = last_line(log)
            raise PartFailed(what, f"ended at its start ({said})" if said else "ended at its start", log)
        if time.monotonic() > end:
            raise PartFailed(what, f"isn't ready after {patience:.0f} seconds", log)
        time.sleep(0.05)


def _answers(port: int) -> bool:
    """True once the web answers at all: a page that fails is the page's matter and stands in the log."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status > 0
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
