"""Children and their traces, with real processes."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from talentpool.local.children import (
    Trace,
    end_left_over,
    read_traces,
    spawn,
    started_at,
    stop,
    write_traces,
)

_PARENT = """
import os, signal, sys
from pathlib import Path
from talentpool.local.children import spawn
child = spawn(["sleep", "600"], env=os.environ, log=Path(sys.argv[1]), death_signal=signal.SIGTERM)
print(child.pid, flush=True)
signal.pause()
"""


def test_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", _PARENT, str(tmp_path / "log")], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    watch = os.pidfd_open(child)
    try:
        assert started_at(child) is not None
        parent.kill()
        parent.wait()
        assert select.select([watch], [], [], 10)[0], "the child outlived its parent"
    finally:
        os.close(watch)
        parent.stdout.close()


def test_process_is_recognised_by_its_start_time(tmp_path: Path) -> None:
    child = spawn(["sleep", "600"], env=os.environ, log=tmp_path / "log")
    try:
        started = started_at(child.pid)
        assert started is not None
        assert Trace("x", child.pid, started).lives()
        assert not Trace("x", child.pid, "1").lives(), "another process has that id now"
    finally:
        assert stop(child, gently=signal.SIGTERM, patience=10)
    assert started_at(child.pid) is None


def test_left_over_is_ended_and_a_stranger_is_not(tmp_path: Path) -> None:
    child = spawn(["sleep", "600"], env=os.environ, log=tmp_path / "log")
    started = started_at(child.pid) or ""
    assert not end_left_over(Trace("x", child.pid, "1"), gently=signal.SIGTERM, patience=5)
    assert child.poll() is None
    assert end_left_over(Trace("x", child.pid, started), gently=signal.SIGTERM, patience=5)
    assert child.wait(10) == -signal.SIGTERM


def test_child_that_ignores_the_request_is_killed_with_its_group(tmp_path: Path) -> None:
    script = "trap '' TERM; echo ready; sleep 600 & echo $!; wait"
    log = tmp_path / "log"
    child = spawn(["sh", "-c", script], env=os.environ, log=log)
    while len(log.read_text().split()) < 2:
        os.sched_yield()
    grandchild = int(log.read_text().split()[1])
    watch = os.pidfd_open(grandchild)
    try:
        assert not stop(child, gently=signal.SIGTERM, patience=0.2)
        assert select.select([watch], [], [], 10)[0], "the group outlived its leader"
    finally:
        os.close(watch)


def test_traces_survive_a_round_trip_and_rubbish_means_none(tmp_path: Path) -> None:
    path = tmp_path / "children.json"
    assert read_traces(path) == []
    write_traces(path, [Trace("web", 7, "99")])
    assert read_traces(path) == [Trace("web", 7, "99")]
    for rubbish in ("{", "[1]", '{"a": 1}', '[{"name": "x", "pid": "y", "started": ""}]', ""):
        path.write_text(rubbish)
        assert read_traces(path) == []
