"""The data folder: where everything of one running product lies, and who holds it."""

import fcntl
import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from talentpool.local.errors import AlreadyRunning, FolderNotWritable

# The kernel allows 107 bytes for the path of a socket; ours ends with "/.s.PGSQL.5432.lock" or less.
_LONGEST_SOCKET_FOLDER = 80
_LOG_LIMIT = 10 * 1024 * 1024  # bytes; a longer log is put aside at the next start


@dataclass(frozen=True)
class Folder:
    """root: as given by DATA_DIR. Opened by ``Folder.open``, which makes what is missing."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> "Folder":
        """Raises FolderNotWritable."""
        folder = cls(root.absolute())
        try:
            for path in (folder.root, folder.run, folder.logs, folder.broker):
                path.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.run.joinpath("writable").write_text("yes")
            folder._put_long_logs_aside()
        except OSError as error:
            raise FolderNotWritable(folder.root, (error.strerror or str(error)).lower()) from error
        return folder

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def database(self) -> Path:
        return self.root / "database"

    @property
    def broker(self) -> Path:
        return self.root / "broker"

    @property
    def traces(self) -> Path:
        return self.run / "children.json"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def sockets(self) -> Path:
        """A folder for sockets that only this user enters: in ``run``, or in the temporary folder if that is too long.

        Raises FolderNotWritable.
        """
        near = self.run / "sockets"
        far = Path(tempfile.gettempdir()) / f"talentpool-{hashlib.sha256(bytes(self.root)).hexdigest()[:12]}"
        chosen = near if len(bytes(near)) <= _LONGEST_SOCKET_FOLDER else far
        try:
            chosen.mkdir(mode=0o700, exist_ok=True)
            if os.geteuid() not in (0, chosen.lstat().st_uid):
                raise PermissionError(1, "another user's")
        except OSError as error:
            raise FolderNotWritable(chosen, (error.strerror or str(error)).lower()) from error
        return chosen

    def secret_key(self) -> str:
        """The SECRET_KEY of this folder: random, made at the first start, kept for the next."""
        path = self.root / "secret_key"
        if not path.exists():
            fresh = path.with_suffix(".new")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
                file.flush()
                os.fsync(file.fileno())
            fresh.rename(path)
        return path.read_text().strip()

    def publish(self, settings: Mapping[str, str]) -> None:
        """Leave the addresses of the running parts where ``settings.py`` finds them, for commands in other windows."""
        path = self.run / "settings.json"
        fresh = path.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(dict(settings), file)
        fresh.replace(path)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder while the body runs; the kernel lets go even after kill -9. Raises AlreadyRunning."""
        with self.run.joinpath("lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                lock.seek(0)
                raise AlreadyRunning(self.root, lock.read().strip()) from error
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def _put_long_logs_aside(self) -> None:
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > _LOG_LIMIT:
                log.replace(log.with_suffix(".log.1"))


def last_line(log: Path, *, containing: tuple[str, ...] = ()) -> str:
    """The last line of a log that is not empty (and holds one of the words, if given); "" if there is none."""
    try:
        lines = log.read_text(errors="replace").splitlines()[-200:]
    except OSError:
        return ""
    fitting = [
        line.strip() for line in lines if line.strip() and (not containing or any(w in line for w in containing))
    ]
    return fitting[-1] if fitting else ""
