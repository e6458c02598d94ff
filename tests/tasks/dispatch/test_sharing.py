"""Several shifts of one order want the same people: nobody is asked in vain, and no shift runs dry."""

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tasks.dispatch.rules import Want
from tasks.dispatch.sharing import share_out


@dataclass(frozen=True)
class Person:
    agent_id: int
    probability: float = 0.5


def _people(*agents: int) -> list[Person]:
    return [Person(agent) for agent in agents]


def _share(wants: list[Want[str, Person]], *, days: list[int], most: int = 5) -> list[tuple[str, int]]:
    booked: set[tuple[int, int]] = set()
    day_of = dict(zip([want.shift for want in wants], days, strict=True))

    def has_room(shift: str, person: Person) -> bool:
        key = (person.agent_id, day_of[shift])
        return key not in booked and not booked.add(key)  # type: ignore[func-returns-value]

    return [(shift, person.agent_id) for shift, person in share_out(wants, days=days, most=most, has_room=has_room)]


def test_a_single_shift_asks_the_first_of_its_published_order() -> None:
    assert _share([Want("a", 1, 2, _people(3, 1, 2))], days=[0]) == [("a", 3), ("a", 1)]


def test_who_is_wanted_twice_goes_where_nobody_else_can() -> None:
    wants = [Want("early", 1, 1, _people(1, 2)), Want("late", 1, 1, _people(1))]
    assert sorted(_share(wants, days=[0, 0])) == [("early", 2), ("late", 1)]


def test_on_two_days_the_same_person_is_asked_twice() -> None:
    wants = [Want("monday", 1, 1, _people(1)), Want("tuesday", 1, 1, _people(1))]
    assert sorted(_share(wants, days=[1, 2])) == [("monday", 1), ("tuesday", 1)]


def test_a_shift_without_an_open_seat_asks_nobody() -> None:
    assert _share([Want("full", 0, 3, _people(1)), Want("open", 1, 1, _people(1))], days=[0, 0]) == [("open", 1)]


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 5), st.lists(st.integers(1, 12), unique=True), st.integers(0, 2)),
        min_size=1,
        max_size=5,
    )
)
def test_nobody_is_asked_twice_for_a_day_and_no_shift_asks_more_than_it_wants(
    rows: list[tuple[int, int, list[int], int]],
) -> None:
    wants = [Want(str(n), seats, offers, _people(*agents)) for n, (seats, offers, agents, _day) in enumerate(rows)]
    days = [day for _seats, _offers, _agents, day in rows]
    asked = _share(wants, days=days)
    assert not [key for key, n in Counter((days[int(shift)], agent) for shift, agent in asked).items() if n > 1]
    for n, want in enumerate(wants):
        assert sum(shift == str(n) for shift, _agent in asked) <= (want.offers if want.seats else 0)
