"""The wish to stop: a signal that becomes an exception, but never one that somebody swallows.

Python raises from a signal handler wherever it happens to be. In a callback of its own (after a fork, in a
finaliser) it prints such an exception and goes on as if nothing had been asked. So the wish is also kept, and looked
at again; and while a child is started, it waits until the child is known.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop(BaseException):
    """A signal asked for the end; like KeyboardInterrupt, nobody on the way may take it for an error of his own."""


class Wish:
    """asked: SIGINT or SIGTERM came. A second signal changes nothing: the stop itself must not be torn."""

    def __init__(self) -> None:
        self.asked = False
        self._held = False

    def listen(self) -> None:
        """From now on both signals are heard. Only the main thread may call it."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            return
        self.asked = True
        if not self._held:
            raise Stop

    def look(self) -> None:
        """Raises Stop if it was asked for and swallowed on the way."""
        if self.asked:
            raise Stop

    @contextmanager
    def later(self) -> Iterator[None]:
        """A signal that comes within is obeyed at the end of the block."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        self.look()
