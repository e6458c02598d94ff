"""Run a command with a throw-away database and broker: ``python -m talentpool.local.throwaway -- pytest -n 2``.

``--durable`` before ``--`` keeps the promises to the disk, which is what a measurement wants.
Where DATABASE_URL is given, that database is used and none is started; the same holds for TEST_BROKER_URL.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from talentpool.local.broker import EmbeddedBroker
from talentpool.local.children import die_with_parent, stop
from talentpool.local.database import DURABLE, FLEETING, EmbeddedDatabase
from talentpool.local.errors import LocalError
from talentpool.local.folder import Folder


@contextmanager
def folder(*, durable: bool = False) -> Iterator[Folder]:
    """A data folder that is gone afterwards; in memory where there is a memory file system, unless durable."""
    memory = Path("/dev/shm")  # noqa: S108
    roomy = (
        not durable and memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 1024**3
    )
    root = Path(tempfile.mkdtemp(prefix="talentpool-test-", dir=memory if roomy else None))
    try:
        yield Folder.open(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def database(place: Folder, *, durable: bool = False) -> Iterator[str]:
    """Yields its DATABASE_URL. Start from the main thread."""
    embedded = EmbeddedDatabase(place, options=DURABLE if durable else FLEETING)
    embedded.create()
    server = embedded.start(os.environ)
    try:
        embedded.wait(server)
        yield embedded.url
    finally:
        stop(server, gently=signal.SIGQUIT, patience=10)  # without a last checkpoint: nobody will read it


@contextmanager
def broker(place: Folder) -> Iterator[str]:
    """Yields its CELERY_BROKER_URL. Start from the main thread."""
    embedded = EmbeddedBroker(place)
    server = embedded.start(os.environ)
    try:
        embedded.wait(server)
        yield embedded.broker_url
    finally:
        stop(server, gently=signal.SIGKILL, patience=5)


def main(argv: Sequence[str]) -> int:
    """Exit status of the command; 1 with one sentence when the database can't be had."""
    durable = argv[:1] == ["--durable"]
    rest = list(argv[1:] if durable else argv)
    command = rest[1:]
    if rest[:1] != ["--"] or not command:
        sys.stderr.write("Usage: python -m talentpool.local.throwaway [--durable] -- COMMAND …\n")
        return 2
    with ExitStack() as stack:
        env = dict(os.environ)
        try:
            place = stack.enter_context(folder(durable=durable))
            # Else the command would use the cache and the files of a product that runs here.
            env["DATA_DIR"] = str(place.root)
            if not env.get("DATABASE_URL"):
                env["DATABASE_URL"] = stack.enter_context(database(place, durable=durable))
            if not env.get("TEST_BROKER_URL"):
                env["TEST_BROKER_URL"] = stack.enter_context(broker(place))
            # Else a command on a throw-away database would wake the jobs of a product that runs here, or nobody's.
            env.setdefault("CELERY_BROKER_URL", env["TEST_BROKER_URL"])
        except LocalError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        return _run(command, env)


def _run(command: Sequence[str], env: dict[str, str]) -> int:
    parent = os.getpid()
    child = subprocess.Popen(command, env=env, preexec_fn=lambda: die_with_parent(signal.SIGTERM, parent))
    signal.signal(signal.SIGTERM, lambda number, frame: child.terminate())
    while True:
        with suppress(KeyboardInterrupt):  # Ctrl-C reaches the command too; wait for it to end
            return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
