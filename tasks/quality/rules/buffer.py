"""All turns of a conversation as one folded text, and the way from it back to a turn."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tasks.quality.rules.folding import TURN_END, Folded, fold
from tasks.quality.rules.shapes import (
    Bounds,
    ConversationEmpty,
    ConversationTooLarge,
    Place,
    Role,
    Turn,
    TurnTooLong,
)


@dataclass(frozen=True, slots=True)
class Buffer:
    """``turns`` as given; ``starts[n]`` is where turn n begins in the joined text before folding."""

    turns: Sequence[Turn]
    folded: Folded
    starts: Sequence[int]

    @property
    def text(self) -> str:
        """The folded text; turns end with TURN_END."""
        return self.folded.text

    def place(self, start: int, end: int) -> Place:
        """Where a folded stretch stands in the turns as they were written."""
        first, last = self.folded.span(start, end)
        turn = bisect_right(self.starts, first) - 1
        return Place(turn, first - self.starts[turn], last - self.starts[turn])

    def turn_of(self, start: int) -> int:
        """Which turn a folded character belongs to."""
        return bisect_right(self.starts, self.folded.span(start, start + 1)[0]) - 1

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The folded bounds of the turn that holds a stretch."""
        left = self.text.rfind(TURN_END, 0, start) + 1
        right = self.text.find(TURN_END, end)
        return left, right if right >= 0 else len(self.text)


def fill_buffer(turns: Sequence[Turn], *, bounds: Bounds) -> Buffer:
    """Join and fold the turns.

    Raises ConversationEmpty, ConversationTooLarge, TurnTooLong.
    """
    _refuse_beyond(turns, bounds)
    texts = [t.text.replace(TURN_END, " ") if TURN_END in t.text else t.text for t in turns]
    starts = list(accumulate((len(t) + 1 for t in texts), initial=0))[:-1]
    return Buffer(turns, fold(TURN_END.join(texts)), starts)


def _refuse_beyond(turns: Sequence[Turn], bounds: Bounds) -> None:
    if not any(t.role is not Role.SYSTEM for t in turns):
        raise ConversationEmpty("No turn of an agent or a customer.")
    if len(turns) > bounds.turns:
        raise ConversationTooLarge(f"{len(turns)} turns; at most {bounds.turns}.", where="turns")
    total = 0
    for number, turn in enumerate(turns):
        total += len(turn.text)
        if len(turn.text) > bounds.turn_characters:
            raise TurnTooLong(
                f"{len(turn.text)} characters; at most {bounds.turn_characters}.", where=f"turns[{number}]"
            )
    if total > bounds.characters:
        raise ConversationTooLarge(f"{total} characters; at most {bounds.characters}.", where="turns")
