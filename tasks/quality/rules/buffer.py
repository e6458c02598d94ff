"""Some conversations as one folded text with their turns as columns, and the way from a place back to its turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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

Ints = NDArray[np.int64]
ROLE_NUMBER = {role: number for number, role in enumerate(Role)}
AGENT, CUSTOMER, _SYSTEM = (ROLE_NUMBER[role] for role in (Role.AGENT, Role.CUSTOMER, Role.SYSTEM))


class Talk(NamedTuple):
    """One conversation that can be judged, its turns' texts and their lengths, and by whom each was said (a byte each,
    its place in ``Role``).
    """

    turns: Sequence[Turn]
    texts: list[str]
    lengths: list[int]
    spoken: bytes


@dataclass(frozen=True)
class Buffer:
    """Turns are numbered through all conversations.

    ``first[n]``: the first turn of the n-th conversation, with one more at the end; ``spoken``: each turn's role, as
    its place in ``Role``; ``starts``: where each turn begins before folding, ``begins``: where in the folded text,
    with one more at the end.
    """

    talks: Sequence[Talk]
    folded: Folded
    first: Ints
    spoken: NDArray[np.int8]
    starts: Ints
    begins: Ints

    @property
    def text(self) -> str:
        """The folded text; turns end with TURN_END."""
        return self.folded.text

    @cached_property
    def talk_of_turn(self) -> Ints:
        """Which conversation each turn belongs to."""
        return np.repeat(np.arange(len(self.talks)), self.first[1:] - self.first[:-1])

    @cached_property
    def turn_of_place(self) -> Ints:
        """Which turn each folded character belongs to."""
        return np.repeat(np.arange(len(self.spoken)), self.begins[1:] - self.begins[:-1])

    def place(self, turn: int, start: int, end: int) -> Place:
        """Where a folded stretch of a turn stands in its conversation as it was written."""
        first, last = self.folded.span(start, end)
        offset = int(self.starts[turn])
        return Place(turn - int(self.first[self.talk_of_turn[turn]]), first - offset, last - offset)

    def around(self, turn: int) -> tuple[int, int]:
        """The folded bounds of a turn, without its end mark."""
        return int(self.begins[turn]), int(self.begins[turn + 1]) - 1


def fill_buffer(talks: Sequence[Talk]) -> Buffer:
    """Join and fold the turns of some conversations."""
    counts = np.array([len(talk.turns) for talk in talks], dtype=np.int64)
    first = _summed(counts)
    turns = int(first[-1])
    texts = chain.from_iterable(talk.texts for talk in talks)
    joined = TURN_END.join(texts)
    if joined.count(TURN_END) >= turns:  # somebody wrote the mark itself
        joined = TURN_END.join(text.replace(TURN_END, " ") for talk in talks for text in talk.texts)
    folded = fold(joined)
    ends = np.flatnonzero(folded.points == ord(TURN_END))
    lengths = np.fromiter(chain.from_iterable(talk.lengths for talk in talks), dtype=np.int64, count=turns)
    return Buffer(
        talks=talks,
        folded=folded,
        first=first,
        spoken=np.frombuffer(b"".join([talk.spoken for talk in talks]), dtype=np.int8),
        starts=_summed(lengths + 1)[:-1],
        begins=np.concatenate(([0], ends + 1, [len(folded.points) + 1])),
    )


def _summed(lengths: Ints) -> Ints:
    sums = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=sums[1:])
    return sums


def spoken_by(turns: Sequence[Turn]) -> bytes:
    """By whom each turn was said: a byte each, its place in ``Role``."""
    agent, customer = Role.AGENT, Role.CUSTOMER  # looked up once: calls have hundreds of turns
    return bytes([AGENT if t.role is agent else CUSTOMER if t.role is customer else _SYSTEM for t in turns])


def read_talk(turns: Sequence[Turn], *, bounds: Bounds) -> Talk:
    """A conversation that is within the bounds. Raises ConversationEmpty, ConversationTooLarge, TurnTooLong."""
    spoken = spoken_by(turns)
    if not spoken.strip(bytes([_SYSTEM])):
        raise ConversationEmpty("No turn of an agent or a customer.")
    if len(turns) > bounds.turns:
        raise ConversationTooLarge(f"{len(turns)} turns; at most {bounds.turns}.", where="turns")
    texts = [t.text for t in turns]
    lengths = list(map(len, texts))
    longest = max(lengths)
    if longest > bounds.turn_characters:
        where = f"turns[{next(n for n, length in enumerate(lengths) if length > bounds.turn_characters)}]"
        raise TurnTooLong(f"{longest} characters; at most {bounds.turn_characters}.", where=where)
    if sum(lengths) > bounds.characters:
        raise ConversationTooLarge(f"{sum(lengths)} characters; at most {bounds.characters}.", where="turns")
    return Talk(turns, texts, lengths, spoken)
