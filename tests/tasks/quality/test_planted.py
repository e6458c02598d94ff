"""What the shipped rules find and what they leave alone, on sentences written for this project."""

import json
from pathlib import Path

import pytest

from tasks.quality.rules.compiling import Compiled
from tasks.quality.rules.shapes import ALERTING
from tests.tasks.quality.test_engine import COMPILED, codes, said

HERE = Path(__file__).parent
PLANTED: dict[str, list[str]] = json.loads((HERE / "planted.json").read_text())
HARMLESS: list[str] = json.loads((HERE / "harmless.json").read_text())


@pytest.fixture(scope="module")
def starter() -> Compiled:
    return COMPILED


@pytest.mark.parametrize("kind", PLANTED)
def test_planted_violations_of_a_kind_are_found_as_what_they_are(starter: Compiled, kind: str) -> None:
    missed = [t for t in PLANTED[kind] if kind not in codes(said(starter, t))]
    assert len(missed) <= max(1, len(PLANTED[kind]) * 0.15), (
        missed
    )  # some are two things at once: the heavier one stands


def test_at_least_98_of_100_violations_of_20_kinds_raise_an_alert(starter: Compiled) -> None:
    alarming = {
        k: v for k, v in PLANTED.items() if any(w.code == k and w.severity in ALERTING for w in starter.rules.wording)
    }
    texts = [t for some in alarming.values() for t in some]
    missed = [t for t in texts if not any(h.severity in ALERTING for h in said(starter, "您好", t).hits)]
    assert len(alarming) >= 20
    assert len(texts) >= 300
    assert len(missed) / len(texts) <= 0.02, missed


def test_a_chain_is_found_across_a_gap_and_never_across_a_sentence(starter: Compiled) -> None:
    hit = next(h for h in said(starter, "亲，五星好评截图给我，马上返现").hits if h.rule == "review_bribe")
    assert "…" in hit.word or hit.word
    assert "review_bribe" not in codes(said(starter, "感谢您的好评。退货的话返现金还是返券都可以咨询"))


def test_fewer_than_five_in_a_hundred_harmless_look_alikes_raise_an_alert(starter: Compiled) -> None:
    assert len(HARMLESS) >= 150
    alarming = [t for t in HARMLESS if any(h.severity in ALERTING for h in said(starter, t).hits)]
    assert len(alarming) / len(HARMLESS) < 0.05, alarming
