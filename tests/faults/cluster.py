"""A database of its own for tests that kill it, with the schema of the test database, and processes to be killed."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection, connections

from talentpool.local import throwaway
from talentpool.local.database import DURABLE, EmbeddedDatabase, programs
from talentpool.local.folder import Folder
from tests.faults.victims import Victim


class Cluster:
    """One PostgreSQL that can be killed and started again; ``options`` as for postgres -c."""

    def __init__(self, place: Folder, options: Mapping[str, str]) -> None:
        self.embedded = EmbeddedDatabase(place, options={**DURABLE, **options})
        self.embedded.create()
        self.server = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        server = self.embedded.start(os.environ)
        self.embedded.wait(server)
        return server

    def kill(self) -> None:
        """kill -9 of the server and all its workers at once, as when the power goes."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def restart(self) -> None:
        (self.embedded.folder.database / "postmaster.pid").unlink(missing_ok=True)
        self.server = self._start()

    def end(self) -> None:
        if self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGQUIT)
            self.server.wait()

    def empty(self) -> None:
        """Every row of every table goes; triggers that keep history for ever are not asked."""
        with self.connect() as link:
            names = link.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'").fetchall()
            link.execute("SET session_replication_role = replica")
            link.execute(f"TRUNCATE {', '.join(name for (name,) in names)} CASCADE".encode())

    def connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        return psycopg.connect(host=str(self.embedded.sockets), user="talentpool", dbname="talentpool", autocommit=True)


@contextmanager
def cluster(**options: str) -> Iterator[Cluster]:
    """A cluster with the schema of the test database."""
    schema = _schema()
    with throwaway.folder(durable=True) as place:
        one = Cluster(place, options)
        try:
            with one.connect() as link:
                link.execute(schema)
            yield one
        finally:
            one.end()


def _schema() -> bytes:
    at = connection.settings_dict
    where = ["-h", str(at["HOST"] or ""), "-p", str(at["PORT"] or 5432), "-U", str(at["USER"]), str(at["NAME"])]
    env = {**os.environ, "PGPASSWORD": str(at["PASSWORD"] or "")}
    dump = [str(programs() / "pg_dump"), "--schema-only", "--no-owner", "--no-privileges", *where]
    text = subprocess.run(dump, env=env, capture_output=True, check=True).stdout
    # commands to psql, and storage settings of another server, mean nothing here
    lines = (line for line in text.splitlines() if not line.startswith(b"\\"))
    return b"\n".join(line for line in lines if b" ALTER COLUMN " not in line or b" SET (" not in line)


@contextmanager
def connected_to(one: Cluster) -> Iterator[None]:
    """Django's default connection leads to the cluster meanwhile."""
    connections["default"].close()
    usual = dict(connections["default"].settings_dict)
    connections["default"].settings_dict.update(_address(one))
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"].settings_dict.update(usual)


def _address(one: Cluster) -> dict[str, Any]:
    """What Django must know to reach it, without a pool."""
    usual = connections["default"].settings_dict["OPTIONS"]
    options = {key: value for key, value in usual.items() if key != "pool"}
    where = {"HOST": str(one.embedded.sockets), "PORT": "5432", "NAME": "talentpool", "USER": "talentpool"}
    return {**where, "PASSWORD": "", "OPTIONS": options}


def client(one: Cluster, *work: str, broker: str = "", kill_at: str = "") -> Victim:
    """A process that works for us on this cluster, as ``victims.py`` says. broker: another than the settings name."""
    return Victim(_address(one), *work, broker=broker, kill_at=kill_at)
