"""Training's pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentpool.kernel.markdown import to_html
from talentpool.training.rules import content, exams


@given(
    st.dictionaries(st.text(min_size=1, max_size=4), st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=30),
    st.integers(1, 30),
    st.integers(0, 10**9),
)
def test_a_draw_covers_as_many_lines_as_it_can(questions: dict[str, str], count: int, seed: int) -> None:
    lines = ["a", "b", "c", "d"]
    drawn = exams.draw(questions, lines=lines, count=count, seed=seed)
    assert len(drawn) == len(set(drawn)) == min(count, len(questions))
    share = exams.covered(lines, [questions[one] for one in drawn])
    assert share == pytest.approx(exams.coverable(lines, list(questions.values()), drawn=count))
    assert drawn == exams.draw(questions, lines=lines, count=count, seed=seed)


def test_too_few_questions_drawn_cannot_cover_many_lines() -> None:
    assert exams.coverable(["a", "b", "c", "d"], ["a", "b", "c", "d"], drawn=2) == 50
    assert exams.missing(["a", "b"], ["b"]) == ["a"]


def test_a_slow_task_counts_half_and_a_very_slow_one_nothing() -> None:
    task = {"right": 2, "of": 2, "allowed_seconds": 60.0}
    assert exams.task_score(took_seconds=60, **task) == 100
    assert exams.task_score(took_seconds=61, **task) == 50
    assert exams.task_score(took_seconds=121, **task) == 0


def test_the_oral_part_needs_every_main_contact_type() -> None:
    assert exams.oral_score({"a": 4, "b": 4}, ["a", "b"]) == 80
    assert exams.oral_score({"a": 5}, ["a", "b"]) is None


def test_conduct_falls_with_lessons_skipped_through() -> None:
    assert exams.conduct_score(lessons=10, finished=10, hurried=0) == 100
    assert exams.conduct_score(lessons=10, finished=10, hurried=10) == 70
    assert exams.is_hurried(seconds=50, planned_minutes=5)
    assert not exams.is_hurried(seconds=70, planned_minutes=5)


def _parts(**best: float) -> dict[str, exams.PartResult]:
    return {part: exams.PartResult(best=score, tries=1) for part, score in best.items()}


def test_a_person_decides_only_on_all_four_parts_together() -> None:
    three = _parts(written=90, oral=90, system=90)
    assert not exams.ready_for_decision(three, pass_mark=80, max_tries=3)
    assert exams.ready_for_decision({**three, **_parts(conduct=90)}, pass_mark=80, max_tries=3)
    low = {**three, **_parts(conduct=50)}
    assert not exams.ready_for_decision(low, pass_mark=80, max_tries=3)
    assert exams.ready_for_decision(low, pass_mark=80, max_tries=1)
    assert exams.below_mark(low, pass_mark=80) == ["conduct"]


@given(st.integers(-10, 10**7), st.floats(0, 10**7), st.integers(1, 240))
def test_paid_time_never_exceeds_what_passed_nor_three_times_the_plan(counted: int, elapsed: float, plan: int) -> None:
    paid = exams.paid_seconds(counted=counted, elapsed=elapsed, planned_minutes=plan)
    assert 0 <= paid <= min(elapsed, plan * 180)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "<style>*{display:none}</style>",
    ],
)
def test_a_script_in_a_lesson_never_survives(hostile: str) -> None:
    made = to_html(f"# Hello\n\n{hostile}\n\n**fine**")
    assert "<script" not in made
    assert "<style" not in made
    assert 'href="javascript' not in made
    assert 'src="data' not in made
    assert "<img src=x" not in made
    assert "<strong>fine</strong>" in made


def test_a_lesson_file_has_a_head_a_title_and_a_text() -> None:
    one = content.parse_lesson("minutes: 8\ncapability: service\n\n# A title\nSome text\n")
    assert (one.title, one.minutes, one.capability, one.text) == ("A title", 8, "service", "Some text")


@pytest.mark.parametrize(
    ("source", "fault"), [("text", "no_title"), ("# Only a title", "no_text"), ("minutes: many\n# T\nx", "minutes")]
)
def test_a_faulty_lesson_file_says_why(source: str, fault: str) -> None:
    with pytest.raises(content.Faulty, match=fault):
        content.parse_lesson(source)
