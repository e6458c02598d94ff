"""What a demo database derives after its history is written, with the rooms' own means."""

from collections.abc import Callable


def build(*, say: Callable[[str], None]) -> None:
    """Everything here is a door or command of its room."""
    say("ready")
