"""The embedded database and broker, for real: root, ordinary user, crash, broken folders."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from talentpool.local import broker as brokers
from talentpool.local import database as databases
from talentpool.local import identity
from talentpool.local.broker import EmbeddedBroker
from talentpool.local.children import stop
from talentpool.local.database import EmbeddedDatabase
from talentpool.local.errors import BrokerRefused, DatabaseBroken, DatabaseRefused, WrongVersion
from talentpool.local.folder import Folder

PROJECT = Path(databases.__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh cluster to copy: initdb takes most of a second."""
    folder = Folder.open(tmp_path_factory.mktemp("cluster"))
    assert EmbeddedDatabase(folder).create()
    return folder.database


@pytest.fixture
def folder(cluster: Path, tmp_path: Path) -> Folder:
    fresh = Folder.open(tmp_path)
    shutil.copytree(cluster, fresh.database)
    fresh.database.chmod(0o700)
    return fresh


@pytest.fixture
def open_folder() -> Iterator[Folder]:
    """A folder that every account of the machine can walk to."""
    root = Path(tempfile.mkdtemp(prefix="talentpool-open-"))
    root.chmod(0o755)
    yield Folder.open(root)
    shutil.rmtree(root)


def _ask(database: EmbeddedDatabase, question: str) -> object:
    with psycopg.connect(
        host=str(database.sockets), port=5432, user=databases.USER, dbname=databases.NAME
    ) as connection:
        row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None


def test_chinese_letters_are_letters_to_the_embedded_database(folder: Folder) -> None:
    database = EmbeddedDatabase(folder)
    assert not database.create(), "there is one already"
    server = database.start(os.environ)
    try:
        database.wait(server)
        assert _ask(database, "SHOW server_encoding") == "UTF8"
        assert _ask(database, "SELECT '排班' ~ '^[[:alpha:]]+$'") is True
        _ask(database, "SELECT 1 FROM pg_available_extensions WHERE name = 'btree_gist'")
    finally:
        assert stop(server, gently=signal.SIGINT, patience=30), "a fast shutdown is enough"


def test_committed_row_survives_kill_9_of_the_database(folder: Folder) -> None:
    database = EmbeddedDatabase(folder)
    server = database.start(os.environ)
    database.wait(server)
    try:
        with psycopg.connect(
            host=str(database.sockets), port=5432, user=databases.USER, dbname=databases.NAME
        ) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    finally:
        stop(server, gently=signal.SIGKILL, patience=5)
    again = database.start(os.environ)
    try:
        database.wait(again)
        assert _ask(database, "SELECT answer FROM kept") == 42
    finally:
        stop(again, gently=signal.SIGINT, patience=30)


@pytest.mark.skipif(os.geteuid() != 0, reason="ROOT ONLY: run the tests as root to see this one")
def test_root_without_namespaces_lends_the_folder_to_an_account(open_folder: Folder) -> None:
    account = identity.choose(root=True, namespaces=False)
    assert account.kind == "account"
    if not _may_run_programs(account):
        pytest.skip("THE ACCOUNT CAN'T REACH THE PACKAGES: this checkout lies in a private folder")
    open_folder.run.chmod(0o755)
    database = EmbeddedDatabase(open_folder, identity=account)
    database.log.touch()
    assert database.create()
    server = database.start(os.environ)
    try:
        database.wait(server)
        assert _ask(database, "SELECT 1") == 1
        assert open_folder.database.stat().st_uid == (account.owner or (0, 0))[0] != 0
    finally:
        stop(server, gently=signal.SIGINT, patience=30)


def _may_run_programs(account: identity.Identity) -> bool:
    program = str(databases.programs() / "postgres")
    try:
        return (
            subprocess.run(
                [program, "--version"], preexec_fn=account.become, check=False, capture_output=True
            ).returncode
            == 0
        )
    except OSError:
        return False


_AS_ORDINARY = """
import os, signal, sys
from pathlib import Path
from talentpool.local import identity
from talentpool.local.database import EmbeddedDatabase
from talentpool.local.folder import Folder
from talentpool.local.children import stop
database = EmbeddedDatabase(Folder.open(Path(sys.argv[1])))
assert database.identity.kind == "ordinary"
database.create()
server = database.start(os.environ)
database.wait(server)
print("works", stop(server, gently=signal.SIGINT, patience=30))
"""


def test_ordinary_user_runs_the_embedded_database(open_folder: Folder) -> None:
    become = _become_nobody(open_folder.root) if os.geteuid() == 0 else None
    # A private Python (root's own) can't be run by others; the system's can, with our packages.
    paths = os.pathsep.join([str(PROJECT), *(path for path in sys.path if path.endswith("site-packages"))])
    for python in filter(None, [sys.executable, shutil.which("python3", path="/usr/bin")]):
        try:
            done = subprocess.run(
                [python, "-c", _AS_ORDINARY, str(open_folder.root)],
                preexec_fn=become,
                env={**os.environ, "PYTHONPATH": paths},
                capture_output=True,
                text=True,
                check=False,
                cwd="/",
            )
        except PermissionError:
            continue
        if "ImportError" in done.stderr or "ModuleNotFoundError" in done.stderr:
            continue
        assert done.stdout == "works True\n", done.stderr
        return
    pytest.skip("NO ORDINARY USER CAN RUN A PYTHON WITH OUR PACKAGES HERE: this half is not proven on this machine")


def _become_nobody(root: Path) -> Callable[[], None]:
    nobody = pwd.getpwnam("nobody")
    for path in [root, *root.rglob("*")]:
        os.chown(path, nobody.pw_uid, nobody.pw_gid)

    def become() -> None:
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)

    return become


def test_interrupted_creation_leaves_nothing_half_made(tmp_path: Path) -> None:
    folder = Folder.open(tmp_path)
    half = folder.database.with_name("database.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    assert EmbeddedDatabase(folder).create()
    assert (folder.database / "global" / "pg_control").exists()
    assert not half.exists()


def test_corrupt_database_is_one_clear_sentence(folder: Folder) -> None:
    (folder.database / "global" / "pg_control").write_bytes(b"rubbish")
    database = EmbeddedDatabase(folder)
    server = database.start(os.environ)
    with pytest.raises(DatabaseBroken) as broken:
        database.wait(server)
    stop(server, gently=signal.SIGKILL, patience=5)
    sentence = str(broken.value)
    assert "pg_control" in sentence
    assert str(database.log) in sentence
    assert "\n" not in sentence


def test_folder_of_something_else_is_not_taken_for_a_database(tmp_path: Path) -> None:
    folder = Folder.open(tmp_path)
    folder.database.mkdir()
    with pytest.raises(DatabaseBroken, match="holds no PostgreSQL cluster"):
        EmbeddedDatabase(folder).create()


def test_database_of_another_version_says_how_to_move_it(folder: Folder) -> None:
    (folder.database / "PG_VERSION").write_text("15\n")
    with pytest.raises(WrongVersion, match=r"written by PostgreSQL 15 .* pg_dump"):
        EmbeddedDatabase(folder).create()


def test_given_database_that_refuses_is_one_clear_sentence() -> None:
    with pytest.raises(DatabaseRefused) as refused:
        databases.check_given({"HOST": "127.0.0.1", "PORT": 1, "USER": "x", "PASSWORD": "", "NAME": "y"})
    assert "\n" not in str(refused.value)
    assert "DATABASE_URL" in str(refused.value)


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ("CELERY_BROKER_URL", "redis://127.0.0.1:1/0"),
        ("CELERY_BROKER_URL", "nonsense://x"),
        ("CELERY_BROKER_URL", "amqp://127.0.0.1:1//"),
        ("CACHE_URL", "redis://127.0.0.1:1/0"),
        ("CACHE_URL", "nonsense"),
    ],
)
def test_given_broker_that_refuses_is_one_clear_sentence(setting: str, url: str) -> None:
    with pytest.raises(BrokerRefused) as refused:
        brokers.check_given(setting, url)
    assert setting in str(refused.value)
    assert "\n" not in str(refused.value)


def test_message_survives_the_broker_being_stopped(tmp_path: Path) -> None:
    broker = EmbeddedBroker(Folder.open(tmp_path))
    for round_ in range(2):
        server = broker.start(os.environ)
        try:
            broker.wait(server)
            client = redis.Redis(unix_socket_path=str(broker.socket))
            if round_ == 0:
                client.rpush("queue", "message")
            assert client.lrange("queue", 0, -1) == [b"message"]
            client.close()
        finally:
            stop(server, gently=signal.SIGTERM, patience=10)
