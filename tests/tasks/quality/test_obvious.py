"""The fast inspector says what the slow and plain one says, one by one and together."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from tasks.quality.rules.compiling import compile_rule_set
from tasks.quality.rules.inspecting import inspect, inspect_all
from tasks.quality.rules.shapes import Bounds, ConversationEmpty, Finding, Role, TimesBroken, Turn, TurnTooLong
from tasks.quality.starter import starter_data
from tests.tasks.quality.obvious import obvious, same, silences, weighted

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MARKS = [
    "，",
    "。",
    " ",
    "*",
    "\u200b",
    "“",
    "”",
    "不",
    "别",
    "您说",
    "\x1e",
    "😀",
    "𠀀",
    "Ａ",
    "a",
    "…",
    "㈱",
    "1",
    "\n",
]


def _small() -> dict[str, object]:
    """The starter set with every eighth wording rule, and a word beyond the first 65,536 characters."""
    data = starter_data()
    rare = {**data["wording"][0], "code": "rare", "words": ["𠀀痴", "😀滚…别/不"]}
    return {**data, "wording": [*data["wording"][::8], rare]}


COMPILED = compile_rule_set(_small())
WORDS = [
    *(w for rule in COMPILED.rules.wording for w in rule.words[:40]),
    *(w for _, chain in COMPILED.chains for link in chain.links for w in link[:3]),
    *(w for rule in (*COMPILED.rules.steps, *COMPILED.rules.topics) for w in rule.words),
]


def _talks(many: int) -> list[list[Turn]]:
    """Listed words thrown together with what should keep them apart, and with what should not."""
    chance, talks = Random(7), []
    for _ in range(many):
        at, turns = START, []
        for _ in range(chance.randint(1, 8)):
            text = "".join(
                chance.choice(WORDS if chance.random() < 0.5 else MARKS) for _ in range(chance.randint(0, 14))
            )
            at += timedelta(seconds=chance.randint(0, 90))
            turns.append(Turn(chance.choice([Role.AGENT, Role.AGENT, Role.CUSTOMER]), text, at))
        talks.append(turns)
    return talks


@pytest.fixture(scope="module")
def talks() -> Sequence[Sequence[Turn]]:
    return _talks(120)


def test_together_and_one_by_one_they_are_judged_alike(talks: Sequence[Sequence[Turn]]) -> None:
    assert inspect_all(compiled=COMPILED, talks=talks) == [inspect(compiled=COMPILED, turns=t) for t in talks]


def test_the_fast_inspector_finds_what_the_plain_one_finds(talks: Sequence[Sequence[Turn]]) -> None:
    findings = inspect_all(compiled=COMPILED, talks=talks)
    for turns, finding in zip(talks[:40], findings[:40], strict=True):
        assert isinstance(finding, Finding)
        assert same(finding, obvious(COMPILED, turns)), turns
    assert sum(bool(f.hits) for f in findings[:40] if isinstance(f, Finding)) > 15


def test_times_and_totals_are_what_plain_sums_give(talks: Sequence[Sequence[Turn]]) -> None:
    weights = dict(COMPILED.rules.scoring.groups)
    for turns in talks:
        finding = inspect(compiled=COMPILED, turns=turns)
        waits = silences(turns)
        lasted = {t.measure: t.seconds for t in finding.timings}
        assert lasted["first_answer"] == (int(waits[0]) if waits else None)
        assert lasted["longest_silence"] == (int(max(waits)) if waits else None)
        assert finding.score.total == weighted(finding, weights)


def test_what_cannot_be_judged_leaves_its_neighbours_alone() -> None:
    fine = [Turn(Role.AGENT, "你是白痴")]
    back = [Turn(Role.AGENT, "您好", START), Turn(Role.AGENT, "您好", START - timedelta(minutes=1))]
    told = inspect_all(
        compiled=COMPILED,
        talks=[fine, [Turn(Role.SYSTEM, "x")], fine, back, [Turn(Role.AGENT, "好" * 300)], []],
        bounds=Bounds(turn_characters=200),
    )
    assert [type(t) for t in told] == [Finding, ConversationEmpty, Finding, TimesBroken, TurnTooLong, ConversationEmpty]
    assert told[0] == told[2]
