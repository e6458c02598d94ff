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
    texts = [t.text for t in turns]
    lengths = list(map(len, texts))
    _refuse_beyond(turns, lengths, bounds)
    joined = TURN_END.join(texts)
    if joined.count(TURN_END) >= len(texts):  # somebody wrote the mark itself
        joined = TURN_END.join(text.replace(TURN_END, " ") for text in texts)
    starts = list(accumulate(lengths, initial=0))[:-1]
    starts = [start + turn for turn, start in enumerate(starts)]  # each turn before has its mark
    return Buffer(turns, fold(joined), starts)


def _refuse_beyond(turns: Sequence[Turn], lengths: Sequence[int], bounds: Bounds) -> None:
    if not any(t.role is not Role.SYSTEM for t in turns):
        raise ConversationEmpty("No turn of an agent or a customer.")
    if len(turns) > bounds.turns:
        raise ConversationTooLarge(f"{len(turns)} turns; at most {bounds.turns}.", where="turns")
    longest = max(lengths)
    if longest > bounds.turn_characters:
        where = f"turns[{next(n for n, length in enumerate(lengths) if length > bounds.turn_characters)}]"
        raise TurnTooLong(f"{longest} characters; at most {bounds.turn_characters}.", where=where)
    if sum(lengths) > bounds.characters:
        raise ConversationTooLarge(f"{sum(lengths)} characters; at most {bounds.characters}.", where="turns")
