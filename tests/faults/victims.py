"""Processes to be killed. They are forked from one that has read the project: Django takes seconds to start, a fork none.

A victim prints ``ready``, then a line for everything it has been told is done:

``accept FIRST STEP``: every STEP-th open offer from FIRST on is accepted; prints "offer assignment".
``job DOTTED [REF]``: runs a job or an action of jobs; prints "done".
kill_at="dotted.function:n" kills it with SIGKILL when the function is called for the n-th time; "dotted.function:-n" after
the n-th call has returned; "statement:n" before its n-th statement to the database, "statement:-n" after it.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, TextIO

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.faults.nursery"])


class Victim:
    """One such process. stdout: what it says, line by line."""

    def __init__(self, address: Mapping[str, Any], *work: str, broker: str = "", kill_at: str = "") -> None:
        ear, mouth = _forks.Pipe(duplex=False)
        self.process = _forks.Process(target=_live, args=(mouth, dict(address), work, broker, kill_at), daemon=True)
        self.process.start()
        mouth.close()
        self.stdout: TextIO = os.fdopen(os.dup(ear.fileno()))
        ear.close()

    def kill(self) -> None:
        self.process.kill()

    def wait(self) -> int:
        """Its exit code, once it is gone; -9 where it was killed."""
        self.process.join()
        return int(self.process.exitcode or 0)


def _live(mouth: Connection, address: Mapping[str, Any], work: tuple[str, ...], broker: str, kill_at: str) -> None:
    os.dup2(mouth.fileno(), 1)
    mouth.close()
    sys.stdout = os.fdopen(1, "w", closefd=False)
    from celery import current_app
    from django.db import connections

    connections["default"].settings_dict.update(address)
    if broker:
        current_app.conf.broker_url = broker
    print("ready", flush=True)
    _arm(kill_at)
    {"accept": _accept, "job": _job}[work[0]](*work[1:])


def _accept(first: str, step: str) -> None:
    from tasks.dispatch.actions import accept_offer
    from tasks.dispatch.models import Offer

    offers = Offer.objects.filter(state="offered").select_related("agent__user").order_by("pk")
    for offer in list(offers)[int(first) :: int(step)]:
        answered = accept_offer(offer=offer, by=offer.agent.user)
        print(offer.pk, answered.assignment, flush=True)


def _job(path: str, *arguments: str) -> None:
    module, _dot, name = path.rpartition(".")
    getattr(import_module(module), name)(*arguments)
    print("done", flush=True)


def _arm(where: str) -> None:
    """Wrap the named function in every module that has imported it, or every statement to the database."""
    if not where:
        return
    path, _colon, count = where.rpartition(":")
    if path == "statement":
        _arm_statements(int(count))
        return
    module, _dot, name = path.rpartition(".")
    real = getattr(import_module(module), name)
    armed = _deadly(real, int(count))
    for one in list(sys.modules.values()):
        if getattr(one, name, None) is real:
            setattr(one, name, armed)


def _arm_statements(count: int) -> None:
    from django.db import connection

    def execute(run: Callable[..., Any], *rest: Any) -> Any:
        return armed(run, *rest)

    armed = _deadly(lambda run, *rest: run(*rest), count)
    connection.execute_wrappers.append(execute)


def _deadly(real: Callable[..., Any], count: int) -> Callable[..., Any]:
    calls = 0

    def armed(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == count:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*arguments, **named)
        if calls == -count:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return armed
