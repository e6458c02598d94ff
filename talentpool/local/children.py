"""Children that never outlive their parent, and processes that are recognised again after a crash.

On Linux each child asks the kernel for a signal at its parent's death. The kernel means the parent *thread*, so
children are started from the main thread only. A process is recognised by its id together with its start time,
because ids are used again.
"""

import ctypes
import json
import os
import platform
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_LINUX = platform.system() == "Linux"
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(death_signal: signal.Signals, parent: int) -> None:
    """Called in the child: be sent ``death_signal`` when the process ``parent`` is gone; at once if it is already."""
    if not _LINUX:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), death_signal)


def spawn(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    log: Path | None,
    death_signal: signal.Signals = signal.SIGKILL,
    identity: Callable[[], None] | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own (Ctrl-C reaches the supervisor only), bound to this process's life.

    identity: runs in the child first, to become someone else. log: both outputs are appended there; without it
    standard output stays the terminal's.
    """
    parent = os.getpid()

    def before_exec() -> None:
        if identity is not None:
            identity()
        die_with_parent(death_signal, parent)  # after the identity: changing it forgets the request

    with nullcontext() if log is None else log.open("ab") as output:
        return subprocess.Popen(
            argv,
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=None if output is None else subprocess.STDOUT,
            preexec_fn=before_exec,
            start_new_session=True,
        )


def started_at(pid: int) -> str | None:
    """The start time of a process as the system writes it, or None if there is no such process (or a zombie)."""
    if _LINUX:
        with suppress(OSError):
            # The name in parentheses may hold spaces; after it: state is the first field, start time the twentieth.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            return None if fields[0] in "ZX" else fields[19]
        return None
    answer = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout.strip() or None


@dataclass(frozen=True)
class Trace:
    """What is written down about a child, to find it again."""

    name: str
    pid: int
    started: str

    def lives(self) -> bool:
        return started_at(self.pid) == self.started


def write_traces(path: Path, traces: Iterable[Trace]) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps([asdict(trace) for trace in traces]))
    fresh.replace(path)


def read_traces(path: Path) -> list[Trace]:
    """Empty if there is none, or if it can't be read: then there is nothing to recognise."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return [Trace(str(one["name"]), int(one["pid"]), str(one["started"])) for one in json.loads(path.read_text())]
    return []


def end_left_over(trace: Trace, *, gently: signal.Signals, patience: float) -> bool:
    """End a process of an earlier run and its group. True if there was one."""
    if not trace.lives():
        return False
    with suppress(ProcessLookupError):
        os.kill(trace.pid, gently)
    if not _wait_for_stranger(trace, patience):
        kill_group(trace.pid)
        _wait_for_stranger(trace, patience)
    return True


def _wait_for_stranger(trace: Trace, patience: float) -> bool:
    """Wait for a process that is not our child. True if it ended within ``patience`` seconds."""
    if _LINUX:
        with suppress(ProcessLookupError):
            watch = os.pidfd_open(trace.pid)
            try:
                return bool(select.select([watch], [], [], patience)[0]) or not trace.lives()
            finally:
                os.close(watch)
        return True
    end = time.monotonic() + patience
    while trace.lives() and time.monotonic() < end:
        time.sleep(0.05)
    return not trace.lives()


def kill_group(leader: int) -> None:
    """Kill whatever is left of the session that ``leader`` began."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def stop(child: subprocess.Popen[bytes], *, gently: signal.Signals, patience: float) -> bool:
    """Ask a child to end, wait ``patience`` seconds, then end it and its group. True if asking was enough."""
    with suppress(ProcessLookupError):
        child.send_signal(gently)
    polite = True
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        polite = False
        child.kill()
        child.wait()
    kill_group(child.pid)
    return polite
