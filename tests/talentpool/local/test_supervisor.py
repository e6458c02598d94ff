"""The whole product started and stopped for real, by its own command.

One data folder serves the module: making a database and migrating it is most of a first start. Tests wait for what
the product prints, never for time to pass.
"""

import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from talentpool.local.children import Trace, read_traces, started_at
from talentpool.local.folder import Folder

PROJECT = Path(__file__).resolve().parents[3]
OWN = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "SECRET_KEY", "PORT", "DEMO", "READY_FILE")
pytestmark = [pytest.mark.slow(75), pytest.mark.timeout(300)]


class Run:
    """One ``manage.py up``. lines: what it printed so far, errors included."""

    def __init__(self, data: Path, *, port: int, **env: str) -> None:
        self.folder = Folder(data)
        self.port = port
        clean = {key: value for key, value in os.environ.items() if key not in OWN}
        self.program = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=PROJECT,
            env={**clean, "DATA_DIR": str(data), "PORT": str(port), "DEMO": "0", **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []

    def until(self, start: str) -> str:
        """Read on to the line that begins so."""
        assert self.program.stdout is not None
        for line in self.program.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith(start):
                return line.rstrip("\n")
        raise AssertionError(f"it never said {start!r}:\n" + "\n".join(self.lines))

    def until_child(self, name: str) -> None:
        """Wait until this child lives; what an earlier run wrote down does not."""
        while not any(child.name == name and child.lives() for child in self.children()):
            assert self.program.poll() is None, f"it ended before it started the {name}"
            threading.Event().wait(0.01)

    def end(self) -> int:
        """Read to the end; the exit status."""
        assert self.program.stdout is not None
        self.lines += [line.rstrip("\n") for line in self.program.stdout]
        return self.program.wait(60)

    def children(self) -> list[Trace]:
        return read_traces(self.folder.traces)

    def get(self, path: str) -> tuple[int, bytes]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.status, answer.read()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("up") / "data"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def up(data: Path, port: int) -> Iterator[Callable[..., Run]]:
    """Starts a run; whatever a failed test leaves is ended."""
    runs: list[Run] = []

    def start(where: Path = data, **env: str) -> Run:
        runs.append(Run(where, port=port, **env))
        return runs[-1]

    yield start
    for run in runs:
        if run.program.poll() is None:
            run.program.kill()
        run.end()
        assert run.program.stdout is not None
        run.program.stdout.close()


def wait_gone(traces: list[Trace], *, patience: float = 20) -> list[str]:
    """Names of those that still live after ``patience`` seconds each."""
    for trace in traces:
        with suppress(ProcessLookupError):
            watch = os.pidfd_open(trace.pid)
            select.select([watch], [], [], patience)
            os.close(watch)
    return [trace.name for trace in traces if trace.lives()]


def family(traces: list[Trace]) -> list[Trace]:
    """The children and all their own children, as they are now."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    waiting, found = [trace.pid for trace in traces], []
    while waiting:
        pid = waiting.pop()
        found.append(Trace(f"process {pid}", pid, started_at(pid) or ""))
        waiting += parents.get(pid, [])
    return found


def test_kill_9_of_the_supervisor_leaves_nothing_and_the_next_start_serves_and_stops_in_order(
    up: Callable[..., Run], data: Path
) -> None:
    killed = up()
    killed.until("Ready: ")
    everybody = family(killed.children())
    killed.program.kill()
    killed.end()
    assert wait_gone(everybody) == []

    run = up()
    run.until("Ready: ")
    assert [child.name for child in run.children()] == ["database", "broker", "web", "worker", "beat"]
    assert run.get("/healthz") == (200, b"ok\n")
    assert json.loads(run.get("/readyz")[1])["ready"] is True
    assert b"django_http_requests_total_by_method_total" in run.get("/metrics")[1]
    _assert_refuses_a_second(up, run, data)
    _assert_another_window_finds_its_database(data)
    web = next(child for child in run.children() if child.name == "web")
    os.kill(web.pid, signal.SIGKILL)
    assert "starting it again" in run.until("The web ended by itself")

    everybody = family(run.children())
    assert len(everybody) > 5
    run.program.send_signal(signal.SIGTERM)
    assert run.end() == 0, "\n".join(run.lines)
    assert run.lines[-2:] == ["Stopping …", "Stopped."]
    assert wait_gone(everybody, patience=0.1) == []
    assert run.children() == []
    _assert_ended_in_order(run.folder)

    again = up()
    again.until("Ready: ")
    again.program.send_signal(signal.SIGINT)
    assert again.end() == 0, "\n".join(again.lines)


def _assert_refuses_a_second(up: Callable[..., Run], run: Run, data: Path) -> None:
    second = up()
    assert second.end() == 1
    assert second.lines == [
        f"It already runs as process {run.program.pid} on the data folder {data}: use that one, stop it, "
        "or choose another DATA_DIR and PORT."
    ]


def _assert_another_window_finds_its_database(data: Path) -> None:
    window = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=PROJECT,
        env={**{k: v for k, v in os.environ.items() if k not in OWN}, "DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert window.returncode == 0, window.stderr


def _assert_ended_in_order(folder: Folder) -> None:
    """Logs are written last by whoever ends last: the worker before the web, the web before the database."""
    ended = [folder.log(name).stat().st_mtime_ns for name in ("worker", "web", "broker", "database")]
    assert ended == sorted(ended)
    assert "database system is shut down" in folder.log("database").read_text()
    assert "Warm shutdown" in folder.log("worker").read_text()


def test_port_in_use_is_one_sentence_and_nothing_is_started(up: Callable[..., Run], port: int, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        run = up(tmp_path / "other")
        assert run.end() == 1
    assert run.lines == [f"Port {port} is in use: stop what listens there, or choose another with PORT={port + 1}."]
    assert not run.folder.database.exists()


def test_unwritable_folder_is_one_sentence(up: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = up(tmp_path / "file" / "data")
    assert run.end() == 1
    assert run.lines == [
        f"The data folder {tmp_path}/file/data can't be written (not a directory): choose another with DATA_DIR=/a/folder."
    ]


def test_broken_database_is_one_sentence(up: Callable[..., Run], tmp_path: Path) -> None:
    folder = Folder.open(tmp_path / "broken")
    folder.database.mkdir()
    run = up(folder.root)
    assert run.end() == 1
    assert len(run.lines) == 1
    assert "doesn't start (it holds no PostgreSQL cluster)" in run.lines[0]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none"),
        ("CELERY_BROKER_URL", "redis://127.0.0.1:1/0"),
        ("PORT", "many"),
    ],
)
def test_setting_that_cannot_be_used_is_one_sentence(
    up: Callable[..., Run], tmp_path: Path, setting: str, value: str
) -> None:
    run = up(tmp_path / "data", **{setting: value})
    assert run.end() == 1
    assert "Traceback" not in "\n".join(run.lines)
    assert setting in run.lines[-1]
    assert run.children() == []


@pytest.mark.faults
@pytest.mark.timeout(7200)
def test_a_hundred_kills_leave_nothing_and_every_next_start_works(up: Callable[..., Run]) -> None:
    """Killed as soon as one of its children lives, whichever the lot says; every tenth start is followed to its end."""
    for turn in range(100):
        run = up()
        if turn % 10 == 9:
            run.until("Ready: ")
            assert run.get("/healthz")[0] == 200
        else:
            run.until_child(random.choice(["database", "broker", "prepare", "web", "worker", "beat"]))
        everybody = family(run.children())
        run.program.kill()
        run.end()
        assert wait_gone([*everybody, *run.children()]) == []
