"""Two channels a day: who works the same hours on two channels changes over at the breaks."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.staffing.rules.mixing import Crew, mixed, served
from tasks.staffing.rules.shifts import Block

HOURS = {120: 8, 180: 12, 240: 16, 360: 24, 480: 32}  # minutes: intervals of a quarter-hour
blocks = st.lists(
    st.builds(
        lambda start, length, seats: Block(start, start + length, seats),
        st.integers(0, 8),
        st.sampled_from(sorted(HOURS.values())),
        st.integers(1, 9),
    ),
    max_size=6,
)


def present(crews: list[Crew]) -> dict[tuple[int, int], int]:
    """Heads by line of work and interval; a break counts to the stretch before it."""
    found: dict[tuple[int, int], int] = {}
    for crew in crews:
        parts = served(crew, interval_minutes=15)
        edges = [part[0] for part in parts[1:]] + [(crew.end - crew.start) * 15]
        for (begin, _end, row), until in zip(parts, edges, strict=True):
            for interval in range(crew.start + begin // 15, crew.start + until // 15):
                found[row, interval] = found.get((row, interval), 0) + crew.seats
    return found


@given(st.lists(blocks, min_size=1, max_size=3))
def test_mixing_takes_nothing_from_any_channel_at_any_moment(rows: list[list[Block]]) -> None:
    assert present(mixed(rows, interval_minutes=15)) == present(mixed(rows, interval_minutes=15, mix=False))


@given(st.lists(blocks, min_size=1, max_size=3))
def test_nobody_serves_more_than_two_channels_and_short_shifts_have_one(rows: list[list[Block]]) -> None:
    for crew in mixed(rows, interval_minutes=15):
        assert 1 <= len(crew.rows) <= 2
        assert len(crew.rows) == 1 or crew.end - crew.start > 12
        assert len(set(crew.rows)) == len(crew.rows)


def test_six_hours_on_calls_and_chat_become_two_crews_that_change_places() -> None:
    calls, chats = [Block(0, 24, 5)], [Block(0, 24, 3)]
    assert mixed([calls, chats], interval_minutes=15) == [
        Crew(0, 24, 2, (0,)),
        Crew(0, 24, 3, (0, 1)),
        Crew(0, 24, 3, (1, 0)),
    ]
