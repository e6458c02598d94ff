"""The fewest heads that cover every interval."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentpool.kernel.questions import Unanswerable
from tasks.staffing.rules.cover import answer, intervals_of, least_cover


def test_two_shifts_cover_a_day_with_the_fewest_heads() -> None:
    found = answer({"required": [1, 2, 3, 1], "shifts": {"early": [0, 3], "late": [2, 4], "peak": [1, 3]}})
    assert found["status"] == "optimal"
    assert found["heads"] == 3 == sum(found["counts"].values())


def test_a_night_shift_wraps_around_midnight() -> None:
    assert intervals_of((22, 6), intervals=24) == [22, 23, 0, 1, 2, 3, 4, 5]
    assert intervals_of((0, 24), intervals=24) == list(range(24)) == sorted(intervals_of((7, 7), intervals=24))
    found = answer({"required": [2, 0, 0, 3], "shifts": {"night": [3, 1]}})
    assert found == {"counts": {"night": 3}, "heads": 3, "status": "optimal"}


def test_what_no_shift_reaches_is_infeasible_and_says_so() -> None:
    nobody = {"counts": {}, "heads": None, "status": "infeasible"}
    assert answer({"required": [0, 1], "shifts": {"early": [0, 1]}}) == nobody
    assert answer({"required": [1], "shifts": {}}) == nobody
    assert answer({"required": [3, 1], "shifts": {"a": [0, 2]}, "max_per_interval": 2}) == nobody


def test_nothing_required_needs_nobody() -> None:
    assert answer({"required": [0, 0], "shifts": {"a": [0, 2]}}) == {
        "counts": {"a": 0},
        "heads": 0,
        "status": "optimal",
    }


def test_heads_present_never_exceed_the_bound() -> None:
    required, shifts = [2, 4, 4, 2], {"a": (0, 2), "b": (2, 4), "c": (1, 3)}
    counts = least_cover(required=required, shifts=shifts, max_per_interval=4)
    assert counts is not None
    for interval in range(4):
        present = sum(n for name, n in counts.items() if interval in intervals_of(shifts[name], intervals=4))
        assert required[interval] <= present <= 4


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=2, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4),
    st.one_of(st.none(), st.integers(0, 5)),
)
def test_answer_equals_trying_everything(required: list[int], spans: list[tuple[int, int]], bound: int | None) -> None:
    size = len(required)
    shifts = {str(i): (start % size, min(end, size)) for i, (start, end) in enumerate(spans)}
    presence = [intervals_of(span, intervals=size) for span in shifts.values()]
    best = None
    for heads in product(range(4), repeat=len(shifts)):
        there = [sum(n for n, at in zip(heads, presence, strict=True) if i in at) for i in range(size)]
        fits = all(
            need <= got <= (bound if bound is not None else 99) for need, got in zip(required, there, strict=True)
        )
        if fits and (best is None or sum(heads) < best):
            best = sum(heads)
    counts = least_cover(required=required, shifts=shifts, max_per_interval=bound)
    assert (None if counts is None else sum(counts.values())) == best


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"required": [], "shifts": {}}, "empty"),
        ({"required": [-1], "shifts": {}}, "negative"),
        ({"required": [True], "shifts": {}}, "not_a_number"),
        ({"required": [1.5], "shifts": {}}, "not_whole"),
        ({"required": ["1"], "shifts": {}}, "not_a_number"),
        ({"required": [10**400], "shifts": {}}, "too_large"),
        ({"required": [1] * 3000, "shifts": {}}, "too_large"),
        ({"required": 3, "shifts": {}}, "not_a_list"),
        ({"required": [1], "shifts": []}, "not_an_object"),
        ({"required": [1], "shifts": {"a": [0]}}, "not_a_pair"),
        ({"required": [1], "shifts": {"a": [0, 2]}}, "out_of_range"),
        ({"required": [1], "shifts": {"a": [-1, 1]}}, "negative"),
        ({"required": [1]}, "missing_key"),
        ({"required": [1], "shifts": {}, "extra": 1}, "unknown_key"),
        ({"required": [1], "shifts": {"a": [0, 1]}, "max_per_interval": -1}, "negative"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_code(question: dict[str, object], code: str) -> None:
    with pytest.raises(Unanswerable) as refusal:
        answer(question)
    assert refusal.value.code == code
