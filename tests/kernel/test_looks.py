"""What many ask for at once is made once, and nobody waits for it who can have the one before."""

import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from talentpool.kernel.looks import shared_look


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_whoever_asks_within_the_time_gets_the_same_look() -> None:
    made = iter(["first", "second"])
    looks = [shared_look("desk", lambda: next(made), seconds=60) for _ask in range(3)]
    assert looks == ["first"] * 3
    assert shared_look("board", lambda: next(made), seconds=60) == "second"


def test_with_no_time_every_look_is_new() -> None:
    made = iter(["first", "second"])
    assert [shared_look("desk", lambda: next(made), seconds=0) for _ask in range(2)] == ["first", "second"]


def test_while_one_makes_it_anew_the_others_get_the_one_before() -> None:
    shared_look("desk", lambda: "old", seconds=60)
    cache.delete("look-taken:desk")  # its time is over
    begun, let_go, seen = threading.Event(), threading.Event(), []

    def slow() -> str:
        begun.set()
        assert let_go.wait(20)
        return "new"

    maker = threading.Thread(target=lambda: seen.append(shared_look("desk", slow, seconds=60)))
    maker.start()
    assert begun.wait(20)
    assert shared_look("desk", lambda: "twice", seconds=60) == "old"
    let_go.set()
    maker.join()
    assert seen == ["new"]
    assert shared_look("desk", lambda: "twice", seconds=60) == "new"
