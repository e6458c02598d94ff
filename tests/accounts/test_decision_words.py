"""Whatever is decided about a person has words: every kind and outcome that the code writes down."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.states import DECISION_WORDS, OUTCOME_WORDS
from talentpool.activation.states import ReviewProposal

ROOT = Path(__file__).resolve().parents[2]
WRITERS = {"record_decision", "Decision"}


def written(name: str) -> Iterator[tuple[str, str]]:
    """(value, place) of each constant that a decision is written with as ``name``."""
    for path in [*ROOT.glob("talentpool/**/*.py"), *ROOT.glob("tasks/**/*.py")]:
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in WRITERS:
                given = next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
                yield from ((value, f"{path.name}:{call.lineno}") for value in constants(given))


def constants(given: ast.expr | None) -> list[str]:
    """What a constant, or a choice between two, may be."""
    if isinstance(given, ast.IfExp):
        return constants(given.body) + constants(given.orelse)
    return [given.value] if isinstance(given, ast.Constant) and isinstance(given.value, str) else []


@pytest.mark.parametrize(("name", "words"), [("kind", DECISION_WORDS), ("outcome", OUTCOME_WORDS)])
def test_every_decision_that_is_written_has_words(name: str, words: dict[str, object]) -> None:
    found = list(written(name))
    assert len(found) > 4, "the search finds nothing: has the action another name now?"
    assert not [(value, place) for value, place in found if value not in words]


def test_every_proposal_of_the_review_has_words() -> None:
    assert set(ReviewProposal.values) <= set(OUTCOME_WORDS)
