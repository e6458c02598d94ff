"""The signal that asks for the end, at the one place where Python swallows what its handler raises.

Each case is a program of its own: a callback after the fork sends the signal, exactly between fork and return.
"""

import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, subprocess
from talentpool.local.stopping import Stop, Wish

wish = Wish()
wish.listen()
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.{number}))

def start():
    subprocess.Popen(["true"], preexec_fn=lambda: None).wait()

def asked_before():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
    except Stop:
        pass

try:
    {act}
    print("went on")
except Stop:
    print("stopped")
"""


def said(act: str, number: str = "SIGINT") -> str:
    program = PROGRAM.format(act=act, number=number)
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    return run.stdout.strip()


def test_a_signal_during_a_fork_is_swallowed_by_python() -> None:
    """The control: without our care the program goes on as if nobody had asked."""
    assert said("start()") == "went on"


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_while_a_child_is_started_the_signal_waits(number: str) -> None:
    assert said("with wish.later(): start(); known = True", number) == "stopped"


def test_a_swallowed_signal_is_heard_at_the_next_look() -> None:
    assert said("start(); wish.look()") == "stopped"


def test_a_second_signal_does_not_tear_the_stop() -> None:
    assert said("asked_before(); os.kill(os.getpid(), signal.SIGINT)") == "went on"
