"""One wave over several shifts that want the same people: who is asked for which. Pure, but for the flow's arithmetic.

Each shift has its own published order. As long as nobody is wanted twice, each asks its first ones. Where people are
scarce, a minimum-cost flow gives every shift its share and keeps each as near to its own order as that allows.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

import numpy as np

from talentpool.activation.rules.assignment import Pairs, assign
from tasks.dispatch.rules import Want, take_turns


class Person(Protocol):
    """Somebody to ask."""

    @property
    def agent_id(self) -> int: ...
    @property
    def probability(self) -> float: ...


S = TypeVar("S")
P = TypeVar("P", bound=Person)


def share_out(
    wants: Sequence[Want[S, P]], *, days: Sequence[int], most: int, has_room: Callable[[S, P], bool]
) -> Iterator[tuple[S, P]]:
    """Whom to ask for which shift.

    days: the day of each want's shift. most: shifts one person is asked for. has_room: whether her diary takes it; may
    book it. What the flow leaves open (a diary said no) is filled turn by turn.
    """
    got, asked = Counter[int](), set[tuple[int, int]]()
    for number, place in _optimum(wants, days, most) if _is_shared(wants) else ():
        want, person = wants[number], wants[number].people[place]
        asked.add((number, person.agent_id))
        if has_room(want.shift, person):
            got[number] += 1
            yield want.shift, person
    rest = [
        Want(
            want.shift,
            want.seats,
            max(0, want.offers - got[number]),
            [one for one in want.people if (number, one.agent_id) not in asked],
        )
        for number, want in enumerate(wants)
    ]
    yield from take_turns(rest, has_room=has_room)


def _is_shared(wants: Sequence[Want[S, P]]) -> bool:
    """Whether two shifts would ask the same person, each by its own order."""
    first = Counter(person.agent_id for want in wants for person in want.people[: want.offers])
    return any(times > 1 for times in first.values())


def _optimum(wants: Sequence[Want[S, P]], days: Sequence[int], most: int) -> list[tuple[int, int]]:
    """(number of the want, place in its people) of everybody the flow chooses, shift by shift in order."""
    rows = [(number, place) for number, want in enumerate(wants) if want.seats for place in range(len(want.people))]
    known: dict[int, int] = {}
    agents = [known.setdefault(wants[number].people[place].agent_id, len(known)) for number, place in rows]
    chosen = assign(
        wanted=np.array([want.offers if want.seats else 0 for want in wants]),
        days=np.array(days),
        pairs=Pairs(
            np.array(agents, dtype=np.int64),
            np.array([number for number, _place in rows], dtype=np.int64),
            np.array([1 - place / len(wants[number].people) for number, place in rows]),
        ),
        most=most,
        fair=True,
    )
    return [rows[int(place)] for place in chosen]
