"""One migrated database for all test processes: laid while they collect, then copied by each.

Without it every process would run all migrations, and they are the same.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections

NAME = "migrated"
_LOCK = "TEST_TEMPLATE_LOCK"


def lay(address: dict[str, Any]) -> None:
    """Begin. Whoever lays it holds the lock until the end, however that comes."""
    at = {"host": address["HOST"], "user": address["USER"], "password": address["PASSWORD"] or None}
    with psycopg.connect(dbname="postgres", autocommit=True, port=address["PORT"] or None, **at) as link:
        link.execute(f"CREATE DATABASE {NAME}".encode())
    lock = Path(os.environ["DATA_DIR"]) / "run" / "template.lock"
    url = os.environ["DATABASE_URL"].replace(f"/{address['NAME']}", f"/{NAME}")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        subprocess.Popen(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            env={**os.environ, "DATABASE_URL": url},
            pass_fds=(held.fileno(),),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    os.environ[_LOCK] = str(lock)


def copy_it() -> None:
    """Wait for it and let Django begin from it; what it lacks, if laying it failed, Django's own migrating says."""
    if _LOCK not in os.environ:
        return
    with Path(os.environ[_LOCK]).open() as held:
        fcntl.flock(held, fcntl.LOCK_SH)
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = NAME
