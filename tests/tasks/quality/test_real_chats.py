"""The starter rules on real conversations of a shop's service desk."""

import json
from functools import cache
from pathlib import Path

import pytest

from tasks.quality.rules.compiling import compile_rule_set
from tasks.quality.rules.inspecting import inspect_all
from tasks.quality.rules.shapes import ALERTING, Finding, Role, Turn
from tasks.quality.starter import starter_data
from tests.tasks.quality.test_planted import in_the_guide

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the folder ../shared/data is absent"),
]


@cache
def inspected(folder: str) -> list[tuple[list[Turn], Finding]]:
    lines = (DATA / folder / "dialogues.jsonl").read_text().splitlines()
    talks = [[Turn(Role(t["role"]), t["text"]) for t in json.loads(line)["turns"]] for line in lines]
    findings = inspect_all(compiled=compile_rule_set(starter_data()), talks=talks)
    return [(turns, f) for turns, f in zip(talks, findings, strict=True) if isinstance(f, Finding)]


@pytest.mark.parametrize("folder", ["dialogues_zh_jddc", "dialogues_zh_mobilecs_sample", "dialogues_en_twcs_sample"])
def test_fewer_than_two_in_a_hundred_turns_of_real_agents_raise_an_alert(folder: str) -> None:
    spoken, alarming = 0, 0
    for turns, finding in inspected(folder):
        spoken += sum(t.role is Role.AGENT for t in turns)
        alarming += len(
            {h.place.turn for h in finding.hits if h.severity in ALERTING and turns[h.place.turn].role is Role.AGENT}
        )
    assert spoken > 0
    assert alarming / spoken < 0.02
    if folder == "dialogues_zh_jddc":
        assert in_the_guide("agents' turns in 400 real chats", alarming, spoken)


def test_most_real_conversations_greet_and_close() -> None:
    done = [{s.step for s in f.steps if s.state == "done"} for _, f in inspected("dialogues_zh_jddc")]
    assert sum("closing" in d for d in done) / len(done) > 0.9
    assert sum("greeting" in d for d in done) / len(done) > 0.6
