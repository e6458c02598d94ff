"""The after-commit queue: however many commits ask, a storm sends once, and nothing committed is left unasked."""

import threading
from typing import Any

import pytest

from talentpool.kernel import queue

pytestmark = pytest.mark.django_db


def test_many_commits_ask_and_the_broker_hears_once_after_the_last(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[str] = []
    heard = threading.Event()

    def send(job: str, _arguments: Any) -> None:
        if job == "some.job":  # what a test before this one asked for may be sent as late as now
            sent.append(job)
            heard.set()

    monkeypatch.setattr(queue, "_send", send)
    with django_capture_on_commit_callbacks(execute=True):
        for _commit in range(100):
            queue.wake_soon("some.job")
        assert sent == []
    assert heard.wait(5)
    assert sent == ["some.job"]
    heard.clear()
    with django_capture_on_commit_callbacks(execute=True):
        queue.wake_soon("some.job")
    assert heard.wait(5)
    assert sent == ["some.job", "some.job"]
