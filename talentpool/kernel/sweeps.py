"""Sweeps: a job goes through the rows that are due, and one that can't be worked keeps no other waiting."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from talentpool.kernel.errors import WrongState

log = logging.getLogger(__name__)

Row = TypeVar("Row")


def for_each(rows: Iterable[Row], step: Callable[[Row], object]) -> int:
    """Do ``step``, a transaction of its own, for each row; for how many it was done.

    A row in the wrong state was another worker's: it is passed over. Every other failure is kept until all rows had
    their turn. Raises ExceptionGroup with those failures, so that the job counts as failed and is seen.
    """
    done, failures = 0, []
    for row in rows:
        try:
            step(row)
            done += 1
        except WrongState:
            continue
        except Exception as error:  # the others still get their turn
            log.warning("%s %s: %s", type(row).__name__, getattr(row, "pk", ""), type(error).__name__)
            failures.append(error)
    if failures:
        raise ExceptionGroup(f"{len(failures)} rows failed, {done} were done", failures)
    return done
