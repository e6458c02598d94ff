"""Sweeps: every due row gets its turn, whatever happens to its neighbours."""

import pytest

from talentpool.kernel.errors import WrongState
from talentpool.kernel.sweeps import for_each


def test_one_row_that_fails_keeps_no_other_waiting_and_is_told_at_the_end() -> None:
    worked: list[int] = []

    def step(row: int) -> None:
        if row == 2:
            raise ValueError("broken")
        worked.append(row)

    with pytest.raises(ExceptionGroup, match="1 rows failed, 2 were done") as caught:
        for_each([1, 2, 3], step)
    assert worked == [1, 3]
    assert [type(error) for error in caught.value.exceptions] == [ValueError]


def test_a_row_that_another_worker_took_is_passed_over() -> None:
    def step(row: int) -> None:
        if row == 2:
            raise WrongState

    assert for_each([1, 2, 3], step) == 2
