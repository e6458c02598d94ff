"""A process to be killed. Prints ``ready``, then a line for everything it has been told is done.

``accept FIRST STEP``: every STEP-th open offer from FIRST on is accepted; prints "offer assignment".
``job DOTTED [REF]``: runs a job or an action of jobs; prints "done".
KILL_AT="dotted.function:n" kills it with SIGKILL when the function is called for the n-th time; "dotted.function:-n" after
the n-th call has returned.
"""

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def main(argv: list[str]) -> None:
    import django

    django.setup()
    from django.db import connections

    connections["default"].settings_dict["OPTIONS"].pop("pool", None)
    _arm(os.environ.get("KILL_AT", ""))
    print("ready", flush=True)
    {"accept": _accept, "job": _job}[argv[0]](*argv[1:])


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
    """Wrap the named function in every module that has imported it."""
    if not where:
        return
    path, _colon, count = where.rpartition(":")
    module, _dot, name = path.rpartition(".")
    real = getattr(import_module(module), name)
    armed = _deadly(real, int(count))
    for one in list(sys.modules.values()):
        if getattr(one, name, None) is real:
            setattr(one, name, armed)


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


if __name__ == "__main__":
    main(sys.argv[1:])
