"""The whole product, running as ``manage.py up`` runs it, for browser tests: embedded database and broker, web, worker,
beat, in a data folder of its own, on a free port."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talentpool.local.children import die_with_parent
from tests.journeys.backstage import Backstage

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 150  # seconds until all parts answer; migrations of an empty database are the longest
# What a test run lends its own database by must not reach the product: it has parts of its own.
LENT = ("DATABASE_URL", "TEST_BROKER_URL", "CELERY_BROKER_URL", "CACHE_URL", "SECRET_KEY")


@dataclass(frozen=True)
class Product:
    """base: its address without a slash at the end. backstage: hands and eyes on its database."""

    base: str
    folder: Path
    backstage: Backstage

    def logs(self) -> str:
        """The last lines of every part's log, for a failure's report."""
        found = sorted((self.folder / "logs").glob("*"))
        return "\n".join(f"--- {path.name}\n{_tail(path)}" for path in found)


@contextmanager
def running(*, agents: int) -> Iterator[Product]:
    """The product with a demo pool of so many agents. Stopped in order at the end; its folder is gone then."""
    folder = Path(tempfile.mkdtemp(prefix="talentpool-journey-", dir=_memory()))
    port = _free_port()
    env = {
        **{key: value for key, value in os.environ.items() if key not in LENT},
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "DEMO": "0",
        "WEB_WORKERS": "1",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    product = _start([sys.executable, "manage.py", "up"], env)
    try:
        _until_ready(product)
        with Backstage.opened(env, PROJECT) as backstage:
            backstage.make_demo(agents=agents)
            yield Product(f"http://127.0.0.1:{port}", folder, backstage)
    finally:
        product.send_signal(signal.SIGTERM)
        try:
            product.wait(60)
        except subprocess.TimeoutExpired:
            product.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _start(argv: Sequence[str], env: dict[str, str]) -> subprocess.Popen[str]:
    parent = os.getpid()
    return subprocess.Popen(
        argv,
        env=env,
        cwd=PROJECT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: die_with_parent(signal.SIGTERM, parent),
    )


def _until_ready(product: subprocess.Popen[str]) -> None:
    """Reads what the supervisor says until it is ready. Raises RuntimeError with all it said."""
    assert product.stdout is not None
    said: list[str] = []
    clock = threading.Timer(PATIENCE, product.kill)
    clock.start()
    for line in product.stdout:
        said.append(line)
        if line.startswith("Ready:"):
            clock.cancel()
            threading.Thread(target=_drain, args=(product.stdout,), daemon=True).start()
            return
    clock.cancel()
    raise RuntimeError("the product did not start:\n" + "".join(said))


def _drain(stream: Any) -> None:
    for _line in stream:
        pass


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _memory() -> Path | None:
    memory = Path("/dev/shm")  # noqa: S108
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 1024**3
    return memory if roomy else None


def _tail(path: Path, lines: int = 25) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
