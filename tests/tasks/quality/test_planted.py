"""What the shipped rules find and what they leave alone, on sentences written for this project.

``planted.json`` and ``harmless.json`` were at hand when the rules were written. ``unseen.json`` was written afterwards and
no rule was changed for it: it says what to expect of sentences nobody thought of. The guide prints these figures, and
the tests compare.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from tasks.quality.rules.compiling import Compiled
from tasks.quality.rules.shapes import ALERTING
from tests.tasks.quality.test_engine import codes, said, starter_rules

HERE = Path(__file__).parent
GUIDE = (HERE.parents[2] / "docs" / "analyst.md").read_text()
PLANTED: dict[str, list[str]] = json.loads((HERE / "planted.json").read_text())
HARMLESS: list[str] = json.loads((HERE / "harmless.json").read_text())
UNSEEN = json.loads((HERE / "unseen.json").read_text())


@pytest.fixture(scope="module")
def starter() -> Compiled:
    return starter_rules()


def alarming(starter: Compiled, texts: Iterable[str]) -> list[str]:
    """The sentences that raise an alert when an agent says them."""
    return [t for t in texts if any(h.severity in ALERTING for h in said(starter, "您好", t).hits)]


def in_the_guide(name: str, found: int, of: int) -> bool:
    """Whether the guide's table has this row with these numbers."""
    return f"| {name} | {of:,} | {found:,} ({100 * found / of:.1f} %) |" in GUIDE


@pytest.mark.parametrize("kind", PLANTED)
def test_planted_violations_of_a_kind_are_found_as_what_they_are(starter: Compiled, kind: str) -> None:
    missed = [t for t in PLANTED[kind] if kind not in codes(said(starter, t))]
    assert len(missed) <= max(1, len(PLANTED[kind]) * 0.15), (
        missed
    )  # some are two things at once: the heavier one stands


def test_at_least_98_of_100_violations_of_20_kinds_raise_an_alert(starter: Compiled) -> None:
    alerting = {w.code for w in starter.rules.wording if w.severity in ALERTING}
    kinds = {k: v for k, v in PLANTED.items() if k in alerting}
    texts = [t for some in kinds.values() for t in some]
    found = alarming(starter, texts)
    assert len(kinds) >= 20
    assert len(texts) >= 300
    assert len(found) / len(texts) >= 0.98, set(texts) - set(found)
    assert in_the_guide(f"planted violations of {len(kinds)} kinds", len(found), len(texts))


def test_no_planted_sentence_is_only_a_copy_of_a_word_in_the_list(starter: Compiled) -> None:
    listed = {word for rule in starter.rules.wording for word in rule.words}
    copies = [t for some in PLANTED.values() for t in some if t.lower().strip("。！？,.!? ") in listed]
    assert len(copies) / sum(map(len, PLANTED.values())) < 0.05, copies


def test_a_chain_is_found_across_a_gap_and_never_across_a_sentence(starter: Compiled) -> None:
    hit = next(h for h in said(starter, "亲，五星好评截图给我，马上返现").hits if h.rule == "review_bribe")
    assert "…" in hit.word or hit.word
    assert "review_bribe" not in codes(said(starter, "感谢您的好评。退货的话返现金还是返券都可以咨询"))


def test_fewer_than_five_in_a_hundred_harmless_look_alikes_raise_an_alert(starter: Compiled) -> None:
    assert len(HARMLESS) >= 150
    found = alarming(starter, HARMLESS)
    assert len(found) / len(HARMLESS) < 0.05, found
    assert in_the_guide("harmless look-alikes", len(found), len(HARMLESS))


def test_of_sentences_no_rule_was_written_for_most_are_found_and_few_harmless_ones(starter: Compiled) -> None:
    texts = [t for some in UNSEEN["violations"].values() for t in some]
    found, wrong = alarming(starter, texts), alarming(starter, UNSEEN["harmless"])
    assert len(found) / len(texts) > 0.8
    assert len(wrong) / len(UNSEEN["harmless"]) < 0.05
    assert in_the_guide("violations nobody had seen", len(found), len(texts))
    assert in_the_guide("harmless sentences nobody had seen", len(wrong), len(UNSEEN["harmless"]))
