"""The migrations run on a system's own PostgreSQL 15, the oldest that is supported.

Given by SYSTEM_DATABASE_URL (a server where databases may be made), or found where Debian keeps its programs and
then started for this test only.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from environ import Env

from talentpool.local import identity
from talentpool.local.children import spawn, stop
from talentpool.local.folder import Folder

PROJECT = Path(__file__).resolve().parents[3]
DEBIAN = Path("/usr/lib/postgresql/15/bin")
NAME = "talentpool_migrations"
pytestmark = pytest.mark.slow(20)


@pytest.fixture
def system_url(tmp_path: Path) -> Iterator[str]:
    given = os.environ.get("SYSTEM_DATABASE_URL")
    if given:
        server = given.rpartition("/")[0]
        _execute(Env.db_url_config(given), f"DROP DATABASE IF EXISTS {NAME}", f"CREATE DATABASE {NAME}")
        yield f"{server}/{NAME}"
        _execute(Env.db_url_config(given), f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    elif (DEBIAN / "postgres").exists():
        yield from _throw_away(Folder.open(tmp_path))
    else:
        pytest.skip("NO SYSTEM POSTGRESQL 15: give SYSTEM_DATABASE_URL or install postgresql-15 to prove this")


def _throw_away(folder: Folder) -> Iterator[str]:
    who, sockets = identity.choose(), folder.sockets()
    if who.owner is not None:
        pytest.skip("NO USER NAMESPACE FOR ROOT HERE: give SYSTEM_DATABASE_URL to prove this")
    subprocess.run(
        [
            DEBIAN / "initdb",
            "-D",
            folder.database,
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-A",
            "trust",
            "-N",
        ],
        check=True,
        capture_output=True,
        preexec_fn=who.become,
    )
    argv = [str(DEBIAN / "postgres"), "-D", str(folder.database), "-k", str(sockets), "-c", "listen_addresses=", "-F"]
    server = spawn(argv, env=os.environ, log=folder.log("database"), death_signal=signal.SIGINT, identity=who.become)
    try:
        while True:
            try:
                _execute({"HOST": str(sockets), "USER": "postgres", "NAME": "postgres"}, f"CREATE DATABASE {NAME}")
                break
            except psycopg.OperationalError:
                assert server.poll() is None, folder.log("database").read_text()
        yield f"postgres://postgres@/{sockets}/{NAME}"
    finally:
        stop(server, gently=signal.SIGQUIT, patience=20)


def _execute(config: dict[str, object], *statements: str) -> None:
    with psycopg.connect(
        host=str(config["HOST"]),
        port=int(str(config.get("PORT") or 5432)),
        user=str(config["USER"]),
        password=str(config.get("PASSWORD") or "") or None,
        dbname=str(config["NAME"]),
        autocommit=True,
    ) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def test_migrations_run_on_a_system_postgresql_15(system_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": system_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    config = Env.db_url_config(system_url)
    with psycopg.connect(
        host=config["HOST"],
        port=config["PORT"] or 5432,
        user=config["USER"],
        password=config["PASSWORD"] or None,
        dbname=NAME,
    ) as connection:
        assert connection.info.server_version // 10000 >= 15
        assert connection.execute("SELECT count(*) > 50 FROM pg_tables WHERE schemaname = 'public'").fetchone() == (
            True,
        )
