"""Tests stand apart from a product that runs, or ran, in the same checkout: its files, its cache, its broker.

Loaded by name, before Django reads its settings; the workers of xdist inherit the folder.
"""

import atexit
import os
from contextlib import ExitStack

from talentpool.local import throwaway

started = ExitStack()


def _folder() -> None:
    owner = os.getpid()
    os.environ["DATA_DIR"] = str(started.enter_context(throwaway.folder()).root)
    atexit.register(lambda: os.getpid() == owner and started.close())  # a forked child's end is not ours


if "PYTEST_XDIST_WORKER" not in os.environ:
    _folder()
